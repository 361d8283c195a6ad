import { newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { makeSigningKey } from "../clients/access-tokens.ts";
import { isKeyDue, keysToForget } from "../domain/signing-key.ts";
import { addSigningKey, allSigningKeys, removeSigningKeys } from "../store/signing-keys.ts";

/** Make the next signing key when the last one has signed long enough, and forget those that no good token needs. */
export async function renewSigningKey(call: Call): Promise<void> {
  const { env, now } = call;
  const { keys } = await load(call, { keys: allSigningKeys() });
  const gone = keysToForget(keys, now);
  const made = isKeyDue(keys, now) ? [await makeSigningKey(env.IAM_SECRET, newId("signingKey", now), now)] : [];
  await commit(call, {
    save: [...made.map(addSigningKey), ...(gone.length > 0 ? [removeSigningKeys(gone)] : [])],
    events: [],
    result: undefined,
  });
}

import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import type { SigningKey } from "../domain/signing-key.ts";
import { allSigningKeys } from "../store/signing-keys.ts";

/** The keys that access tokens are, and were, signed with. */
export async function getKeys(call: Call): Promise<SigningKey[]> {
  const { keys } = await load(call, { keys: allSigningKeys() });
  return keys;
}

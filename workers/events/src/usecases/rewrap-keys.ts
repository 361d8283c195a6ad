import { commit } from "#shared/worker/commit";
import { namesOf, wrappedAnew } from "#shared/worker/keyring";
import { load } from "#shared/worker/load";
import { log } from "#shared/worker/log";
import type { Call } from "../call.ts";
import { secretsOf } from "../clients/secrets.ts";
import { keysToRewrap, REWRAP_LIMIT, rewrap, strangeKey } from "../store/keys.ts";

/**
 * Wrap with the secret of now what the one before it wrapped. A key that opens with neither stays as it is, and the log
 * says so. Answers whether more is waiting.
 */
export async function rewrapKeys(call: Call): Promise<boolean> {
  const secrets = secretsOf(call.env);
  const { current, before } = await namesOf(secrets);
  const { old, strange } = await load(call, {
    old: keysToRewrap(before),
    strange: strangeKey(before ? [current, before] : [current]),
  });
  const anew = await wrappedAnew(secrets, old);
  const opened = new Set(anew.map(({ owner }) => owner));
  const sealed = strange ?? old.find(({ owner }) => !opened.has(owner))?.owner;
  if (sealed) log("person_key.sealed", { owner: sealed, missing: secrets.setting });
  if (anew.length > 0) log("person_keys.rewrapped", { count: anew.length });
  return commit(call, {
    save: anew.length > 0 ? [rewrap(anew)] : [],
    events: [],
    result: anew.length === REWRAP_LIMIT,
  });
}

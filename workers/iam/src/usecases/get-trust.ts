import { minutes } from "#shared/core/time";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { endedSessionsSince } from "../store/sessions.ts";
import { allSigningKeys } from "../store/signing-keys.ts";
import { usersChangedSince } from "../store/users.ts";

/** Longer than an access token is good, and than clocks differ. */
const TRUST_SPAN = minutes(11);

/** What the gateway needs to know a good token from one that is no longer good. */
export async function getTrust(call: Call) {
  const since = call.now - TRUST_SPAN;
  return load(call, { keys: allSigningKeys(), ended: endedSessionsSince(since), stale: usersChangedSince(since) });
}

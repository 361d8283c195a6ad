import { days } from "#shared/core/time";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { forgetInviteesOf } from "../store/forgotten.ts";

/** How long after a booking it is still known who came along. */
const INVITEES_KEPT = days(30);
/** The most bookings of one tick. */
const FORGET_LIMIT = 500;

/** Forget the names of those who came along with somebody, once the house has no use for them any more. */
export async function forgetInvitees(call: Call): Promise<void> {
  await load(call, {});
  const save = [forgetInviteesOf(call.now - INVITEES_KEPT, FORGET_LIMIT)];
  return commit(call, { save, events: [], result: undefined });
}

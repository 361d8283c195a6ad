import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { removeOldInvitations } from "../store/invitations.ts";
import { removeExpiredRegistrations } from "../store/registrations.ts";
import { removeEndedSessions } from "../store/sessions.ts";

/** Forget what nobody can ask for any more: registrations, ended sessions, settled invitations. */
export async function forgetOldRows(call: Call): Promise<void> {
  await load(call, {});
  await commit(call, {
    save: [removeExpiredRegistrations(call.now), removeEndedSessions(call.now), removeOldInvitations(call.now)],
    events: [],
    result: undefined,
  });
}

import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { cancel } from "../domain/invitation.ts";
import { invitationById, saveInvitation } from "../store/invitations.ts";

/** Withdraw an invitation: its link says so from now on. */
export async function cancelInvitation(call: Call, id: Id<"invitation">): Promise<void> {
  const { before } = await load(call, { before: invitationById(id) });
  demandVersion(call, before.version);
  const invitation = cancel(before, call.actor, call.now);
  await commit(call, { save: [saveInvitation(invitation)], events: [], result: undefined, audit: { subject: id } });
}

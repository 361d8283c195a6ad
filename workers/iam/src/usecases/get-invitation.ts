import type { Id } from "#shared/core/ids";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { demandVisible, type Invitation } from "../domain/invitation.ts";
import { invitationById } from "../store/invitations.ts";

/** One invitation, for whoever may invite there. */
export async function getInvitation(call: Call, id: Id<"invitation">): Promise<Invitation> {
  const { invitation } = await load(call, { invitation: invitationById(id) });
  demandVisible(invitation, call.actor);
  return invitation;
}

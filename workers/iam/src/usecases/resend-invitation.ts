import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { postInvitation } from "../clients/letters.ts";
import { hashOf, randomSecret } from "../clients/secrets.ts";
import { type Invitation, resend } from "../domain/invitation.ts";
import { invitationById, markSent, placeOfInvitation, saveInvitation } from "../store/invitations.ts";

/** Send an invitation again, with a new link. */
export async function resendInvitation(call: Call, id: Id<"invitation">): Promise<Invitation> {
  const { before, place } = await load(call, { before: invitationById(id), place: placeOfInvitation(id) });
  demandVersion(call, before.version);
  const secret = randomSecret();
  const secretHash = await hashOf(call.env.IAM_SECRET, "invitation", secret);
  const invitation = resend(before, secretHash, call.actor, call.now);
  await commit(call, {
    save: [saveInvitation(invitation)],
    events: [],
    result: invitation,
    audit: { subject: id },
  });
  call.defer(postInvitation(call, { invitation, secret, place }, markSent(invitation, call.now)));
  return invitation;
}

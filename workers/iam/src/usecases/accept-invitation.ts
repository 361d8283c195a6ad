import { personOf } from "#shared/core/actor";
import { newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { hashOf } from "../clients/secrets.ts";
import { type GrantRow, give, grantOf } from "../domain/grant.ts";
import { accept } from "../domain/invitation.ts";
import { addGrant, openGrantsOf } from "../store/grants.ts";
import { invitationBySecret, saveInvitation } from "../store/invitations.ts";
import { saveUser, userById } from "../store/users.ts";

/** Take the role one is invited to. */
export async function acceptInvitation(call: Call, { token }: { readonly token: string }): Promise<GrantRow> {
  const { now } = call;
  const { id: userId } = personOf(call.actor);
  const { before, me, open } = await load(call, {
    before: invitationBySecret(await hashOf(call.env.IAM_SECRET, "invitation", token)),
    me: userById(userId),
    open: openGrantsOf(userId),
  });
  const invitation = accept(before, me, now);
  const { role, target, organisationId } = invitation;
  const grant = grantOf({ id: newId("grant", now), userId, role, target, organisationId }, now);
  const { user, events } = give(me, open, grant, now);
  return commit(call, {
    save: [saveInvitation(invitation), saveUser(user), addGrant(grant)],
    events,
    result: grant,
    refusals: { "failed: grants.user_id": "grant.exists" },
  });
}

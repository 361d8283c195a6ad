import { residencyInternal } from "#shared/contracts/residency-internal";
import { personOf } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import { isId, newId } from "#shared/core/ids";
import type { Role } from "#shared/core/permissions";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import { ask } from "#shared/worker/peer";
import type { Call } from "../call.ts";
import { postInvitation } from "../clients/letters.ts";
import { hashOf, randomSecret } from "../clients/secrets.ts";
import { type Invitation, invite } from "../domain/invitation.ts";
import { languageOf } from "../domain/language.ts";
import type { Target } from "../domain/reach.ts";
import { addInvitation, markSent } from "../store/invitations.ts";
import { organisationNamed } from "../store/organisations.ts";

interface Wanted {
  readonly email: string;
  readonly role: Role;
  readonly on: Target["on"];
}

/** Invite somebody to a role on an organisation or a building; of a building, residency says whose it is. */
export async function createInvitation(call: Call, { email, role, on }: Wanted): Promise<Invitation> {
  const { organisation } = await load(call, { organisation: organisationNamed(on) });
  const building = isId("building", on)
    ? (await ask(call, call.env.RESIDENCY, residencyInternal.homesOf, { userId: null, buildingId: on })).building
    : null;
  const organisationId = organisation?.id ?? building?.organisationId;
  if (!organisationId) throw new AppError("thing.not_found");
  const secret = randomSecret();
  const locale = languageOf(personOf(call.actor).locale);
  const secretHash = await hashOf(call.env.IAM_SECRET, "invitation", secret);
  const wanted = { id: newId("invitation", call.now), email, role, locale, secretHash };
  const invitation = invite(wanted, { on, organisationId }, call.actor, call.now);
  await commit(call, {
    save: [addInvitation(invitation)],
    events: [],
    result: invitation,
    audit: { subject: invitation.id },
    refusals: { "failed: invitations.email": "invitation.pending" },
  });
  const place = organisation?.name ?? building?.name ?? "";
  call.defer(postInvitation(call, { invitation, secret, place }, markSent(invitation, call.now)));
  return invitation;
}

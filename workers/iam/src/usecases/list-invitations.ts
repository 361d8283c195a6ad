import type { Id } from "#shared/core/ids";
import type { InvitationStatus } from "#shared/core/vocabulary";
import { load } from "#shared/worker/load";
import { afterOf, type Page } from "#shared/worker/page";
import type { Call } from "../call.ts";
import type { Invitation } from "../domain/invitation.ts";
import { demandOn, organisationTarget } from "../domain/reach.ts";
import { invitationList, listInvitationsOf } from "../store/invitations.ts";
import { organisationById } from "../store/organisations.ts";

interface Asked {
  readonly organisation: Id<"organisation">;
  readonly status?: InvitationStatus | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The invitations of an organisation and its buildings, the newest first. */
export async function listInvitations(
  call: Call,
  { organisation, status, limit, cursor }: Asked,
): Promise<Page<Invitation>> {
  demandOn(call.actor, organisationTarget(organisation), "organisation.invite");
  const after = afterOf(invitationList(organisation, status), cursor);
  const { page } = await load(call, {
    known: organisationById(organisation),
    page: listInvitationsOf(organisation, status, after, limit),
  });
  return page;
}

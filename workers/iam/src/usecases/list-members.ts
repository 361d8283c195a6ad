import type { Id } from "#shared/core/ids";
import { load } from "#shared/worker/load";
import { afterOf, type Page } from "#shared/worker/page";
import type { Call } from "../call.ts";
import { demandOn, organisationTarget } from "../domain/reach.ts";
import { listMembersOf, type Member, memberList } from "../store/grants.ts";
import { organisationById } from "../store/organisations.ts";

interface Asked {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Who has which role in an organisation and its buildings. */
export async function listMembers(call: Call, id: Id<"organisation">, { limit, cursor }: Asked): Promise<Page<Member>> {
  demandOn(call.actor, organisationTarget(id), "organisation.read");
  const after = afterOf(memberList(id), cursor);
  const { page } = await load(call, {
    organisation: organisationById(id),
    page: listMembersOf(id, call.now, after, limit),
  });
  return page;
}

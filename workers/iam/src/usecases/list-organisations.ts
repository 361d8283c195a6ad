import { load } from "#shared/worker/load";
import { afterOf, type Page } from "#shared/worker/page";
import type { Call } from "../call.ts";
import type { Organisation } from "../domain/organisation.ts";
import { organisationsWith } from "../domain/reach.ts";
import { listOrganisationsOf, organisationList } from "../store/organisations.ts";

interface Asked {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The organisations one runs, in the order they were added. */
export async function listOrganisations(call: Call, { limit, cursor }: Asked): Promise<Page<Organisation>> {
  const ids = organisationsWith(call.actor, "organisation.read");
  const after = afterOf(organisationList(ids), cursor);
  const { page } = await load(call, { page: listOrganisationsOf(ids, after, limit) });
  return page;
}

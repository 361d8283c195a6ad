import type { Id } from "#shared/core/ids";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import type { Organisation } from "../domain/organisation.ts";
import { demandOn, organisationTarget } from "../domain/reach.ts";
import { organisationById } from "../store/organisations.ts";

/** One organisation. */
export async function getOrganisation(call: Call, id: Id<"organisation">): Promise<Organisation> {
  const { organisation } = await load(call, { organisation: organisationById(id) });
  demandOn(call.actor, organisationTarget(id), "organisation.read");
  return organisation;
}

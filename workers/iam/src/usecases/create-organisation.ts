import { mayEverywhere } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import { newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { foundOrganisation, type Organisation } from "../domain/organisation.ts";
import { addOrganisation } from "../store/organisations.ts";

/** Add an organisation that runs buildings. */
export async function createOrganisation(call: Call, { name }: { readonly name: string }): Promise<Organisation> {
  const permission = "organisation.create";
  if (!mayEverywhere(call.actor, permission)) throw new AppError("access.denied", { facts: { permission } });
  await load(call, {});
  const organisation = foundOrganisation(newId("organisation", call.now), name, call.now);
  return commit(call, {
    save: [addOrganisation(organisation)],
    events: [],
    result: organisation,
    audit: { subject: organisation.id },
  });
}

import { type Actor, demand, grantAllows, mayEverywhere, type Place, personOf } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";

/** Whether a grant on the building itself, or on everything, lets the actor read its audit. */
export const readsAuditOf = (actor: Actor, building: Id<"building">): boolean =>
  mayEverywhere(actor, "audit.read") ||
  personOf(actor).grants.some((grant) => grant.on === building && grantAllows(grant, "audit.read"));

/** Whether the building's organisation could change the verdict. */
export const runsOrganisations = (actor: Actor): boolean =>
  personOf(actor).grants.some((grant) => grant.on.startsWith("org_"));

/** The verdict on reading a building's audit, when no grant on the building itself allows it. */
export function demandAuditOf(actor: Actor, building: Id<"building">, place: Place | null): void {
  if (place) {
    demand(actor, place, "audit.read");
    return;
  }
  const serves = personOf(actor).grants.some((grant) => grant.on === building || grant.on === "*");
  if (!serves) throw new AppError("thing.not_found");
  throw new AppError("access.denied", { facts: { permission: "audit.read" } });
}

/** The verdict on reading everybody's audit. */
export function demandWholeAudit(actor: Actor): void {
  personOf(actor);
  if (!mayEverywhere(actor, "audit.read")) throw new AppError("audit.building_required");
}

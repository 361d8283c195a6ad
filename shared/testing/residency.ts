import type { Person } from "../core/actor.ts";
import type { HomeKind } from "../core/homes.ts";
import { anId, as, type Door, manager, person } from "./story.ts";

export const ADDRESS = { line1: "Calle Mayor 1", postalCode: "28013", city: "Madrid", country: "ES" };

export const PATIO = { name: "Patio", address: ADDRESS, timeZone: "Europe/Madrid", currency: "EUR", locale: "es" };

/** A new building with its manager, told through residency's Door. */
export async function aHouse(door: Door) {
  const organisationId = anId("organisation");
  const boss = manager(organisationId);
  const { body: building } = await as(door, boss).post("/v1/buildings", { organisationId, ...PATIO });
  const at = `/v1/buildings/${building.id}`;

  const unit = async (label: string, more: Record<string, unknown> = {}) =>
    (await as(door, boss).post(`${at}/units`, { label, ...more })).body;
  const code = async (unitId: string, kind: HomeKind = "tenant"): Promise<string> =>
    (await as(door, boss).post(`${at}/codes`, { unitIds: [unitId], kind })).body.items[0].code;
  const home = async (unitId: string, who: Person = person(), kind: HomeKind = "tenant") => {
    const { body: claim } = await as(door, who).post("/v1/claims", { code: await code(unitId, kind) });
    return { who, claim };
  };
  return { building, organisationId, boss, at, unit, code, home };
}

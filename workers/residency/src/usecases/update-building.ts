import { demand } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { type Building, type BuildingPatch, changeBuilding } from "../domain/building.ts";
import { buildingById, saveBuilding } from "../store/buildings.ts";
import { livesIn } from "../store/residences.ts";

/** Change what a building is called, where it stands, and its clock, money and language. */
export async function updateBuilding(call: Call, id: Id<"building">, patch: BuildingPatch): Promise<Building> {
  const { before, lives } = await load(call, { before: buildingById(id), lives: livesIn(call.actor, id, call.now) });
  demand(call.actor, before, "building.update", lives);
  demandVersion(call, before.version);
  const { building, events } = changeBuilding(before, patch, call.now);
  const audit = { subject: id, building: id, fields: Object.keys(patch) };
  return commit(call, { save: [saveBuilding(building)], events, result: building, audit });
}

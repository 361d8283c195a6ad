import { mayIn } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import { newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { addBuilding, type Building } from "../domain/building.ts";
import { addBuildingRow } from "../store/buildings.ts";

/** Add a building to an organisation one runs. */
export async function createBuilding(call: Call, wanted: Parameters<typeof addBuilding>[0]): Promise<Building> {
  await load(call, {});
  const id = newId("building", call.now);
  const permission = "building.create";
  if (!mayIn(call.actor, { id, organisationId: wanted.organisationId }, permission))
    throw new AppError("access.denied", { facts: { permission } });
  const { building, events } = addBuilding(wanted, id, call.now);
  return commit(call, { save: [addBuildingRow(building)], events, result: building });
}

import { mayIn } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import type { Building, BuildingFront } from "../domain/building.ts";
import { buildingById } from "../store/buildings.ts";
import { livesIn } from "../store/residences.ts";

/** All of it for whom it is home or work; the front of the house for anybody else. */
export async function getBuilding(call: Call, id: Id<"building">): Promise<Building | BuildingFront> {
  const { building, lives } = await load(call, {
    building: buildingById(id),
    lives: livesIn(call.actor, id, call.now),
  });
  if (lives || mayIn(call.actor, building, "building.read")) return building;
  return { id: building.id, name: building.name, address: building.address };
}

import type { Id } from "#shared/core/ids";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { demandHome, found } from "../domain/access.ts";
import type { PlacedUnit } from "../domain/unit.ts";
import { buildingOf } from "../store/buildings.ts";
import { livesIn } from "../store/residences.ts";
import { buildingIdOfUnit, unitOf } from "../store/units.ts";

/** One unit, for whom its building is home or work. */
export async function getUnit(call: Call, id: Id<"unit">): Promise<PlacedUnit> {
  const { unit, building, lives } = await load(call, {
    unit: unitOf(id),
    building: buildingOf(buildingIdOfUnit(id)),
    lives: livesIn(call.actor, buildingIdOfUnit(id), call.now),
  });
  demandHome(call.actor, found(building), lives, "unit.read");
  return found(unit);
}

import type { Id } from "#shared/core/ids";
import { load } from "#shared/worker/load";
import { afterOf, type Page } from "#shared/worker/page";
import type { Call } from "../call.ts";
import { demandHome } from "../domain/access.ts";
import type { PlacedUnit } from "../domain/unit.ts";
import { buildingById } from "../store/buildings.ts";
import { livesIn } from "../store/residences.ts";
import { listUnitsOf, type UnitFilter, unitList } from "../store/units.ts";

/** The units of a building, for whom it is home or work. */
export async function listUnits(
  call: Call,
  buildingId: Id<"building">,
  { limit, cursor, ...filter }: UnitFilter & { limit: number; cursor?: string | undefined },
): Promise<Page<PlacedUnit>> {
  const after = afterOf(unitList(buildingId, filter), cursor);
  const { building, lives, units } = await load(call, {
    building: buildingById(buildingId),
    lives: livesIn(call.actor, buildingId, call.now),
    units: listUnitsOf(buildingId, filter, after, limit),
  });
  demandHome(call.actor, building, lives, "unit.read");
  return units;
}

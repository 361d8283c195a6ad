import { demand } from "#shared/core/actor";
import { type Id, newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { found } from "../domain/access.ts";
import { addUnit, type PlacedUnit } from "../domain/unit.ts";
import { buildingById } from "../store/buildings.ts";
import { livesIn } from "../store/residences.ts";
import { addUnits, entranceIn, LABEL_REFUSALS } from "../store/units.ts";

type Wanted = Parameters<typeof addUnit>[0] & { readonly entranceId: Id<"entrance"> | null };

/** Add a unit to a building. */
export async function createUnit(call: Call, buildingId: Id<"building">, wanted: Wanted): Promise<PlacedUnit> {
  const { building, lives, entrance } = await load(call, {
    building: buildingById(buildingId),
    lives: livesIn(call.actor, buildingId, call.now),
    entrance: entranceIn(buildingId, wanted.entranceId),
  });
  demand(call.actor, building, "unit.update", lives);
  const through = wanted.entranceId === null ? undefined : found(entrance);
  const unit = addUnit(wanted, through, { id: newId("unit", call.now), buildingId }, call.now);
  return commit(call, {
    save: addUnits([unit]),
    events: [],
    result: unit,
    audit: { subject: unit.id, building: buildingId },
    refusals: LABEL_REFUSALS,
  });
}

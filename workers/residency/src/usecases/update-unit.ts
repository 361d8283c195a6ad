import { demand } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { found } from "../domain/access.ts";
import { changeUnit, type PlacedUnit, type UnitPatch } from "../domain/unit.ts";
import { buildingOf } from "../store/buildings.ts";
import { livesIn } from "../store/residences.ts";
import { buildingIdOfUnit, entranceIn, LABEL_REFUSALS, saveUnit, unitOf } from "../store/units.ts";

/** Change what a unit is called, what it is, and where in the building. */
export async function updateUnit(call: Call, id: Id<"unit">, patch: UnitPatch): Promise<PlacedUnit> {
  const { before, building, lives, entrance } = await load(call, {
    before: unitOf(id),
    building: buildingOf(buildingIdOfUnit(id)),
    lives: livesIn(call.actor, buildingIdOfUnit(id), call.now),
    entrance: entranceIn(buildingIdOfUnit(id), patch.entranceId),
  });
  const place = found(building);
  demand(call.actor, place, "unit.update", lives);
  const old = found(before);
  demandVersion(call, old.version);
  const unit = changeUnit(old, patch, patch.entranceId ? found(entrance) : undefined, call.now);
  return commit(call, {
    save: [saveUnit(unit)],
    events: [],
    result: unit,
    audit: { subject: id, building: place.id, fields: Object.keys(patch) },
    refusals: LABEL_REFUSALS,
  });
}

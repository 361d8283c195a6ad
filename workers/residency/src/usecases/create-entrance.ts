import { demand } from "#shared/core/actor";
import { type Id, newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import type { Entrance } from "../domain/unit.ts";
import { buildingById } from "../store/buildings.ts";
import { livesIn } from "../store/residences.ts";
import { addEntrances, LABEL_REFUSALS } from "../store/units.ts";

/** Add an entrance to a building. */
export async function createEntrance(
  call: Call,
  buildingId: Id<"building">,
  { label }: { label: string },
): Promise<Entrance> {
  const { building, lives } = await load(call, {
    building: buildingById(buildingId),
    lives: livesIn(call.actor, buildingId, call.now),
  });
  demand(call.actor, building, "unit.update", lives);
  const entrance = { id: newId("entrance", call.now), buildingId, label, createdAt: call.now };
  return commit(call, {
    save: addEntrances([entrance]),
    events: [],
    result: entrance,
    audit: { subject: entrance.id, building: buildingId },
    refusals: LABEL_REFUSALS,
  });
}

import { commit } from "#shared/worker/commit";
import { type BuildingFacts, keepPlace } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";

/** Keep a building's facts, as of the newest version heard. */
export async function learnBuilding(call: Call, building: BuildingFacts): Promise<void> {
  await load(call, {});
  await commit(call, { save: [keepPlace(building)], events: [], result: undefined });
}

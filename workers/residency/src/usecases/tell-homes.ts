import type { Home } from "#shared/core/homes";
import type { Id } from "#shared/core/ids";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { type BuildingFacts, factsOf } from "../domain/building.ts";
import { buildingOf } from "../store/buildings.ts";
import { latestHomes } from "../store/residences.ts";

/** What another worker missed: a building, and a person's homes in it. */
export async function tellHomes(
  call: Call,
  { userId, buildingId }: { userId: Id<"user"> | null; buildingId: Id<"building"> },
): Promise<{ building: BuildingFacts | null; homes: Home[] }> {
  const { building, homes } = await load(call, {
    building: buildingOf(buildingId),
    homes: latestHomes(userId, buildingId),
  });
  return { building: building ? factsOf(building) : null, homes };
}

import type { Id } from "#shared/core/ids";
import { load } from "#shared/worker/load";
import { afterOf, type Page } from "#shared/worker/page";
import type { Call } from "../call.ts";
import { demandHome } from "../domain/access.ts";
import type { Entrance } from "../domain/unit.ts";
import { buildingById } from "../store/buildings.ts";
import { livesIn } from "../store/residences.ts";
import { entranceList, listEntrancesOf } from "../store/units.ts";

/** The entrances of a building, for whom it is home or work. */
export async function listEntrances(
  call: Call,
  buildingId: Id<"building">,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Entrance>> {
  const after = afterOf(entranceList(buildingId), page.cursor);
  const { building, lives, entrances } = await load(call, {
    building: buildingById(buildingId),
    lives: livesIn(call.actor, buildingId, call.now),
    entrances: listEntrancesOf(buildingId, after, page.limit),
  });
  demandHome(call.actor, building, lives, "unit.read");
  return entrances;
}

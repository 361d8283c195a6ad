import { load } from "#shared/worker/load";
import { afterOf, type Page } from "#shared/worker/page";
import type { Call } from "../call.ts";
import type { Building } from "../domain/building.ts";
import { buildingsList, listBuildingsOf } from "../store/buildings.ts";

/** The buildings one lives in or serves. */
export async function listBuildings(
  call: Call,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Building>> {
  const after = afterOf(buildingsList(call.actor), page.cursor);
  const { buildings } = await load(call, { buildings: listBuildingsOf(call.actor, call.now, after, page.limit) });
  return buildings;
}

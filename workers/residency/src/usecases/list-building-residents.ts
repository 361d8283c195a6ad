import { demand } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { load } from "#shared/worker/load";
import { afterOf, type Page } from "#shared/worker/page";
import type { Call } from "../call.ts";
import { nowOnly, type SeenResidence } from "../domain/residence.ts";
import { buildingById } from "../store/buildings.ts";
import { listResidentsOf, livesIn } from "../store/residences.ts";

/** Who lives in a building one runs. */
export async function listBuildingResidents(
  call: Call,
  buildingId: Id<"building">,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<SeenResidence>> {
  const list = `residents ${buildingId}`;
  const { building, lives, residents } = await load(call, {
    building: buildingById(buildingId),
    lives: livesIn(call.actor, buildingId, call.now),
    residents: listResidentsOf(list, { buildingId }, nowOnly(call.now), afterOf(list, page.cursor), page.limit),
  });
  demand(call.actor, building, "resident.read", lives);
  return residents;
}

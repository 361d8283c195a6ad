import { demand } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { load } from "#shared/worker/load";
import { afterOf, type Page } from "#shared/worker/page";
import type { Call } from "../call.ts";
import { found } from "../domain/access.ts";
import { dayAnywhere, dayOf, nowOnly, overlaps, type SeenResidence } from "../domain/residence.ts";
import { buildingOf } from "../store/buildings.ts";
import { listResidentsOf, livesIn } from "../store/residences.ts";
import { buildingIdOfUnit } from "../store/units.ts";

type Residents = Page<SeenResidence> & { readonly timeZone: string };

/** Who had a unit on a day, by the building's clock. */
export async function listUnitResidents(
  call: Call,
  unitId: Id<"unit">,
  { limit, cursor, at }: { limit: number; cursor?: string | undefined; at?: string | undefined },
): Promise<Residents> {
  const list = `residents ${unitId} ${at ?? "now"}`;
  const wide = at === undefined ? nowOnly(call.now) : dayAnywhere(at);
  const loaded = await load(call, {
    building: buildingOf(buildingIdOfUnit(unitId)),
    lives: livesIn(call.actor, buildingIdOfUnit(unitId), call.now),
    residents: listResidentsOf(list, { unitId }, wide, afterOf(list, cursor), limit),
  });
  const { timeZone, ...place } = found(loaded.building);
  demand(call.actor, place, "resident.read", loaded.lives);
  const span = at === undefined ? wide : dayOf(at, timeZone);
  const { items, nextCursor } = loaded.residents;
  return { items: items.filter((one) => overlaps(one, span)), nextCursor, timeZone };
}

import { demand } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { homesOf, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { type Dates, demandDates, windowOf } from "../domain/slots.ts";
import { type Utilisation, utilisationOf } from "../domain/utilisation.ts";
import { bookableBy, placeOfResource } from "../store/resources.ts";
import { timesIn } from "../store/utilisation.ts";

/** How much of its open time a resource is used, for those who run it. */
export async function showUtilisation(
  call: Call,
  id: Id<"resource">,
  dates: Dates,
): Promise<Utilisation & { timeZone: string }> {
  demandDates(dates);
  const { resource, times, ...known } = await load(call, {
    resource: bookableBy(id, windowOf(dates)),
    times: timesIn(id, windowOf(dates)),
    place: placeOfResource(id),
    homes: homesOf(call.actor),
  });
  const { place, homes } = await standingIn(call, resource.buildingId, known);
  demand(call.actor, place, "resource.update", homes.length > 0);
  return { timeZone: resource.timeZone, ...utilisationOf(resource, dates, times) };
}

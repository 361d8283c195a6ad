import { demand } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { homesOf, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { listOf } from "../clients/calendar.ts";
import { type Agreement, COMPARED_LIMIT, compare } from "../domain/agreement.ts";
import { openIn } from "../store/bookings.ts";
import { sharedAtOf } from "../store/calendars.ts";
import { placeOfResource, resourceById } from "../store/resources.ts";

/** Compare a resource's calendar with the book, about its rules and what is ahead. What changes in that very moment may look different: ask again. */
export async function checkCalendar(call: Call, id: Id<"resource">): Promise<Agreement> {
  const ahead = { startAt: call.now, endAt: Number.MAX_SAFE_INTEGER };
  const { resource, sharedAt, bookings, ...known } = await load(call, {
    resource: resourceById(id),
    sharedAt: sharedAtOf(id),
    bookings: openIn(id, ahead, COMPARED_LIMIT),
    place: placeOfResource(id),
    homes: homesOf(call.actor),
  });
  const { place, homes } = await standingIn(call, resource.buildingId, known);
  demand(call.actor, place, "resource.update", homes.length > 0);
  return compare({ resource, sharedAt, bookings }, await listOf(call, resource), call.now);
}

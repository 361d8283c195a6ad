import { demand } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { homesOf, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { rebuildPlaces } from "../clients/calendar.ts";
import { COMPARED_LIMIT, placesOf } from "../domain/agreement.ts";
import { calendarRulesOf } from "../domain/request.ts";
import { openIn } from "../store/bookings.ts";
import { startedOfWaiters } from "../store/requests.ts";
import { placeOfResource, resourceById, stillBookedSo } from "../store/resources.ts";

/** Make a resource's calendar what the book says: it takes over the rules and what is ahead, and asks the book at once about every place it has. */
export async function rebuildCalendar(call: Call, id: Id<"resource">): Promise<{ readonly bookings: number }> {
  const ahead = { startAt: call.now, endAt: Number.MAX_SAFE_INTEGER };
  const { resource, bookings, started, ...known } = await load(call, {
    resource: resourceById(id),
    bookings: openIn(id, ahead, COMPARED_LIMIT),
    started: startedOfWaiters(id, call.now),
    place: placeOfResource(id),
    homes: homesOf(call.actor),
  });
  const { place, homes } = await standingIn(call, resource.buildingId, known);
  demand(call.actor, place, "resource.update", homes.length > 0);
  const book = placesOf(bookings, started, call.now);
  await rebuildPlaces(call, resource, calendarRulesOf(resource), book);
  const audit = { subject: id, building: resource.buildingId };
  // Older rules than those there are by now would stay: it is done again with these.
  return commit(call, { save: [stillBookedSo(resource)], events: [], result: { bookings: book.length }, audit });
}

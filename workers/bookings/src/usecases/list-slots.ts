import { mayIn } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { demandHome, homesOf, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { seenFrom } from "../domain/seats.ts";
import { asShown, type Dates, demandDates, type Slot, slotsOf, windowOf } from "../domain/slots.ts";
import { blackoutsIn } from "../store/blackouts.ts";
import { takenIn } from "../store/bookings.ts";
import { takenBeside } from "../store/calendars.ts";
import { bookableBy, placeOfResource } from "../store/resources.ts";

/** What is ahead on some local dates of a resource, and how much of it is free. */
export async function listSlots(
  call: Call,
  id: Id<"resource">,
  dates: Dates,
): Promise<{ timeZone: string; items: Slot[] }> {
  demandDates(dates);
  const { resource, beside, closed, ...known } = await load(call, {
    resource: bookableBy(id, windowOf(dates)),
    taken: takenIn(id, windowOf(dates), call.now),
    beside: takenBeside(id, windowOf(dates), call.now),
    closed: blackoutsIn(id, windowOf(dates)),
    place: placeOfResource(id),
    homes: homesOf(call.actor),
  });
  const standing = await standingIn(call, resource.buildingId, known);
  demandHome(call, standing, "resource.read");
  const taken = [...known.taken, ...beside.map((one) => seenFrom(resource, one))];
  const slots = slotsOf(resource, dates, { taken, closed }, call.now);
  const mayUpdate = mayIn(call.actor, standing.place, "resource.update");
  return { timeZone: resource.timeZone, items: asShown(slots, resource, mayUpdate) };
}

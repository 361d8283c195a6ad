import { personOf } from "#shared/core/actor";
import { type Id, newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { demandHome, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { takePlace, tellSettled } from "../clients/calendar.ts";
import { type Booking, bookTime } from "../domain/booking.ts";
import { refusalOf } from "../domain/place.ts";
import { placeWishOf, standsFor } from "../domain/request.ts";
import { bookerOf } from "../domain/standing.ts";
import { type Asked, byClock, requestKeyOf } from "../domain/wish.ts";
import { addBooking, TOO_LATE } from "../store/bookings.ts";
import { stillHome } from "../store/homes.ts";
import { readsOfRequest } from "../store/requests.ts";

/** A booking, and its place on the waitlist where it waits. */
type Made = Booking & { readonly position: number | null };

/** Book, hold, ask for or wait for a time, for oneself or, for the house, for somebody. The calendar says who has it; the book is written afterwards. */
export async function createBooking(call: Call, resourceId: Id<"resource">, asked: Asked): Promise<Made> {
  const actor = personOf(call.actor);
  const userId = asked.userId ?? actor.id;
  const requestKey = requestKeyOf(actor.id, call.key, resourceId, asked);
  const reads = readsOfRequest(call, { ...asked, resourceId, userId, requestKey });
  const { place: known, homes, theirs, ...facts } = await load(call, reads);
  const { resource, blackouts } = facts;
  const standing = await standingIn(call, resource.buildingId, { place: known, homes });
  demandHome(call, standing, "booking.create");
  const wish = byClock(asked, resource);
  const request = { ...facts, wish, userId, requestKey };
  const stands = standsFor(request, call.now);
  if (stands) return { ...stands, position: null };

  const booker = bookerOf({ ...standing, actor, userId, theirs }, call.now);
  const { home, place } = placeWishOf(request, { ...booker, bookingId: newId("booking", call.now) }, call.now);
  const told = await takePlace(call, resource.calendarId, place);
  if (told.outcome !== "taken") throw refusalOf(told, resource, wish, blackouts, call.now);

  const whose = { id: told.bookingId, userId, unitId: place.unitId, bookedBy: booker.bookedBy, requestKey };
  const { booking, events } = bookTime(resource, wish, whose, told, call.now);
  const result = { ...booking, position: told.position };
  await commit(call, {
    save: [...standing.learned, ...(home ? [stillHome(home)] : []), addBooking(booking)],
    events,
    result,
    audit: { subject: booking.id, building: booking.buildingId, ...(booker.bookedBy && { onBehalfOf: userId }) },
    refusals: TOO_LATE,
  });
  tellSettled(call, booking);
  return result;
}

import { mayIn, personOf } from "#shared/core/actor";
import { type Id, newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { demandHome, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { takePlace, tellSettled } from "../clients/calendar.ts";
import { type Booking, bookTime } from "../domain/booking.ts";
import { refusalOf } from "../domain/place.ts";
import { placeWishOf, standsFor } from "../domain/request.ts";
import { requestKeyOf, type Wish } from "../domain/wish.ts";
import { addBooking } from "../store/bookings.ts";
import { stillHome } from "../store/homes.ts";
import { readsOfRequest } from "../store/requests.ts";

/** Book, or hold, a time. The calendar says who has it; the book is written afterwards. */
export async function createBooking(call: Call, resourceId: Id<"resource">, wish: Wish): Promise<Booking> {
  const { id: userId } = personOf(call.actor);
  const requestKey = requestKeyOf(userId, call.key, resourceId, wish);
  const { place: known, homes, ...facts } = await load(call, readsOfRequest(call, resourceId, requestKey));
  const { resource } = facts;
  const standing = await standingIn(call, resource.buildingId, { place: known, homes });
  demandHome(call, standing, "booking.create");
  const request = { ...facts, wish, userId, requestKey };
  const stands = standsFor(request, call.now);
  if (stands) return stands;

  const hasGrant = mayIn(call.actor, standing.place, "booking.create");
  const mine = { homes: standing.homes, hasGrant, bookingId: newId("booking", call.now) };
  const { home, place } = placeWishOf(request, mine, call.now);
  const told = await takePlace(call, resource.calendarId, place);
  if (told.outcome !== "taken") throw refusalOf(told, resource, wish, call.now);

  const whose = { id: told.bookingId, userId, unitId: place.unitId, requestKey };
  const { booking, events } = bookTime(resource, wish, whose, told.holdUntil, call.now);
  await commit(call, {
    save: [...standing.learned, ...(home ? [stillHome(home)] : []), addBooking(booking)],
    events,
    result: booking,
    audit: { subject: booking.id, building: booking.buildingId },
    refusals: { "booking.slot_taken": "booking.slot_taken", "booking.lapsed": "booking.lapsed" },
  });
  if (booking.status === "confirmed") tellSettled(call, booking);
  return booking;
}

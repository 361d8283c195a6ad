import { mayIn, personOf } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import { type Id, newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { demandHome, homesOf, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { takePlace, tellSettled } from "../clients/calendar.ts";
import { type Booking, bookTime, isLive } from "../domain/booking.ts";
import { refusalOf } from "../domain/place.ts";
import { homeFor } from "../domain/standing.ts";
import { demandBookable, OPEN_BOOKINGS_LIMIT, requestKeyOf, type Wish } from "../domain/wish.ts";
import { addBooking, countAheadOf, lastOfRequest } from "../store/bookings.ts";
import { stillHome } from "../store/homes.ts";
import { placeOfResource, resourceById } from "../store/resources.ts";

/** Book, or hold, a time. The calendar says who has it; the book is written afterwards. */
export async function createBooking(call: Call, resourceId: Id<"resource">, wish: Wish): Promise<Booking> {
  const { id: userId } = personOf(call.actor);
  const requestKey = requestKeyOf(userId, call.key, resourceId, wish);
  const { resource, before, ahead, ...known } = await load(call, {
    resource: resourceById(resourceId),
    before: lastOfRequest(requestKey),
    ahead: countAheadOf(userId, call.now),
    place: placeOfResource(resourceId),
    homes: homesOf(call.actor),
  });
  const standing = await standingIn(call, resource.buildingId, known);
  demandHome(call, standing, "booking.create");
  if (before && isLive(before, call.now)) return before;
  const home = homeFor(standing.homes, wish.startAt, mayIn(call.actor, standing.place, "booking.create"));
  demandBookable(resource, wish, call.now);
  if (ahead >= OPEN_BOOKINGS_LIMIT) throw new AppError("booking.too_many", { facts: { limit: OPEN_BOOKINGS_LIMIT } });

  const finished = before && before.status !== "held" ? before.id : null;
  const { calendarId, capacity } = resource;
  const place = { bookingId: newId("booking", call.now), resourceId, userId, requestKey, finished, capacity, ...wish };
  const told = await takePlace(call, calendarId, place);
  if (told.outcome !== "taken") throw refusalOf(told, resource, wish);

  const whose = { id: told.bookingId, userId, unitId: home?.unitId ?? null, requestKey };
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

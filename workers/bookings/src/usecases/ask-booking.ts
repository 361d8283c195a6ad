import { personOf } from "#shared/core/actor";
import { AppError, refusalIn } from "#shared/core/errors";
import { type Id, newId } from "#shared/core/ids";
import { demandHome, standingIn } from "#shared/worker/homes";
import { answeredBefore, load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { askForPlace } from "../clients/calendar.ts";
import { booked, type Forecast, forecastOf, refused } from "../domain/forecast.ts";
import { placeWishOf, standsFor } from "../domain/request.ts";
import { bookerOf } from "../domain/standing.ts";
import { type Asked, byClock, requestKeyOf } from "../domain/wish.ts";
import { readsOfRequest } from "../store/requests.ts";

/** What booking a time would come to, by the same rules in the same order, with nothing changed. */
export async function askBooking(call: Call, resourceId: Id<"resource">, asked: Asked): Promise<Forecast> {
  const actor = personOf(call.actor);
  const userId = asked.userId ?? actor.id;
  const requestKey = requestKeyOf(actor.id, call.key, resourceId, asked);
  const reads = readsOfRequest(call, { ...asked, resourceId, userId, requestKey });
  const read = await load(call, reads).catch(underKey);
  if ("refusal" in read) return read;
  const { place: known, homes, theirs, ...facts } = read;
  const { resource, blackouts } = facts;
  const standing = await standingIn(call, resource.buildingId, { place: known, homes });
  demandHome(call, standing, "booking.create");
  const wish = refusalIn(() => byClock(asked, resource));
  if (wish instanceof AppError) return refused(wish);
  const request = { ...facts, wish, userId, requestKey };
  const stands = standsFor(request, call.now);
  if (stands) return booked({ ...stands, position: null });

  const bookingId = newId("booking", call.now);
  const place = refusalIn(() => {
    const booker = bookerOf({ ...standing, actor, userId, theirs }, call.now);
    return placeWishOf(request, { ...booker, bookingId }, call.now).place;
  });
  if (place instanceof AppError) return refused(place);
  const told = await askForPlace(call, resource.calendarId, place);
  return forecastOf(told, bookingId, { resource, wish, blackouts }, call.now);
}

/** What the caller's key says by itself: its first answer again, or that it belongs to another request. */
function underKey(error: unknown): Forecast {
  if (error instanceof AppError && error.code === "idempotency.key_reused") return refused(error);
  return booked(answeredBefore(error));
}

import { mayIn, personOf } from "#shared/core/actor";
import { AppError, refusalIn } from "#shared/core/errors";
import { type Id, newId } from "#shared/core/ids";
import { demandHome, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { askForPlace } from "../clients/calendar.ts";
import type { Forecast } from "../domain/booking.ts";
import { refusalOf } from "../domain/place.ts";
import { placeWishOf, standsFor } from "../domain/request.ts";
import { requestKeyOf, type Wish } from "../domain/wish.ts";
import { readsOfRequest } from "../store/requests.ts";

/** What booking a time would come to, by the same rules in the same order, with nothing changed. */
export async function askBooking(call: Call, resourceId: Id<"resource">, wish: Wish): Promise<Forecast> {
  const { id: userId } = personOf(call.actor);
  // Nothing is done here, so nothing is repeated: the caller's key belongs to the request that books.
  const unkeyed = { ...call, key: undefined };
  const requestKey = requestKeyOf(userId, undefined, resourceId, wish);
  const { place, homes, ...facts } = await load(unkeyed, readsOfRequest(call, resourceId, requestKey));
  const standing = await standingIn(call, facts.resource.buildingId, { place, homes });
  demandHome(call, standing, "booking.create");
  const request = { ...facts, wish, userId, requestKey };
  const stands = standsFor(request, call.now);
  if (stands) return { bookingId: stands.id, refusal: null };

  const hasGrant = mayIn(call.actor, standing.place, "booking.create");
  const bookingId = newId("booking", call.now);
  const whose = { homes: standing.homes, hasGrant, bookingId };
  const asked = refusalIn(() => placeWishOf(request, whose, call.now));
  if (asked instanceof AppError) return { bookingId: null, refusal: asked };
  const told = await askForPlace(call, facts.resource.calendarId, asked.place);
  if (told.outcome !== "taken") return { bookingId: null, refusal: refusalOf(told, facts.resource, wish, call.now) };
  return { bookingId: told.bookingId === bookingId ? null : told.bookingId, refusal: null };
}

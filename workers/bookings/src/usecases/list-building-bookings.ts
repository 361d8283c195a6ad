import { demand } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { homesOf, placeById, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import { afterOf, type Page, type PageQuery } from "#shared/worker/page";
import type { Call } from "../call.ts";
import type { Booking } from "../domain/booking.ts";
import { bookingList, listBookings } from "../store/booking-lists.ts";

/** All bookings of a building, the latest start first, for those who run it. */
export async function listBuildingBookings(
  call: Call,
  buildingId: Id<"building">,
  { limit, cursor }: PageQuery,
): Promise<Page<Booking>> {
  const list = { buildingId };
  const { bookings, ...known } = await load(call, {
    bookings: listBookings(list, afterOf(bookingList(list), cursor), limit),
    place: placeById(buildingId),
    homes: homesOf(call.actor),
  });
  const { place, homes } = await standingIn(call, buildingId, known);
  demand(call.actor, place, "booking.read", homes.length > 0);
  return bookings;
}

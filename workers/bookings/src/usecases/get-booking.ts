import type { Id } from "#shared/core/ids";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import type { Booking } from "../domain/booking.ts";
import { sideOf } from "../domain/standing.ts";
import { bookingById, placeOfBooking } from "../store/bookings.ts";

/** For the person who has it, and for those who run the building. */
export async function getBooking(call: Call, id: Id<"booking">): Promise<Booking> {
  const { booking, place } = await load(call, { booking: bookingById(id), place: placeOfBooking(id) });
  sideOf(booking, call.actor, place, "booking.read");
  return booking;
}

import type { Id } from "#shared/core/ids";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { overstayMinutes } from "../domain/attendance.ts";
import type { Booking } from "../domain/booking.ts";
import { sideOf } from "../domain/standing.ts";
import { bookingById, placeOfBooking, waitingBefore } from "../store/bookings.ts";

type Seen = Booking & { readonly position: number | null; readonly overstayMinutes: number };

/** For the person who has it, and for those who run the building: with its place on the waitlist, while it waits. */
export async function getBooking(call: Call, id: Id<"booking">): Promise<Seen> {
  const { booking, place, before } = await load(call, {
    booking: bookingById(id),
    place: placeOfBooking(id),
    before: waitingBefore(id),
  });
  sideOf(booking, call.actor, place, "booking.read");
  const position = booking.status === "waiting" ? before + 1 : null;
  return { ...booking, position, overstayMinutes: overstayMinutes(booking, call.now) };
}

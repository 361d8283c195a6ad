import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { expectQuietEnds, tellUsed } from "../clients/calendar.ts";
import { checkOut } from "../domain/attendance.ts";
import type { Booking } from "../domain/booking.ts";
import { onBehalfOf, sideOf } from "../domain/standing.ts";
import { bookingById, placeOfBooking, saveBooking } from "../store/bookings.ts";

/** Say that the person has left. What is left of the time is free. */
export async function checkOutBooking(call: Call, id: Id<"booking">): Promise<Booking> {
  const { before, place } = await load(call, { before: bookingById(id), place: placeOfBooking(id) });
  const side = sideOf(before, call.actor, place, "booking.check_in");
  demandVersion(call, before.version);
  const ended = checkOut(before, call.now);
  await expectQuietEnds(call, [ended]);
  const { booking, events } = ended;
  const audit = { subject: id, building: before.buildingId, ...onBehalfOf(before, side) };
  await commit(call, { save: [saveBooking(booking)], events, result: booking, audit });
  tellUsed(call, booking);
  return booking;
}

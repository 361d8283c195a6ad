import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { type Booking, checkIn } from "../domain/booking.ts";
import { onBehalfOf, sideOf } from "../domain/standing.ts";
import { bookingById, placeOfBooking, saveBooking } from "../store/bookings.ts";

/** Say that the person is there. */
export async function checkInBooking(call: Call, id: Id<"booking">): Promise<Booking> {
  const { before, place } = await load(call, { before: bookingById(id), place: placeOfBooking(id) });
  const side = sideOf(before, call.actor, place, "booking.check_in");
  demandVersion(call, before.version);
  const { booking, events } = checkIn(before, call.now);
  const audit = { subject: id, building: before.buildingId, ...onBehalfOf(before, side) };
  return commit(call, { save: [saveBooking(booking)], events, result: booking, audit });
}

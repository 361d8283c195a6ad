import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { tellReleased } from "../clients/calendar.ts";
import { type Booking, cancel } from "../domain/booking.ts";
import { onBehalfOf, sideOf } from "../domain/standing.ts";
import { bookingById, placeOfBooking, saveBooking } from "../store/bookings.ts";

/** Give a booking or a hold up. The time is free at once; `releaseSlot` makes sure of it. */
export async function cancelBooking(call: Call, id: Id<"booking">): Promise<Booking> {
  const { before, place } = await load(call, { before: bookingById(id), place: placeOfBooking(id) });
  const side = sideOf(before, call.actor, place, "booking.update");
  demandVersion(call, before.version);
  const { booking, events } = cancel(before, side, call.now);
  const audit = { subject: id, building: before.buildingId, ...onBehalfOf(before, side) };
  await commit(call, { save: [saveBooking(booking)], events, result: booking, audit });
  tellReleased(call, booking);
  return booking;
}

import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { tellReleased } from "../clients/calendar.ts";
import { reject } from "../domain/approval.ts";
import type { Booking } from "../domain/booking.ts";
import { demandStaff } from "../domain/standing.ts";
import { bookingById, placeOfBooking, saveBooking } from "../store/bookings.ts";

/** The house says no to a request, and why. Where it kept its time from others, that is free. */
export async function rejectBooking(call: Call, id: Id<"booking">, reason: string): Promise<Booking> {
  const { before, place } = await load(call, { before: bookingById(id), place: placeOfBooking(id) });
  demandStaff(before, call.actor, place, "booking.update");
  demandVersion(call, before.version);
  const { booking, events } = reject(before, reason, call.now);
  const audit = { subject: id, building: before.buildingId, onBehalfOf: before.userId };
  await commit(call, { save: [saveBooking(booking)], events, result: booking, audit });
  tellReleased(call, booking);
  return booking;
}

import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { excuse } from "../domain/attendance.ts";
import type { Booking } from "../domain/booking.ts";
import { demandStaff } from "../domain/standing.ts";
import { bookingById, placeOfBooking, saveBooking } from "../store/bookings.ts";

/** Let a missed booking, or one given up too late, count against its person no more. */
export async function excuseBooking(call: Call, id: Id<"booking">, reason: string): Promise<Booking> {
  const { before, place } = await load(call, { before: bookingById(id), place: placeOfBooking(id) });
  demandStaff(before, call.actor, place, "booking.update");
  demandVersion(call, before.version);
  const { booking, events } = excuse(before, reason, call.now);
  const audit = { subject: id, building: before.buildingId, fields: ["marked"], onBehalfOf: before.userId };
  return commit(call, { save: [saveBooking(booking)], events, result: booking, audit });
}

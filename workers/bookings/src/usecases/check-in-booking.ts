import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { checkIn } from "../domain/attendance.ts";
import type { Booking } from "../domain/booking.ts";
import { onBehalfOf, sideOf } from "../domain/standing.ts";
import { bookingById, placeOfBooking, saveBooking } from "../store/bookings.ts";
import { resourceOfBooking } from "../store/resources.ts";

/** Say that the person is there; where something is written at the door, with what it says. */
export async function checkInBooking(call: Call, id: Id<"booking">, code: string | null): Promise<Booking> {
  const reads = { before: bookingById(id), resource: resourceOfBooking(id), place: placeOfBooking(id) };
  const { before, resource, place } = await load(call, reads);
  const side = sideOf(before, call.actor, place, "booking.check_in");
  demandVersion(call, before.version);
  const codes = { read: code, written: side === "staff" ? null : resource.checkInCode };
  const { booking, events } = checkIn(before, codes, call.now);
  const audit = { subject: id, building: before.buildingId, ...onBehalfOf(before, side) };
  return commit(call, { save: [saveBooking(booking)], events, result: booking, audit });
}

import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { checkIn } from "../domain/attendance.ts";
import type { Booking } from "../domain/booking.ts";
import type { Proof } from "../domain/presence.ts";
import { onBehalfOf, sideOf } from "../domain/standing.ts";
import { bookingById, placeOfBooking, saveBooking } from "../store/bookings.ts";
import { resourceOfBooking } from "../store/resources.ts";

/** Say that the person is there, and show it as the resource asks. What is shown is compared and not kept. */
export async function checkInBooking(call: Call, id: Id<"booking">, shown: Omit<Proof, "asked">): Promise<Booking> {
  const reads = { before: bookingById(id), resource: resourceOfBooking(id), place: placeOfBooking(id) };
  const { before, resource, place } = await load(call, reads);
  const side = sideOf(before, call.actor, place, "booking.check_in");
  demandVersion(call, before.version);
  const proof = { ...shown, asked: side === "staff" ? null : resource };
  const { booking, events } = checkIn(before, proof, call.now);
  const audit = { subject: id, building: before.buildingId, ...onBehalfOf(before, side) };
  return commit(call, { save: [saveBooking(booking)], events, result: booking, audit });
}

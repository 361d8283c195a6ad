import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { expectQuietEnds, tellReleased } from "../clients/calendar.ts";
import type { Booking } from "../domain/booking.ts";
import { callOff, type Giving, giveUp } from "../domain/cancelling.ts";
import { onBehalfOf, sideOf } from "../domain/standing.ts";
import { bookingById, placeOfBooking, saveBooking } from "../store/bookings.ts";

/** Give a booking, a hold, a request or a place in the queue up. The time is free at once; `releaseSlot` makes sure of it. */
export async function cancelBooking(call: Call, id: Id<"booking">, giving: Giving): Promise<Booking> {
  const { before, place } = await load(call, { before: bookingById(id), place: placeOfBooking(id) });
  const side = sideOf(before, call.actor, place, "booking.update");
  demandVersion(call, before.version);
  const ended = side === "person" ? giveUp(before, giving, call.now) : callOff(before, giving, call.now);
  await expectQuietEnds(call, [ended]);
  const { booking, events } = ended;
  const fields = giving.override ? ["status", "override"] : ["status"];
  const audit = { subject: id, building: before.buildingId, fields, ...onBehalfOf(before, side) };
  await commit(call, { save: [saveBooking(booking)], events, result: booking, audit });
  tellReleased(call, booking);
  return booking;
}

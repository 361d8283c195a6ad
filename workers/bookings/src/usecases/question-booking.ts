import { personOf } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import type { Booking } from "../domain/booking.ts";
import { ask } from "../domain/questions.ts";
import { demandStaff } from "../domain/standing.ts";
import { bookingById, placeOfBooking, saveBooking } from "../store/bookings.ts";

/** The house wants to know something of who asked for a time, before it decides. */
export async function questionBooking(call: Call, id: Id<"booking">, question: string): Promise<Booking> {
  const { before, place } = await load(call, { before: bookingById(id), place: placeOfBooking(id) });
  demandStaff(before, call.actor, place, "booking.update");
  demandVersion(call, before.version);
  const { booking, events } = ask(before, question, personOf(call.actor).id, call.now);
  const audit = { subject: id, building: before.buildingId, fields: ["questions"], onBehalfOf: before.userId };
  return commit(call, { save: [saveBooking(booking)], events, result: booking, audit });
}

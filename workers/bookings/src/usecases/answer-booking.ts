import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import type { Booking } from "../domain/booking.ts";
import { answer } from "../domain/questions.ts";
import { demandItsPerson } from "../domain/standing.ts";
import { bookingById, placeOfBooking, saveBooking } from "../store/bookings.ts";

/** Answer what the house asked about one's request. It waits for the house's word as before. */
export async function answerBooking(call: Call, id: Id<"booking">, words: string): Promise<Booking> {
  const { before, place } = await load(call, { before: bookingById(id), place: placeOfBooking(id) });
  demandItsPerson(before, call.actor, place);
  demandVersion(call, before.version);
  const { booking, events } = answer(before, words, call.now);
  const audit = { subject: id, building: before.buildingId, fields: ["questions"] };
  return commit(call, { save: [saveBooking(booking)], events, result: booking, audit });
}

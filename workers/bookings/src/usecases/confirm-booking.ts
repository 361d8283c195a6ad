import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { confirmPlace, tellSettled } from "../clients/calendar.ts";
import { demandNotClosed } from "../domain/blackout.ts";
import { type Booking, demandHold, finish } from "../domain/booking.ts";
import { onBehalfOf, sideOf } from "../domain/standing.ts";
import { blackoutsOfBooking } from "../store/blackouts.ts";
import { bookingById, placeOfBooking, saveBooking } from "../store/bookings.ts";

/** Make a hold, or an offer of the waitlist, a booking: the calendar first, so that it cannot lapse meanwhile, then the book. */
export async function confirmBooking(call: Call, id: Id<"booking">): Promise<Booking> {
  const { before, place, blackouts } = await load(call, {
    before: bookingById(id),
    place: placeOfBooking(id),
    blackouts: blackoutsOfBooking(id, call.now),
  });
  const side = sideOf(before, call.actor, place, "booking.update");
  demandVersion(call, before.version);
  demandNotClosed(before, blackouts);
  demandHold(before, call.now);
  const told = await confirmPlace(call, before);
  if (told.outcome === "gone") throw new AppError("booking.lapsed");
  const { booking, events } = finish(before, { state: told.outcome, checkInUntil: told.checkInUntil }, call.now);
  const audit = { subject: id, building: before.buildingId, ...onBehalfOf(before, side) };
  await commit(call, { save: [saveBooking(booking)], events, result: booking, audit });
  tellSettled(call, booking);
  return booking;
}

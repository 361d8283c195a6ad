import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { approvePlace, tellSettled } from "../clients/calendar.ts";
import { demandUndecided } from "../domain/approval.ts";
import { type Booking, finish } from "../domain/booking.ts";
import { refusalOf } from "../domain/place.ts";
import { demandStaff } from "../domain/standing.ts";
import { blackoutsOfBooking } from "../store/blackouts.ts";
import { bookingById, placeOfBooking, saveBooking } from "../store/bookings.ts";
import { bookableOfBooking } from "../store/resources.ts";

/** The house agrees to a request. One that kept no time from others meanwhile must find it free. */
export async function approveBooking(call: Call, id: Id<"booking">): Promise<Booking> {
  const { before, resource, place, blackouts } = await load(call, {
    before: bookingById(id),
    resource: bookableOfBooking(id, call.now),
    place: placeOfBooking(id),
    blackouts: blackoutsOfBooking(id, call.now),
  });
  demandStaff(before, call.actor, place, "booking.update");
  demandVersion(call, before.version);
  demandUndecided(before, call.now);
  const told = await approvePlace(call, before);
  if (told.outcome === "gone") throw new AppError("booking.lapsed");
  if (told.outcome !== "confirmed") throw refusalOf(told, resource, before, blackouts, call.now);
  const { booking, events } = finish(before, { state: "confirmed", checkInUntil: told.checkInUntil }, call.now);
  await commit(call, {
    save: [saveBooking(booking)],
    events,
    result: booking,
    audit: { subject: id, building: before.buildingId, onBehalfOf: before.userId },
    refusals: { "booking.slot_taken": "booking.slot_taken" },
  });
  tellSettled(call, booking);
  return booking;
}

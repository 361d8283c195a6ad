import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { askToMove, movePlace, tellSettled } from "../clients/calendar.ts";
import type { Booking } from "../domain/booking.ts";
import { isAt, type MoveWish, move, moveTarget, stays } from "../domain/moving.ts";
import { refusalOf } from "../domain/place.ts";
import { calendarRulesOf } from "../domain/request.ts";
import { onBehalfOf, sideOf } from "../domain/standing.ts";
import { blackoutsOfBooking } from "../store/blackouts.ts";
import { bookingById, MOVED_TOO_LATE, placeOfBooking, saveBooking } from "../store/bookings.ts";
import { homesBehindBooking, stillHome } from "../store/homes.ts";
import { startedBeside } from "../store/requests.ts";
import { bookableOfBooking } from "../store/resources.ts";

interface Wanted extends MoveWish {
  /** Says what would come of it, and changes nothing. */
  readonly dryRun: boolean;
}

/** Another time, or other seats, for a booking, under the rules there are now. The calendar keeps both until the book has the new one. */
export async function moveBooking(call: Call, id: Id<"booking">, wanted: Wanted): Promise<Booking> {
  const { dryRun, ...wish } = wanted;
  const { before, resource, place, blackouts, homes, started } = await load(call, {
    before: bookingById(id),
    resource: bookableOfBooking(id, call.now),
    place: placeOfBooking(id),
    blackouts: blackoutsOfBooking(id, call.now),
    homes: homesBehindBooking(id),
    started: startedBeside(id, call.now),
  });
  const side = sideOf(before, call.actor, place, "booking.update");
  demandVersion(call, before.version);
  const target = moveTarget(before, wish, { resource, blackouts, homes, side }, call.now);
  const terms = { rules: calendarRulesOf(resource), started };
  const told = isAt(before, target)
    ? stays(before)
    : await (dryRun ? askToMove : movePlace)(call, before, target, terms);
  if (told.outcome === "gone") throw new AppError("booking.lapsed");
  if (told.outcome !== "moved") throw refusalOf(told, resource, target, blackouts, call.now);
  const { booking, events, fields } = move(
    before,
    { ...target, invitees: wish.invitees },
    { resource, side },
    told.checkInUntil,
    call.now,
  );
  if (dryRun) return { ...booking, version: before.version };
  await commit(call, {
    save: fields.length > 0 ? [...homes.map(stillHome), saveBooking(booking)] : [],
    events,
    result: booking,
    audit: { subject: id, building: before.buildingId, fields, ...onBehalfOf(before, side) },
    refusals: MOVED_TOO_LATE,
  });
  tellSettled(call, booking);
  return booking;
}

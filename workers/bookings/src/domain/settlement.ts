import type { Instant } from "#shared/core/time";
import { asBooked, unlikeBooked } from "./as-booked.ts";
import { isUsed, miss } from "./attendance.ts";
import { type Booking, bookTime, type Changed, changed, finish, lapse, offer } from "./booking.ts";
import { isAt, seatsOf } from "./moving.ts";
import { checkInDeadline, type Place, type Verdict } from "./place.ts";
import type { Resource } from "./resource.ts";

/** How far a place has come. It is never behind the book, but where the calendar took over what the book had before. */
const STAGE = { waiting: 0, held: 1, offered: 1, over: 1, requested: 2, confirmed: 3 } as const;

interface Settlement {
  readonly verdict: Verdict;
  readonly change?: Changed & { readonly isNew: boolean };
}

/**
 * What the book must say about a place that nobody came back for, and what then becomes of the place. Of one in doubt nothing
 * is under way: it learns what the book has, and the book learns nothing of it.
 */
export function settle(
  place: Place,
  booking: Booking | undefined,
  resource: Resource,
  now: Instant,
  isInDoubt = false,
): Settlement {
  if (!booking) return changing("release", { booking: neverArrived(place, resource, now), events: [] }, true);
  const booked = asBooked(booking);
  if (!booked) return { verdict: isUsed(booking) ? { used: seatsOf(booking) } : "release" };
  const isUnlike = unlikeBooked(place, booking) !== undefined;
  if (isInDoubt && (isUnlike || place.kept !== null)) return { verdict: { becomes: booked } };
  const settled = goOn(place, booking, booked, resource, now);
  // Where the book stays as it is, the place is what the book has.
  return isUnlike && settled.verdict === "keep" && !settled.change ? { verdict: { becomes: booked } } : settled;
}

function goOn(place: Place, booking: Booking, booked: Place, resource: Resource, now: Instant): Settlement {
  if (place.state !== "over" && !isAt(booking, place)) {
    const becomes = turnedBack(place, booked, resource, now);
    return changing({ becomes }, { booking: changed(booking, {}, now), events: [] });
  }
  if (STAGE[place.state] < STAGE[booked.state]) return { verdict: { becomes: booked } };
  switch (place.state) {
    case "over":
      return changing("release", lapse(booking, now));
    case "held":
      return { verdict: "keep" };
    case "waiting":
      return place.endAt <= now ? changing("release", lapse(booking, now)) : { verdict: "keep" };
    case "offered":
      return booking.status === "waiting" && place.holdUntil !== null
        ? changing("keep", offer(booking, place.holdUntil, now))
        : { verdict: "keep" };
    case "requested":
      return settleRequest(place, booking, now);
    case "confirmed":
      return settleConfirmed(place, booking, now);
  }
}

/** Where the book has it, and as far as it has come: what the calendar confirmed is confirmed, however late the book learns of it. */
function turnedBack({ state, holdUntil }: Place, booked: Place, { checkInMinutes }: Resource, now: Instant): Place {
  const isNews = state === "confirmed" && booked.state !== "confirmed";
  const checkInUntil = isNews ? checkInDeadline(booked, checkInMinutes, now) : booked.checkInUntil;
  return { ...booked, state, holdUntil, checkInUntil };
}

function settleRequest({ startAt, checkInUntil }: Place, booking: Booking, now: Instant): Settlement {
  if (startAt <= now) return changing("release", lapse(booking, now));
  if (booking.status === "requested") return { verdict: "keep" };
  return changing("keep", finish(booking, { state: "requested", checkInUntil }, now));
}

function settleConfirmed({ checkInUntil }: Place, booking: Booking, now: Instant): Settlement {
  if (booking.status === "checked_in") return { verdict: "attended" };
  if (booking.status !== "confirmed")
    return changing("keep", finish(booking, { state: "confirmed", checkInUntil }, now));
  // Whether it is missed, the book alone says.
  if (booking.checkInUntil !== null && booking.checkInUntil <= now)
    return changing({ used: seatsOf(booking) }, miss(booking, now));
  return { verdict: "keep" };
}

const changing = (verdict: Verdict, change: Changed, isNew = false): Settlement => ({
  verdict,
  change: { ...change, isNew },
});

/** Stands where a booking would have stood, so that a commit which comes after all is refused. */
function neverArrived(place: Place, resource: Resource, now: Instant): Booking {
  const { bookingId: id, userId, unitId, requestKey, accessories, approval } = place;
  const wish = { ...seatsOf(place), accessories, invitees: [], termsVersion: null, hold: true, wait: false };
  const granted = { state: "held", approval, holdUntil: now, queuedAt: null, checkInUntil: null } as const;
  const { booking } = bookTime(resource, wish, { id, userId, unitId, bookedBy: null, requestKey }, granted, now);
  return { ...booking, status: "lapsed", holdUntil: null };
}

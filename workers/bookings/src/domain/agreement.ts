import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { firstUnlike, KEPT_AS, placeOf, type Unlike, unlikeBooked } from "./as-booked.ts";
import type { Booking } from "./booking.ts";
import { type Learnt, unlikeRules } from "./learnt.ts";
import { dueOf, type Place } from "./place.ts";
import { type Begun, countsFor } from "./quotas.ts";
import type { Resource } from "./resource.ts";

/** The most open bookings of one resource that are compared, or given to its calendar anew, at once. */
export const COMPARED_LIMIT = 2000;

/** A place, when its calendar asks the book about it, and whether that is about to be. */
export interface ListedPlace {
  readonly place: Place;
  readonly dueAt: Instant | null;
  readonly isUnsettled: boolean;
}

/** A place as a calendar takes it over from the book. */
export interface Rebuilt extends Place {
  readonly started: readonly Begun[];
}

/** What a calendar has of a resource. */
export interface Listed extends Learnt {
  readonly places: readonly ListedPlace[];
}

/** What the book has of it: its rules, since when they are shared as they are, and what is open. */
export interface Book {
  readonly resource: Resource;
  readonly sharedAt: Instant | null;
  readonly bookings: readonly Booking[];
}

/** Where calendar and book do not agree: what each has of one field of a booking, of the booking at all, or of one rule. */
export interface Difference extends Unlike {
  /** Null for a rule. */
  readonly bookingId: Id<"booking"> | null;
}

export interface Agreement {
  readonly bookings: number;
  readonly places: number;
  /** Places of which the calendar is about to ask the book: they are not compared. */
  readonly unsettled: number;
  /** The first difference: of the rules, then of the bookings by their starts; null where there is none. */
  readonly difference: Difference | null;
}

/** What a calendar that lost its places keeps of the book: who waits, with what their quotas count that has begun. */
export const placesOf = (bookings: readonly Booking[], started: readonly Begun[], now: Instant): Rebuilt[] =>
  bookings
    .flatMap((booking) => placeOf(booking, now) ?? [])
    .map((place) => ({ ...place, started: place.state === "waiting" ? started.filter(countsFor(place)) : [] }));

/** How far a calendar agrees with the book about what is ahead, as far as it was read: the bookings come by their starts. */
export function compare(
  { resource, sharedAt, bookings }: Book,
  { places: listed, ...learnt }: Listed,
  now: Instant,
): Agreement {
  const expected = bookings.filter((booking) => placeOf(booking, now));
  const ahead = listed.filter(({ place }) => place.endAt > now);
  const unsettled = new Set(ahead.filter(({ isUnsettled }) => isUnsettled).map(({ place }) => place.bookingId));
  const places = ahead.filter(({ place }) => place.state !== "over");
  const kept = new Map(places.map((one) => [one.place.bookingId, one]));
  const booked = new Set(expected.map(({ id }) => id));
  const readUntil = bookings[COMPARED_LIMIT - 1]?.startAt ?? Number.MAX_SAFE_INTEGER;
  const differences = [
    ...expected.flatMap((one) => differing(one, kept.get(one.id)) ?? []),
    ...places
      .filter(({ place }) => !booked.has(place.bookingId) && place.startAt < readUntil)
      .map(({ place: { bookingId, startAt: at, state } }) => ({
        ...{ at, bookingId, field: "booking", inBook: null, inCalendar: state },
      })),
  ];
  const [first] = differences.filter(({ bookingId }) => !unsettled.has(bookingId)).sort((a, b) => a.at - b.at);
  // One that was never asked for anything need not know the rules: the first request brings them.
  const ofRules = learnt.rules || places.length > 0 ? unlikeRules(resource, sharedAt, learnt, now) : undefined;
  const difference = ofRules ? { bookingId: null, ...ofRules } : first ? without(first) : null;
  return { bookings: expected.length, places: places.length, unsettled: unsettled.size, difference };
}

interface OfBooking extends Difference {
  readonly bookingId: Id<"booking">;
  readonly at: Instant;
}

const without = ({ at: _, ...difference }: OfBooking): Difference => difference;

function differing(booking: Booking, listed: ListedPlace | undefined): OfBooking | undefined {
  const which = { bookingId: booking.id, at: booking.startAt };
  if (!listed) return { ...which, field: "booking", inBook: KEPT_AS[booking.status] ?? null, inCalendar: null };
  const unlike = unlikeBooked(listed.place, booking) ?? unlikeSettled(listed);
  return unlike && { ...which, ...unlike };
}

/** What a place is that the book has as it is: it keeps nothing beside, and the book is asked again when it is due. */
function unlikeSettled({ place, dueAt }: ListedPlace): Unlike | undefined {
  return firstUnlike({ kept: null, dueAt: dueOf(place) }, { kept: place.kept, dueAt });
}

import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { BookingStatus } from "#shared/core/vocabulary";
import { type Booking, stands } from "./booking.ts";
import type { Place } from "./place.ts";
import type { Begun } from "./quotas.ts";

/** The most open bookings of one resource that are compared, or given to its calendar anew, at once. */
export const COMPARED_LIMIT = 2000;

/** A place, and whether the calendar is about to ask the book what became of it. */
export interface ListedPlace {
  readonly place: Place;
  readonly isUnsettled: boolean;
}

/** A place as a calendar takes it over from the book. */
export interface Rebuilt extends Place {
  readonly started: readonly Begun[];
}

/** Where calendar and book do not agree: what each has of one field of a booking, or of the booking at all. */
export interface Difference {
  readonly bookingId: Id<"booking">;
  readonly field: "booking" | "state" | "startAt" | "endAt" | "attendees";
  readonly inBook: string | null;
  readonly inCalendar: string | null;
}

export interface Agreement {
  readonly bookings: number;
  readonly places: number;
  /** Places of which the calendar is about to ask the book: they are not compared. */
  readonly unsettled: number;
  /** The first difference, by the bookings' starts; null where there is none. */
  readonly difference: Difference | null;
}

/** What each status is in a calendar; where there is none, it keeps nothing. */
export const KEPT_AS: { readonly [S in BookingStatus]?: Place["state"] } = {
  ...{ held: "held", requested: "requested", waiting: "waiting", offered: "offered" },
  ...{ confirmed: "confirmed", checked_in: "confirmed" },
};

/** A booking as its calendar keeps it; undefined for what needs no place any more. */
export function placeOf(booking: Booking, now: Instant): Place | undefined {
  const { id: bookingId, resourceId, userId, unitId, requestKey, startAt, endAt, attendees, accessories } = booking;
  const { status, approval, holdUntil, queuedAt, version } = booking;
  const state = KEPT_AS[status];
  if (!state || !stands(booking, now) || endAt <= now) return undefined;
  return {
    ...{ bookingId, resourceId, userId, unitId, requestKey, startAt, endAt, attendees, accessories, approval },
    ...{ state, holdUntil, queuedAt, kept: null, version },
    checkInUntil: status === "checked_in" ? null : booking.checkInUntil,
  };
}

/** What a calendar that lost its places keeps of the book: who waits, with what their quotas count that has begun. */
export const placesOf = (bookings: readonly Booking[], started: readonly Begun[], now: Instant): Rebuilt[] =>
  bookings
    .flatMap((booking) => placeOf(booking, now) ?? [])
    .map((place) => ({ ...place, started: place.state === "waiting" ? started.filter(countsFor(place)) : [] }));

const countsFor =
  ({ userId, unitId }: Place) =>
  (one: Begun): boolean =>
    one.userId === userId || (unitId !== null && one.unitId === unitId);

/** How far a calendar agrees with the book about what is ahead, as far as it was read: the bookings come by their starts. */
export function compare(bookings: readonly Booking[], listed: readonly ListedPlace[], now: Instant): Agreement {
  const expected = bookings.flatMap((booking) => placeOf(booking, now) ?? []);
  const places = listed.filter(({ place }) => place.endAt > now && place.state !== "over");
  const unsettled = new Set(places.filter(({ isUnsettled }) => isUnsettled).map(({ place }) => place.bookingId));
  const kept = new Map(places.map(({ place }) => [place.bookingId, place]));
  const booked = new Set(expected.map(({ bookingId }) => bookingId));
  const readUntil = bookings[COMPARED_LIMIT - 1]?.startAt ?? Number.MAX_SAFE_INTEGER;
  const differences = [
    ...expected.flatMap((one) => differing(one, kept.get(one.bookingId)) ?? []),
    ...places
      .filter(({ place }) => !booked.has(place.bookingId) && place.startAt < readUntil)
      .map(({ place }) => ({
        at: place.startAt,
        ...{ bookingId: place.bookingId, field: "booking" as const, inBook: null, inCalendar: place.state },
      })),
  ];
  const [first] = differences.filter(({ bookingId }) => !unsettled.has(bookingId)).sort((a, b) => a.at - b.at);
  const difference = first ? without(first) : null;
  return { bookings: expected.length, places: places.length, unsettled: unsettled.size, difference };
}

const without = ({ at: _, ...difference }: Difference & { readonly at: Instant }): Difference => difference;

function differing(book: Place, kept: Place | undefined): (Difference & { readonly at: Instant }) | undefined {
  const which = { bookingId: book.bookingId, at: book.startAt };
  if (!kept) return { ...which, field: "booking", inBook: book.state, inCalendar: null };
  const fields = ["state", "startAt", "endAt", "attendees"] as const;
  const field = fields.find((name) => book[name] !== kept[name]);
  return field && { ...which, field, inBook: String(book[field]), inCalendar: String(kept[field]) };
}

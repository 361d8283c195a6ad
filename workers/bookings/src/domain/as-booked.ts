import type { Instant } from "#shared/core/time";
import type { BookingStatus } from "#shared/core/vocabulary";
import { type Booking, NO_LONGER_HERE, stands } from "./booking.ts";
import type { Place } from "./place.ts";

/** What calendar and book have of one thing, where that is not the same. */
export interface Unlike {
  readonly field: string;
  readonly inBook: string | null;
  readonly inCalendar: string | null;
}

/** What each status is in a calendar; where there is none, it keeps nothing. */
export const KEPT_AS: { readonly [S in BookingStatus]?: Place["state"] } = {
  ...{ held: "held", requested: "requested", waiting: "waiting", offered: "offered" },
  ...{ confirmed: "confirmed", checked_in: "confirmed" },
};

/** A booking as its calendar keeps it, whatever time it is; undefined for what is over. */
export function asBooked(booking: Booking): Place | undefined {
  const { id: bookingId, resourceId, userId, unitId, requestKey, startAt, endAt, attendees, accessories } = booking;
  const { status, approval, holdUntil, queuedAt } = booking;
  const state = KEPT_AS[status];
  if (!state) return undefined;
  return {
    ...{ bookingId, resourceId, userId, unitId, requestKey, startAt, endAt, attendees, accessories, approval },
    ...{ state, holdUntil, queuedAt, kept: null },
    checkInUntil: status === "checked_in" ? null : booking.checkInUntil,
  };
}

/** The same, for what still needs a place. */
export const placeOf = (booking: Booking, now: Instant): Place | undefined =>
  stands(booking, now) && booking.endAt > now ? asBooked(booking) : undefined;

/** Whose it is: the book forgets that of somebody who deleted their account, the calendar once it is over. */
const WHOSE = ["userId", "unitId", "requestKey"] as const;
const WHAT = ["state", "startAt", "endAt", "attendees", "resourceId", "accessories", "approval"] as const;
const WHEN = ["holdUntil", "queuedAt", "checkInUntil"] as const;

/** The first field in which a place is not what the book has; the other one of a move is the calendar's own. */
export function unlikeBooked(place: Place, booking: Booking): Unlike | undefined {
  const booked = asBooked(booking);
  if (!booked) return undefined;
  // That somebody is there the calendar hears only when it asks whether they are.
  const isThere = booking.status === "checked_in" && place.checkInUntil === booking.checkInUntil;
  const whose = booking.userId === NO_LONGER_HERE ? [] : WHOSE;
  const when = isThere ? WHEN.filter((field) => field !== "checkInUntil") : WHEN;
  return firstUnlike([...WHAT, ...whose, ...when], booked, place);
}

/** The first of some fields that is not the same in both. */
export function firstUnlike<T extends object>(
  fields: readonly (keyof T & string)[],
  book: T | null | undefined,
  calendar: T | null | undefined,
): Unlike | undefined {
  const seen = fields.map((field) => ({
    field,
    inBook: wordsOf(book?.[field]),
    inCalendar: wordsOf(calendar?.[field]),
  }));
  return seen.find(({ inBook, inCalendar }) => inBook !== inCalendar);
}

/** A value in words; in which order an object has its fields says nothing. */
function wordsOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "object" ? JSON.stringify(value, sorted) : String(value);
}

const sorted = (_: string, value: unknown): unknown =>
  value === null || typeof value !== "object" || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

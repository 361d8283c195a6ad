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
  const { id: bookingId, resourceId, userId, unitId, requestKey, startAt, endAt, attendees, guests } = booking;
  const { accessories, status, approval, holdUntil, queuedAt, version } = booking;
  const state = KEPT_AS[status];
  if (!state) return undefined;
  return {
    ...{ bookingId, resourceId, userId, unitId, requestKey, startAt, endAt, attendees, guests, accessories, approval },
    ...{ state, holdUntil, queuedAt, kept: null, version },
    checkInUntil: status === "checked_in" ? null : booking.checkInUntil,
  };
}

/** The same, for what still needs a place. */
export const placeOf = (booking: Booking, now: Instant): Place | undefined =>
  stands(booking, now) && booking.endAt > now ? asBooked(booking) : undefined;

/** Whose it is: the book forgets that of somebody who deleted their account, or who asked for it, the calendar once it is over. */
const WHOSE = ["userId", "unitId", "requestKey"];

/** The first field in which a place is not what the book has; the other one of a move, and which version it waits for, are the calendar's own. */
export function unlikeBooked(place: Place, booking: Booking): Unlike | undefined {
  const booked = asBooked(booking);
  if (!booked) return undefined;
  // That somebody is there the calendar hears only when it asks whether they are.
  const isThere = booking.status === "checked_in" && place.checkInUntil === booking.checkInUntil;
  const whose = booking.userId === NO_LONGER_HERE ? WHOSE : booking.requestKey === booking.id ? ["requestKey"] : [];
  return firstUnlike(booked, place, ["kept", "version", ...whose, ...(isThere ? ["checkInUntil"] : [])]);
}

/** The first field of what the book has that a calendar has otherwise. */
export function firstUnlike(book: object, calendar: object | null, but: readonly string[] = []): Unlike | undefined {
  const kept = new Map<string, unknown>(Object.entries(calendar ?? {}));
  return Object.entries(book)
    .map(([field, value]) => ({ field, inBook: wordsOf(value), inCalendar: wordsOf(kept.get(field)) }))
    .find(({ field, inBook, inCalendar }) => inBook !== inCalendar && !but.includes(field));
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

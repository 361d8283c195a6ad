import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { type Instant, minutes } from "#shared/core/time";
import {
  type Approval,
  type BookingStatus,
  GIVABLE_STATUSES,
  type GivableStatus,
  type LateCancel,
} from "#shared/core/vocabulary";
import type { Said } from "#shared/events/said";
import type { Equipped } from "./accessories.ts";
import type { Invited } from "./guests.ts";
import type { Questioned } from "./questions.ts";
import type { Resource } from "./resource.ts";
import type { Party } from "./seats.ts";
import type { Wish } from "./wish.ts";

/** Stands in a booking for a person who deleted their account. */
export const NO_LONGER_HERE: Id<"user"> = "usr_00000000000000000000000000";

/**
 * A time that somebody has, asked for, or waits for.
 *
 *     booked ──────────────────────▶ confirmed ──check in──▶ checked_in ──check out──▶ checked_out
 *     held for 5 minutes ─▶ held ──confirm──▶ ▲ └─ nobody came ─▶ no_show
 *     waiting ─ a place is free ─▶ offered ───▶ ┤
 *     needs the house's word ─▶ requested ─ approve ─▶ ┘
 *                                   └─ reject ─▶ rejected
 *
 * Whatever is open can be `cancelled`; what nobody came back for in time is `lapsed`: a hold, an offer, a place in the
 * queue, a request, and a place whose booking never reached the book.
 */
export interface Booking extends Equipped, Invited, Party, Questioned {
  readonly id: Id<"booking">;
  readonly buildingId: Id<"building">;
  readonly resourceId: Id<"resource">;
  readonly calendarId: Id<"calendar">;
  /** As it was called when it was booked. */
  readonly resourceName: string;
  readonly userId: Id<"user">;
  /** The home it was booked from; null for somebody who booked by a grant. */
  readonly unitId: Id<"unit"> | null;
  /** Who of the house booked it for the person; null where they did it themselves. */
  readonly bookedBy: Id<"user"> | null;
  /** The request it answers: asked again, it is the same booking. */
  readonly requestKey: string;
  readonly timeZone: string;
  /** The series it is of, and which of its occurrences, from 1 on; null where it does not recur. */
  readonly seriesId: Id<"series"> | null;
  readonly seriesPosition: number | null;
  /** The version of the resource's terms that was accepted; null where it had none. */
  readonly termsVersion: string | null;
  readonly status: BookingStatus;
  readonly approval: Approval;
  /** Until when a hold or an offer stands; null once it is none any more. */
  readonly holdUntil: Instant | null;
  /** Its order on the waitlist; null for what never waited. */
  readonly queuedAt: number | null;
  /** By when its person must be there, or lose it; null where nobody asks, or it is not confirmed. */
  readonly checkInUntil: Instant | null;
  /** By when its person can give it up with nothing said; null: until it starts. */
  readonly cancelUntil: Instant | null;
  readonly lateCancel: LateCancel;
  /** Missed, or given up too late: it counts against its person. */
  readonly marked: boolean;
  /** What the house, or who gave it up, said about its end. */
  readonly reason: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

export interface Changed {
  readonly booking: Booking;
  readonly events: readonly Said[];
}

/** The statuses of what may still become, or is, somebody's time. */
export const OPEN = [...GIVABLE_STATUSES, "checked_in"] as const satisfies readonly BookingStatus[];

/** A booking that can still be given up. */
export type Givable = Booking & { readonly status: GivableStatus };

export const isGivable = (booking: Booking): booking is Givable =>
  GIVABLE_STATUSES.some((status) => status === booking.status);

/** Whether it takes its time from others. A hold past its time does not, whether the book says so yet or not. */
export const isLive = ({ status, holdUntil, approval }: Booking, now: Instant): boolean =>
  status === "confirmed" ||
  status === "checked_in" ||
  (status === "requested" && approval === "blocking") ||
  ((status === "held" || status === "offered") && holdUntil !== null && holdUntil > now);

/** Whether it stands for the request that made it. */
export const stands = (booking: Booking, now: Instant): boolean =>
  isLive(booking, now) || booking.status === "requested" || booking.status === "waiting";

export interface Whose {
  readonly id: Id<"booking">;
  readonly userId: Id<"user">;
  readonly unitId: Id<"unit"> | null;
  readonly bookedBy: Id<"user"> | null;
  readonly requestKey: string;
  readonly seriesId?: Id<"series">;
  readonly seriesPosition?: number;
}

/** What the calendar made of a request. */
export interface Granted {
  readonly state: "held" | "requested" | "waiting" | "offered" | "confirmed";
  readonly approval: Approval;
  readonly holdUntil: Instant | null;
  readonly queuedAt: number | null;
  readonly checkInUntil: Instant | null;
}

/** A new booking, as the calendar granted it. */
export function bookTime(resource: Resource, wish: Wish, whose: Whose, granted: Granted, now: Instant): Changed {
  const { buildingId, id: resourceId, calendarId, name: resourceName, timeZone } = resource;
  const { startAt, endAt, attendees, guests, accessories, invitees } = wish;
  const { state: status, approval, holdUntil, queuedAt, checkInUntil } = granted;
  const booking: Booking = {
    seriesId: null,
    seriesPosition: null,
    ...whose,
    ...{ buildingId, resourceId, calendarId, resourceName, startAt, endAt, attendees, guests, timeZone },
    ...{ accessories, invitees, termsVersion: resource.terms && wish.termsVersion },
    ...{ status, approval, holdUntil, queuedAt, checkInUntil },
    cancelUntil: startAt - minutes(resource.cancelUntilMinutes),
    lateCancel: resource.lateCancel,
    ...{ marked: false, reason: null, questions: [] },
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
  return { booking, events: toldOf(booking) };
}

/** Only a hold or an offer becomes a booking, or a request for the house's word, and only while it lasts. */
export function demandHold(booking: Booking, now: Instant): void {
  const { status } = booking;
  const isHold = status === "held" || status === "offered";
  if (status === "lapsed" || (isHold && !isLive(booking, now))) throw new AppError("booking.lapsed");
  if (!isHold) throw new AppError("booking.not_held", { facts: { status } });
}

/** What the calendar took in time is taken, however late the book learns of it. */
export function finish(
  before: Booking,
  granted: Pick<Granted, "checkInUntil"> & { state: "confirmed" | "requested" },
  now: Instant,
): Changed {
  const { state: status, checkInUntil } = granted;
  const booking = changed(before, { status, holdUntil: null, checkInUntil }, now);
  if (before.status === "requested") return { booking, events: [said("booking.confirmed", booking)] };
  return { booking, events: toldOf(booking) };
}

/** A place is free, and this waiter is next: theirs until then, if they say so. */
export function offer(before: Booking, holdUntil: Instant, now: Instant): Changed {
  const booking = changed(before, { status: "offered", holdUntil }, now);
  return { booking, events: toldOf(booking) };
}

/** The end of what nobody came back for in time. A bare hold said nothing, so its end says nothing. */
export function lapse(before: Booking, now: Instant): Changed {
  const booking = changed(before, { status: "lapsed", holdUntil: null }, now);
  return { booking, events: before.status === "held" ? [] : [said("booking.expired", booking)] };
}

type Changes = Partial<
  Pick<
    Booking,
    | ("status" | "holdUntil" | "checkInUntil" | "marked" | "reason" | "cancelUntil")
    | ("startAt" | "endAt" | "attendees" | "guests" | "invitees")
  >
>;

/** A booking after a change, one version on. */
export const changed = (booking: Booking, to: Changes, now: Instant): Booking => ({
  ...booking,
  ...to,
  updatedAt: now,
  version: booking.version + 1,
});

export const head = ({ id, buildingId, version }: Booking) => ({ subject: id, building: buildingId, version });

/** What every event says of a booking. */
export const facts = (booking: Booking) => {
  const { id, resourceId, calendarId, resourceName, userId, startAt, endAt, timeZone } = booking;
  return { bookingId: id, resourceId, calendarId, resourceName, userId, startAt, endAt, timeZone };
};

type Plain = "booking.confirmed" | "booking.expired" | "booking.checked_in";

export const said = (type: Plain, booking: Booking): Said => ({ type, ...head(booking), data: facts(booking) });

/** Said once, when the request is whole: a bare hold and a place in the queue say nothing, an offer says until when. */
function toldOf(booking: Booking): Said[] {
  const { status, holdUntil } = booking;
  if (status === "offered" && holdUntil !== null)
    return [{ type: "booking.waitlist_offered", ...head(booking), data: { ...facts(booking), until: holdUntil } }];
  if (status !== "confirmed" && status !== "requested") return [];
  return [{ type: "booking.created", ...head(booking), data: { ...facts(booking), status } }];
}

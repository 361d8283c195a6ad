import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { type Instant, minutes, toIso } from "#shared/core/time";
import type { BookingStatus } from "#shared/core/vocabulary";
import type { Said } from "#shared/events/said";
import type { Equipped } from "./accessories.ts";
import type { Resource } from "./resource.ts";
import type { Seated } from "./seats.ts";
import type { Wish } from "./wish.ts";

/** How long before its start a booking can be checked in. */
export const CHECK_IN_BEFORE = minutes(15);

/** Stands in a booking for a person who deleted their account. */
export const NO_LONGER_HERE: Id<"user"> = "usr_00000000000000000000000000";

/**
 * A time that somebody has.
 *
 *     booked ───────────────▶ confirmed ──check in──▶ checked_in
 *                                ▲   └─────cancel───▶ cancelled
 *                             confirm                    ▲
 *     held for 5 minutes ──▶ held ─────────cancel────────┘
 *                              └───lapse──▶ lapsed ◀── a place whose booking never reached the book
 */
export interface Booking extends Equipped, Seated {
  readonly id: Id<"booking">;
  readonly buildingId: Id<"building">;
  readonly resourceId: Id<"resource">;
  readonly calendarId: Id<"calendar">;
  /** As it was called when it was booked. */
  readonly resourceName: string;
  readonly userId: Id<"user">;
  /** The home it was booked from; null for somebody who booked by a grant. */
  readonly unitId: Id<"unit"> | null;
  /** The request it answers: asked again, it is the same booking. */
  readonly requestKey: string;
  readonly timeZone: string;
  /** The version of the resource's terms that was accepted; null where it had none. */
  readonly termsVersion: string | null;
  readonly status: BookingStatus;
  /** Until when a hold stands; null once it is no hold any more. */
  readonly holdUntil: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

export interface Changed {
  readonly booking: Booking;
  readonly events: readonly Said[];
}

export type CancelCause = Extract<Said, { type: "booking.cancelled" }>["data"]["cause"];

/** What a request for a time would come to. */
export interface Forecast {
  /** The booking that this very request has already, if it has one. */
  readonly bookingId: Id<"booking"> | null;
  /** The rule that would refuse it; null if it would be booked. */
  readonly refusal: AppError | null;
}

/** Whether it takes its time from others. A hold past its time does not, whether the book says so yet or not. */
export const isLive = ({ status, holdUntil }: Booking, now: Instant): boolean =>
  status === "confirmed" || status === "checked_in" || (status === "held" && holdUntil !== null && holdUntil > now);

interface Whose {
  readonly id: Id<"booking">;
  readonly userId: Id<"user">;
  readonly unitId: Id<"unit"> | null;
  readonly requestKey: string;
}

/** A new booking; a hold where the calendar said until when. */
export function bookTime(
  resource: Resource,
  wish: Wish,
  whose: Whose,
  holdUntil: Instant | null,
  now: Instant,
): Changed {
  const { buildingId, id: resourceId, calendarId, name: resourceName, timeZone } = resource;
  const { startAt, endAt, attendees, accessories } = wish;
  const time = { startAt, endAt, attendees, timeZone };
  const asked = { accessories, termsVersion: resource.terms && wish.termsVersion };
  const status = holdUntil === null ? "confirmed" : "held";
  const life = { status, holdUntil, createdAt: now, updatedAt: now, version: 1 } as const;
  const booking: Booking = { ...whose, buildingId, resourceId, calendarId, resourceName, ...time, ...asked, ...life };
  return { booking, events: status === "confirmed" ? [created(booking)] : [] };
}

/** A hold becomes a booking, while it lasts. */
export function confirm(booking: Booking, now: Instant): Changed {
  const { status } = booking;
  if (status === "lapsed" || (status === "held" && !isLive(booking, now))) throw new AppError("booking.lapsed");
  if (status !== "held") throw new AppError("booking.not_held", { facts: { status } });
  return finishConfirming(booking, now);
}

/** What the calendar took for confirmed in time is confirmed, however late the book learns of it. */
export function finishConfirming(hold: Booking, now: Instant): Changed {
  const booking = changed(hold, { status: "confirmed", holdUntil: null }, now);
  return { booking, events: [created(booking)] };
}

/** The end of a hold that nobody confirmed. Nobody was told of it, so nobody is told now. */
export const lapse = (hold: Booking, now: Instant): Changed => ({
  booking: changed(hold, { status: "lapsed", holdUntil: null }, now),
  events: [],
});

/** Given up, by whom it belongs to, by the house, or because they moved out. */
export function cancel(before: Booking, cause: CancelCause, now: Instant): Changed {
  const { status, startAt } = before;
  if (status !== "held" && status !== "confirmed") throw new AppError("booking.not_open", { facts: { status } });
  if (startAt <= now) throw new AppError("booking.already_started", { facts: { startAt: toIso(startAt) } });
  const booking = changed(before, { status: "cancelled", holdUntil: null }, now);
  return {
    booking,
    events:
      status === "confirmed"
        ? [{ type: "booking.cancelled", ...head(booking), data: { ...facts(booking), cause } }]
        : [],
  };
}

/** The person is there: from a quarter of an hour before the start until the end. */
export function checkIn(before: Booking, now: Instant): Changed {
  const { status, startAt, endAt } = before;
  if (status !== "confirmed") throw new AppError("booking.not_confirmed", { facts: { status } });
  const opensAt = startAt - CHECK_IN_BEFORE;
  if (now < opensAt || now >= endAt) {
    throw new AppError("booking.check_in_closed", { facts: { opensAt: toIso(opensAt), closesAt: toIso(endAt) } });
  }
  const booking = changed(before, { status: "checked_in" }, now);
  return { booking, events: [{ type: "booking.checked_in", ...head(booking), data: facts(booking) }] };
}

const changed = (booking: Booking, to: Partial<Pick<Booking, "status" | "holdUntil">>, now: Instant): Booking => ({
  ...booking,
  ...to,
  updatedAt: now,
  version: booking.version + 1,
});

const head = ({ id, buildingId, version }: Booking) => ({ subject: id, building: buildingId, version });

const facts = ({ id, resourceId, calendarId, resourceName, userId, startAt, endAt, timeZone }: Booking) => ({
  bookingId: id,
  resourceId,
  calendarId,
  resourceName,
  userId,
  startAt,
  endAt,
  timeZone,
});

/** Said once, when the request is whole: a bare hold says nothing. */
const created = (booking: Booking): Said => ({
  type: "booking.created",
  ...head(booking),
  data: { ...facts(booking), status: "confirmed" },
});

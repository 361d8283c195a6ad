import { AppError } from "#shared/core/errors";
import { type Home, homesIn } from "#shared/core/homes";
import { type Instant, minutes, toIso } from "#shared/core/time";
import { type Blackout, demandNoBlackout } from "./blackout.ts";
import { type Booking, type Changed, changed, facts, head } from "./booking.ts";
import { freeUntil } from "./cancelling.ts";
import type { Bookable } from "./hours.ts";
import type { CalendarRules } from "./place.ts";
import type { Begun } from "./quotas.ts";
import type { Resource } from "./resource.ts";
import type { Seated } from "./seats.ts";
import { homeFor, type Side } from "./standing.ts";
import { demandBookable } from "./wish.ts";

/** What shall be otherwise; what is absent stays. */
export type MoveWish = { readonly [K in keyof Seated]?: Seated[K] | undefined };

/** What is known of bookings of one person and one resource that shall be moved. */
export interface MoveFacts {
  readonly resource: Bookable;
  readonly blackouts: readonly Blackout[];
  /** Those of their person, in the building. */
  readonly homes: readonly Home[];
  readonly side: Side;
}

const MOVABLE: readonly Booking["status"][] = ["held", "requested", "confirmed"];

/**
 * Where a booking shall be. Fewer seats are always allowed before it starts; another
 * time follows the rules of a new booking, and whoever could not give it up freely any more cannot move it either.
 *
 * @throws AppError the rule that refuses, with its numbers
 */
export function moveTarget(
  before: Booking,
  wish: MoveWish,
  { resource, blackouts, homes, side }: MoveFacts,
  now: Instant,
): Seated {
  const { status, startAt } = before;
  if (!MOVABLE.includes(status)) throw new AppError("booking.not_open", { facts: { status } });
  if (startAt <= now) throw new AppError("booking.already_started", { facts: { startAt: toIso(startAt) } });
  const target = {
    startAt: wish.startAt ?? startAt,
    endAt: wish.endAt ?? before.endAt,
    attendees: wish.attendees ?? before.attendees,
  };
  const isSameTime = target.startAt === startAt && target.endAt === before.endAt;
  if (isSameTime && target.attendees <= before.attendees) return target;
  // What was accepted when it was booked stays accepted.
  const asked = { accessories: before.accessories, termsVersion: resource.terms?.version ?? null };
  const rules = isSameTime ? { ...resource, noticeMinutes: 0 } : resource;
  demandBookable(rules, { ...target, ...asked, hold: false, wait: false }, now);
  if (before.unitId !== null && !isSameTime) homeFor(homesIn(homes, before.buildingId, now), target.startAt, false);
  demandNoBlackout(blackouts, target);
  if (!isSameTime && side === "person" && status === "confirmed" && now > freeUntil(before))
    throw new AppError("booking.cancel_too_late", { facts: { until: toIso(freeUntil(before)) } });
  return target;
}

export const seatsOf = ({ startAt, endAt, attendees }: Seated): Seated => ({ startAt, endAt, attendees });

export const isAt = (a: Seated, b: Seated): boolean =>
  a.startAt === b.startAt && a.endAt === b.endAt && a.attendees === b.attendees;

/** Where a version of a booking is. */
export type Booked = Seated & Pick<Booking, "version">;

export const bookedOf = ({ version, ...booking }: Booked): Booked => ({ ...seatsOf(booking), version });

/** A move that a calendar is asked for among others: where the book has the booking, and where it shall be. */
export interface PlaceMove {
  readonly bookingId: Booking["id"];
  readonly from: Booked;
  readonly to: Seated;
  /** Where it cannot be moved, nothing is. */
  readonly mustMove: boolean;
}

/** What decides moves: the rules that the resource has now, and what its quotas count that the calendar may have forgotten. */
export interface MoveTerms {
  readonly rules: CalendarRules;
  readonly started: readonly Begun[];
}

/** Moves of one person's bookings of one resource, in the order in which they are tried. */
export interface PlaceMoves extends MoveTerms {
  readonly resourceId: Booking["resourceId"];
  readonly moves: readonly PlaceMove[];
}

/** What the calendar would say of a booking that shall be where it is. */
export const stays = ({ checkInUntil }: Booking) => ({ outcome: "moved", checkInUntil }) as const;

/** The booking where the calendar has it now, and the names of what differs. */
export function move(
  before: Booking,
  target: Seated,
  { cancelUntilMinutes }: Resource,
  checkInUntil: Instant | null,
  now: Instant,
): Changed & { readonly fields: readonly string[] } {
  if (isAt(before, target)) return { booking: before, events: [], fields: [] };
  const { startAt, endAt, attendees } = target;
  const cancelUntil = startAt === before.startAt ? before.cancelUntil : startAt - minutes(cancelUntilMinutes);
  const booking = changed(before, { startAt, endAt, attendees, cancelUntil, checkInUntil }, now);
  const fields = (["startAt", "endAt", "attendees"] as const).filter((field) => booking[field] !== before[field]);
  const isTold = before.status !== "held" && fields.some((field) => field !== "attendees");
  const from = { fromStartAt: before.startAt, fromEndAt: before.endAt };
  return {
    booking,
    events: isTold ? [{ type: "booking.moved", ...head(booking), data: { ...facts(booking), ...from } }] : [],
    fields,
  };
}

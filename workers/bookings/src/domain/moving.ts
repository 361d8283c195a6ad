import { AppError } from "#shared/core/errors";
import { type Home, homesIn } from "#shared/core/homes";
import { type Instant, instantBy, minutes, type Time, toIso } from "#shared/core/time";
import { type Blackout, demandNoBlackout } from "./blackout.ts";
import { type Booking, type Changed, changed, facts, head } from "./booking.ts";
import { freeUntil } from "./cancelling.ts";
import { demandAmong, type Invited } from "./guests.ts";
import type { Bookable } from "./hours.ts";
import type { CalendarRules } from "./place.ts";
import type { Begun } from "./quotas.ts";
import type { Party } from "./seats.ts";
import { homeFor, type Side } from "./standing.ts";
import { demandBookable } from "./wish.ts";

/** What shall be otherwise; what is absent stays. A time may be said by the clock of the resource. */
export interface MoveWish {
  readonly startAt?: Time | undefined;
  readonly endAt?: Time | undefined;
  readonly attendees?: number | undefined;
  readonly guests?: number | undefined;
  readonly invitees?: Invited["invitees"] | undefined;
}

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
 * Where a booking shall be, and for how many. Fewer seats, or guests, are always allowed before it starts; another
 * time follows the rules of a new booking, and whoever could not give it up freely any more cannot move it either.
 *
 * @throws AppError the rule that refuses, with its numbers
 */
export function moveTarget(
  before: Booking,
  wish: MoveWish,
  { resource, blackouts, homes, side }: MoveFacts,
  now: Instant,
): Party {
  const { status, startAt } = before;
  if (!MOVABLE.includes(status)) throw new AppError("booking.not_open", { facts: { status } });
  if (startAt <= now) throw new AppError("booking.already_started", { facts: { startAt: toIso(startAt) } });
  const attendees = wish.attendees ?? before.attendees;
  const target = {
    startAt: instantBy(wish.startAt ?? startAt, resource.timeZone),
    endAt: instantBy(wish.endAt ?? before.endAt, resource.timeZone),
    attendees,
    // Who says nothing of guests has no more than come at all.
    guests: wish.guests ?? Math.min(before.guests, attendees),
  };
  const invitees = wish.invitees ?? before.invitees;
  demandAmong(target, { invitees });
  const isSameTime = target.startAt === startAt && target.endAt === before.endAt;
  if (isSameTime && isNoMore(target, before)) return target;
  // What was accepted when it was booked stays accepted.
  const asked = { invitees, accessories: before.accessories, termsVersion: resource.terms?.version ?? null };
  const rules = isSameTime ? { ...resource, noticeMinutes: 0 } : resource;
  demandBookable(rules, { ...target, ...asked, hold: false, wait: false }, now);
  if (before.unitId !== null && !isSameTime) homeFor(homesIn(homes, before.buildingId, now), target.startAt, false);
  demandNoBlackout(blackouts, target);
  if (!isSameTime && side === "person" && status === "confirmed" && now > freeUntil(before))
    throw new AppError("booking.cancel_too_late", { facts: { until: toIso(freeUntil(before)) } });
  return target;
}

/** As many seats and guests, or fewer. */
export const isNoMore = (to: Party, from: Party): boolean => to.attendees <= from.attendees && to.guests <= from.guests;

export const seatsOf = ({ startAt, endAt, attendees, guests }: Party): Party => ({
  ...{ startAt, endAt, attendees, guests },
});

export const isAt = (a: Party, b: Party): boolean =>
  a.startAt === b.startAt && a.endAt === b.endAt && a.attendees === b.attendees && a.guests === b.guests;

/** Where a version of a booking is. */
export type Booked = Party & Pick<Booking, "version">;

export const bookedOf = ({ version, ...booking }: Booked): Booked => ({ ...seatsOf(booking), version });

/** A move that a calendar is asked for among others: where the book has the booking, and where it shall be. */
export interface PlaceMove {
  readonly bookingId: Booking["id"];
  readonly from: Booked;
  readonly to: Party;
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

const MOVED = ["startAt", "endAt", "attendees", "guests", "invitees"] as const;

/** What the calendar would say of a booking that shall be where it is. */
export const stays = ({ checkInUntil }: Booking) => ({ outcome: "moved", checkInUntil }) as const;

/** The booking where the calendar has it now, with whom it is for then, and the names of what differs. */
export function move(
  before: Booking,
  target: Party & Pick<MoveWish, "invitees">,
  { resource: { cancelUntilMinutes }, side }: Pick<MoveFacts, "resource" | "side">,
  checkInUntil: Instant | null,
  now: Instant,
): Changed & { readonly fields: readonly string[] } {
  const { startAt, invitees: named = before.invitees } = target;
  const invitees = JSON.stringify(named) === JSON.stringify(before.invitees) ? before.invitees : named;
  if (isAt(before, target) && invitees === before.invitees) return { booking: before, events: [], fields: [] };
  const cancelUntil = startAt === before.startAt ? before.cancelUntil : startAt - minutes(cancelUntilMinutes);
  const booking = changed(before, { ...seatsOf(target), invitees, cancelUntil, checkInUntil }, now);
  const fields = MOVED.filter((field) => booking[field] !== before[field]);
  const isHeld = before.status === "held";
  const isTold = (!isHeld || side === "staff") && fields.some((field) => field === "startAt" || field === "endAt");
  const from = { fromStartAt: before.startAt, fromEndAt: before.endAt, ...(isHeld && { isHeld }) };
  return {
    booking,
    events: isTold ? [{ type: "booking.moved", ...head(booking), data: { ...facts(booking), ...from } }] : [],
    fields,
  };
}

import { AppError } from "#shared/core/errors";
import type { Home } from "#shared/core/homes";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { demandNotBarred } from "./attendance.ts";
import { type Blackout, demandNoBlackout } from "./blackout.ts";
import { type Booking, stands } from "./booking.ts";
import type { Bookable } from "./hours.ts";
import type { CalendarRules, PlaceWish } from "./place.ts";
import type { Begun } from "./quotas.ts";
import type { Resource } from "./resource.ts";
import { homeFor } from "./standing.ts";
import { demandBookable, OPEN_BOOKINGS_LIMIT, type Wish } from "./wish.ts";

/** A request for a time, and what the book knows about it. */
export interface TimeRequest {
  readonly resource: Bookable;
  readonly wish: Wish;
  readonly userId: Id<"user">;
  readonly requestKey: string;
  /** The last booking of this very request. */
  readonly before: Booking | undefined;
  /** How many bookings the person has ahead of them, anywhere. */
  readonly ahead: number;
  /** What the person, and who lives with them, began to use lately. */
  readonly started: readonly Begun[];
  /** When the bookings began that the person missed here, or gave up too late. */
  readonly marks: readonly Instant[];
  /** When the resource is closed beside its hours, near the time that is asked for. */
  readonly blackouts: readonly Blackout[];
}

/** Whoever has it booked for them. */
export interface Booker {
  readonly homes: readonly Home[];
  readonly hasGrant: boolean;
  /** Whether who asks may decide requests: what they book needs nobody's word. */
  readonly decides: boolean;
  readonly bookingId: Id<"booking">;
}

/** The booking that stands for this request already. */
export const standsFor = ({ before }: TimeRequest, now: Instant): Booking | undefined =>
  before && stands(before, now) ? before : undefined;

/**
 * What the calendar is asked for, if the rules that need no calendar let it be: `home` is where it is booked from.
 *
 * @throws AppError the rule that refuses, with its numbers
 */
export function placeWishOf(
  request: TimeRequest,
  whose: Booker,
  now: Instant,
): { readonly home: Home | null; readonly place: PlaceWish } {
  const { resource, userId, requestKey, before, ahead, started } = request;
  const { bookingId, decides } = whose;
  // Who comes along is told to the book alone.
  const { invitees: _, ...wish } = request.wish;
  // What is past is refused as past, wherever they lived then.
  const home = homeFor(whose.homes, Math.max(wish.startAt, now), whose.hasGrant);
  demandBookable(resource, request.wish, now);
  demandNoBlackout(request.blackouts, wish, { name: resource.name });
  if (!decides) demandNotBarred(resource.noShows, request.marks, now);
  if (ahead >= OPEN_BOOKINGS_LIMIT) throw new AppError("booking.too_many", { facts: { limit: OPEN_BOOKINGS_LIMIT } });
  // A hold that ran out is the calendar's to end; whatever else stands for nothing any more, the book ended.
  const isEnded = before && before.status !== "held" && before.status !== "offered";
  const place = {
    ...wish,
    bookingId,
    resourceId: resource.id,
    userId,
    unitId: home?.unitId ?? null,
    requestKey,
    approval: decides ? "none" : resource.approval,
    finished: isEnded ? before.id : null,
    started,
    rules: calendarRulesOf(resource),
  } as const;
  return { home, place };
}

/** What of a resource its calendar must know. */
export function calendarRulesOf(resource: Resource): CalendarRules {
  const { version, capacity, bufferBeforeMinutes, bufferAfterMinutes, quotas, concurrent, timeZone } = resource;
  const { checkInMinutes, offerMinutes, accessories, sharing } = resource;
  const isAvailable = resource.status === "available";
  const buffers = { bufferBeforeMinutes, bufferAfterMinutes };
  const times = { ...buffers, timeZone, checkInMinutes, offerMinutes };
  return { version, isAvailable, capacity, accessories, quotas, concurrent, sharing, ...times };
}

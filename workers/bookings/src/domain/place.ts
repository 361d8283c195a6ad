import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { type Instant, toIso } from "#shared/core/time";
import { type Booking, bookTime, type Changed, finishConfirming, lapse } from "./booking.ts";
import type { Counted, Limits, OverQuota } from "./quotas.ts";
import type { Resource } from "./resource.ts";
import { latestOf } from "./rules.ts";
import type { Buffers, Seated } from "./seats.ts";
import { NEARBY, nextFree } from "./slots.ts";

/** What the doorman keeps of a booking. `over` is one that takes no time from anybody and waits for the book to say so. */
export interface Place extends Seated {
  readonly bookingId: Id<"booking">;
  readonly resourceId: Id<"resource">;
  readonly userId: Id<"user">;
  /** The home it is booked from; null for somebody who books by a grant. */
  readonly unitId: Id<"unit"> | null;
  readonly requestKey: string;
  readonly state: "held" | "confirmed" | "over";
  readonly holdUntil: Instant | null;
}

/** What the doorman is asked for. `finished` is the booking of this very request that the book says is over. */
export interface PlaceWish extends Omit<Place, "state" | "holdUntil">, Buffers, Limits {
  readonly capacity: number;
  /** What quotas count and the calendar may have forgotten: bookings that have begun. */
  readonly started: readonly Counted[];
  readonly hold: boolean;
  readonly finished: Id<"booking"> | null;
}

/** The doorman's answers. */
export type Taken =
  | { readonly outcome: "taken"; readonly bookingId: Id<"booking">; readonly holdUntil: Instant | null }
  | { readonly outcome: "full"; readonly taken: readonly Seated[] }
  | ({ readonly outcome: "over_quota" } & OverQuota)
  | { readonly outcome: "yours_already"; readonly bookingId: Id<"booking">; readonly state: Place["state"] };

export type Confirmed = { readonly outcome: "confirmed" } | { readonly outcome: "gone" };

/** What becomes of a place once the book has been read. */
export type Verdict = "keep" | "release";

/** The clear answer for whom the calendar refuses: whose it is if it is their own, which quota, or what is free next. */
export function refusalOf(
  told: Exclude<Taken, { outcome: "taken" }>,
  resource: Resource,
  wish: Seated,
  now: Instant,
): AppError {
  if (told.outcome === "yours_already") {
    const { bookingId, state } = told;
    return new AppError(state === "held" ? "booking.held_by_you" : "booking.booked_by_you", { facts: { bookingId } });
  }
  if (told.outcome === "over_quota") {
    const { per, window, most, used, opensAt } = told;
    return new AppError("booking.over_quota", { facts: { per, window, most, used, opensAt: toIso(opensAt) } });
  }
  const next = nextFree(resource, wish, told.taken, wish.startAt + NEARBY);
  return new AppError("booking.slot_taken", {
    facts:
      next && next.startAt <= latestOf(resource, now)
        ? { nextFreeAt: toIso(next.startAt), nextFreeUntil: toIso(next.endAt) }
        : {},
  });
}

interface Settlement {
  readonly verdict: Verdict;
  readonly change?: Changed & { readonly isNew: boolean };
}

/** What the book must say about a place that nobody came back for, and what then becomes of the place. */
export function settle(place: Place, booking: Booking | undefined, resource: Resource, now: Instant): Settlement {
  if (!booking)
    return { verdict: "release", change: { booking: neverArrived(place, resource, now), events: [], isNew: true } };
  if (booking.status === "held") {
    if (place.state === "confirmed")
      return { verdict: "keep", change: { ...finishConfirming(booking, now), isNew: false } };
    return { verdict: "release", change: { ...lapse(booking, now), isNew: false } };
  }
  return { verdict: booking.status === "confirmed" || booking.status === "checked_in" ? "keep" : "release" };
}

/** Stands where a booking would have stood, so that a commit which comes after all is refused. */
function neverArrived(place: Place, resource: Resource, now: Instant): Booking {
  const { bookingId: id, userId, unitId, requestKey, startAt, endAt, attendees } = place;
  const wish = { startAt, endAt, attendees, hold: true, accessories: [], termsVersion: null };
  return {
    ...bookTime(resource, wish, { id, userId, unitId, requestKey }, now, now).booking,
    status: "lapsed",
    holdUntil: null,
  };
}

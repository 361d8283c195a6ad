import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { type Instant, toIso } from "#shared/core/time";
import { type Booking, bookTime, type Changed, finishConfirming, lapse } from "./booking.ts";
import type { Resource } from "./resource.ts";
import type { Seated } from "./seats.ts";
import { NEARBY, nextFree } from "./slots.ts";

/** What the doorman keeps of a booking. `over` is one that takes no time from anybody and waits for the book to say so. */
export interface Place extends Seated {
  readonly bookingId: Id<"booking">;
  readonly resourceId: Id<"resource">;
  readonly userId: Id<"user">;
  readonly requestKey: string;
  readonly state: "held" | "confirmed" | "over";
  readonly holdUntil: Instant | null;
}

/** What the doorman is asked for. `finished` is the booking of this very request that the book says is over. */
export interface PlaceWish extends Omit<Place, "state" | "holdUntil"> {
  readonly capacity: number;
  readonly hold: boolean;
  readonly finished: Id<"booking"> | null;
}

/** The doorman's answers. */
export type Taken =
  | { readonly outcome: "taken"; readonly bookingId: Id<"booking">; readonly holdUntil: Instant | null }
  | { readonly outcome: "full"; readonly taken: readonly Seated[] }
  | { readonly outcome: "yours_already"; readonly bookingId: Id<"booking">; readonly state: Place["state"] };

export type Confirmed = { readonly outcome: "confirmed" } | { readonly outcome: "gone" };

/** What becomes of a place once the book has been read. */
export type Verdict = "keep" | "release";

/** The clear answer for whoever was later: whose it is if it is their own, and what is free next. */
export function refusalOf(told: Exclude<Taken, { outcome: "taken" }>, resource: Resource, wish: Seated): AppError {
  if (told.outcome === "yours_already") {
    const { bookingId, state } = told;
    return new AppError(state === "held" ? "booking.held_by_you" : "booking.booked_by_you", { facts: { bookingId } });
  }
  const next = nextFree(resource, wish, told.taken, wish.startAt + NEARBY);
  return new AppError("booking.slot_taken", {
    facts: next ? { nextFreeAt: toIso(next.startAt), nextFreeUntil: toIso(next.endAt) } : {},
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
  const { bookingId: id, userId, requestKey, startAt, endAt, attendees } = place;
  const wish = { startAt, endAt, attendees, hold: true };
  return {
    ...bookTime(resource, wish, { id, userId, unitId: null, requestKey }, now, now).booking,
    status: "lapsed",
    holdUntil: null,
  };
}

import { AppError } from "#shared/core/errors";
import type { Home } from "#shared/core/homes";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { type Booking, isLive } from "./booking.ts";
import type { PlaceWish } from "./place.ts";
import type { Counted } from "./quotas.ts";
import type { Resource } from "./resource.ts";
import { homeFor } from "./standing.ts";
import { demandBookable, OPEN_BOOKINGS_LIMIT, type Wish } from "./wish.ts";

/** A request for a time, and what the book knows about it. */
export interface TimeRequest {
  readonly resource: Resource;
  readonly wish: Wish;
  readonly userId: Id<"user">;
  readonly requestKey: string;
  /** The last booking of this very request. */
  readonly before: Booking | undefined;
  /** How many bookings the person has ahead of them, anywhere. */
  readonly ahead: number;
  /** What the person, and who lives with them, began to use lately. */
  readonly started: readonly Counted[];
}

/** The booking that stands for this request already. */
export const standsFor = ({ before }: TimeRequest, now: Instant): Booking | undefined =>
  before && isLive(before, now) ? before : undefined;

/**
 * What the calendar is asked for, if the rules that need no calendar let it be: `home` is where it is booked from.
 *
 * @throws AppError the rule that refuses, with its numbers
 */
export function placeWishOf(
  request: TimeRequest,
  whose: { readonly homes: readonly Home[]; readonly hasGrant: boolean; readonly bookingId: Id<"booking"> },
  now: Instant,
): { readonly home: Home | null; readonly place: PlaceWish } {
  const { resource, wish, userId, requestKey, before, ahead, started } = request;
  const home = homeFor(whose.homes, wish.startAt, whose.hasGrant);
  demandBookable(resource, wish, now);
  if (ahead >= OPEN_BOOKINGS_LIMIT) throw new AppError("booking.too_many", { facts: { limit: OPEN_BOOKINGS_LIMIT } });
  const finished = before && before.status !== "held" ? before.id : null;
  const { capacity, bufferBeforeMinutes, bufferAfterMinutes, quotas, concurrent, timeZone } = resource;
  const rules = { capacity, bufferBeforeMinutes, bufferAfterMinutes, quotas, concurrent, timeZone };
  const unitId = home?.unitId ?? null;
  const { bookingId } = whose;
  const place = {
    bookingId,
    resourceId: resource.id,
    userId,
    unitId,
    requestKey,
    finished,
    started,
    ...rules,
    ...wish,
  };
  return { home, place };
}

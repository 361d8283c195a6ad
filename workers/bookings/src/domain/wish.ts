import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { days, type Instant, minutes, toIso } from "#shared/core/time";
import { clockText, closingOf, isAligned, openingAt, openText } from "./hours.ts";
import type { Resource } from "./resource.ts";
import type { Seated } from "./seats.ts";

/** The furthest ahead a booking may begin. */
export const DAYS_AHEAD = 365;
/** The longest booking. */
export const LONGEST_DAYS = 7;
/** The most bookings and holds one person may have ahead of them. */
export const OPEN_BOOKINGS_LIMIT = 100;

/** What somebody asks for. */
export interface Wish extends Seated {
  /** Only held for now, to be confirmed. */
  readonly hold: boolean;
}

/**
 * The same request has the same key, so it gets the place it already has: the caller's `Idempotency-Key` with what was
 * asked under it; without one, the caller and what exactly was asked.
 */
export function requestKeyOf(
  userId: Id<"user">,
  given: { readonly key: string; readonly fingerprint: string } | undefined,
  resourceId: Id<"resource">,
  { startAt, endAt, attendees, hold }: Wish,
): string {
  if (given) return `${userId} ${given.key} ${given.fingerprint}`;
  return `${userId} ${resourceId} ${startAt} ${endAt} ${attendees} ${hold ? "hold" : "book"}`;
}

/** The rules of a resource and of the house; each refusal names its rule and the numbers. */
export function demandBookable(resource: Resource, wish: Wish, now: Instant): void {
  demandTime(wish, now);
  const { status, statusReason, capacity } = resource;
  if (status === "withdrawn") throw new AppError("resource.withdrawn");
  if (status === "blocked") throw new AppError("resource.blocked", { facts: { reason: statusReason ?? "" } });
  const { attendees } = wish;
  if (attendees > capacity) throw new AppError("booking.over_capacity", { facts: { attendees, capacity } });
  demandSlot(resource, wish);
}

function demandTime({ startAt, endAt }: Wish, now: Instant): void {
  const facts = { startAt: toIso(startAt), endAt: toIso(endAt) };
  if (endAt <= startAt) throw new AppError("booking.ends_before_start", { facts });
  if (startAt < now) throw new AppError("booking.in_the_past", { facts: { ...facts, now: toIso(now) } });
  if (startAt > now + days(DAYS_AHEAD))
    throw new AppError("booking.too_far", { facts: { ...facts, days: DAYS_AHEAD } });
  if (endAt - startAt > days(LONGEST_DAYS))
    throw new AppError("booking.too_long", { facts: { ...facts, days: LONGEST_DAYS } });
}

function demandSlot(resource: Resource, { startAt, endAt }: Wish): void {
  const { timeZone, slotMinutes } = resource;
  const open = openingAt(resource, startAt);
  if (!open || closingOf(resource, open, endAt) < endAt) {
    const hours = openText(resource, startAt) || "–";
    throw new AppError("booking.outside_hours", { facts: { hours, timeZone } });
  }
  if (!isAligned(resource, open, startAt) || (endAt - startAt) % minutes(slotMinutes) !== 0) {
    throw new AppError("booking.not_a_slot", { facts: { slotMinutes, from: clockText(open.opening.from), timeZone } });
  }
}

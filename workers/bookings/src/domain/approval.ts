import { AppError } from "#shared/core/errors";
import { type Instant, toIso } from "#shared/core/time";
import type { Booking, Changed } from "./booking.ts";
import { end } from "./cancelling.ts";

/** The house may decide what is asked for, until it begins. */
export function demandUndecided(
  booking: Booking,
  now: Instant,
): asserts booking is Booking & { readonly status: "requested" } {
  const { status, startAt } = booking;
  if (status !== "requested") throw new AppError("booking.not_requested", { facts: { status } });
  if (startAt <= now) throw new AppError("booking.already_started", { facts: { startAt: toIso(startAt) } });
}

/** The house says no, and why. */
export function reject(before: Booking, reason: string, now: Instant): Changed {
  demandUndecided(before, now);
  return end(before, "rejected", now, { reason });
}

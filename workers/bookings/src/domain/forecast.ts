import type { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { BookingStatus } from "#shared/core/vocabulary";
import type { Booking } from "./booking.ts";
import { refusalOf, type Taken } from "./place.ts";
import type { TimeRequest } from "./request.ts";

/** What a request for a time would come to. */
export interface Forecast {
  /** The booking that this very request has already, if it has one. */
  readonly bookingId: Id<"booking"> | null;
  /** The rule that would refuse it; null if it would be granted. */
  readonly refusal: AppError | null;
  /** What the booking would be; null if it would be refused. */
  readonly status: BookingStatus | null;
  /** The place on the waitlist that it would get, or would get if it asked to wait; null where nobody waits. */
  readonly waitlistPosition: number | null;
}

/** Of a request that has its booking already. */
export const booked = ({
  id,
  status,
  position,
}: Pick<Booking, "id" | "status"> & { position: number | null }): Forecast => ({
  ...{ bookingId: id, refusal: null, status, waitlistPosition: position },
});

/** Of a request that would be refused. */
export const refused = (refusal: AppError, waitlistPosition: number | null = null): Forecast => ({
  ...{ bookingId: null, refusal, status: null, waitlistPosition },
});

/** What the calendar foretold, in the words of the request. */
export function forecastOf(
  told: Taken,
  bookingId: Id<"booking">,
  { resource, wish, blackouts }: Pick<TimeRequest, "resource" | "wish" | "blackouts">,
  now: Instant,
): Forecast {
  if (told.outcome === "taken") {
    const known = told.bookingId === bookingId ? null : told.bookingId;
    return { bookingId: known, refusal: null, status: told.state, waitlistPosition: told.position };
  }
  const waitlistPosition = told.outcome === "full" ? told.position : null;
  return refused(refusalOf(told, resource, wish, blackouts, now), waitlistPosition);
}

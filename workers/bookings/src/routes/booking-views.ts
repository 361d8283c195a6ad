import type { Language } from "#shared/core/problems";
import { type Instant, toIso } from "#shared/core/time";
import { problemBody } from "#shared/worker/problem";
import type { Booking } from "../domain/booking.ts";
import type { Forecast } from "../domain/forecast.ts";
import type { Quota } from "../domain/quotas.ts";

/** What is known of a booking only at a moment. */
interface Passing {
  readonly position?: number | null;
  readonly overstayMinutes?: number;
}

const orNull = (instant: Instant | null): string | null => (instant === null ? null : toIso(instant));

export const view = (booking: Booking & Passing) => ({
  id: booking.id,
  buildingId: booking.buildingId,
  resourceId: booking.resourceId,
  resourceName: booking.resourceName,
  userId: booking.userId,
  unitId: booking.unitId,
  bookedBy: booking.bookedBy,
  startAt: toIso(booking.startAt),
  endAt: toIso(booking.endAt),
  timeZone: booking.timeZone,
  attendees: booking.attendees,
  guests: booking.guests,
  invitees: [...booking.invitees],
  accessories: [...booking.accessories],
  termsVersion: booking.termsVersion,
  status: booking.status,
  approval: booking.approval,
  seriesId: booking.seriesId,
  seriesPosition: booking.seriesPosition,
  holdUntil: orNull(booking.holdUntil),
  waitlistPosition: booking.position ?? null,
  checkInUntil: orNull(booking.checkInUntil),
  cancelUntil: toIso(booking.cancelUntil ?? booking.startAt),
  lateCancel: booking.lateCancel,
  marked: booking.marked,
  reason: booking.reason,
  questions: booking.questions.map((one) => ({
    ...one,
    askedAt: toIso(one.askedAt),
    answeredAt: orNull(one.answeredAt),
  })),
  overstayMinutes: booking.overstayMinutes ?? 0,
  createdAt: toIso(booking.createdAt),
  updatedAt: toIso(booking.updatedAt),
});

/** Quotas in full: one from before guests were told apart counts bookings. */
export const quotasView = (quotas: readonly Quota[]) =>
  quotas.map((quota) => ({ ...quota, counts: quota.counts ?? "bookings" }));

export const forecastView = (forecast: Forecast, language: Language, requestId: string) => {
  const { bookingId, refusal, status, waitlistPosition } = forecast;
  const problem = refusal && problemBody(refusal, language, requestId);
  return { wouldBook: refusal === null, status, bookingId, waitlistPosition, problem };
};

import { AppError } from "#shared/core/errors";
import { type Instant, toIso } from "#shared/core/time";
import type { Said } from "#shared/events/said";
import { type Booking, type Changed, changed, facts, type Givable, head, isGivable, isLive } from "./booking.ts";

export type CancelCause = Extract<Said, { type: "booking.cancelled" }>["data"]["cause"];

/** What somebody says who gives a booking up. `override`: in spite of the policy, which only the house may. */
export interface Giving {
  readonly reason: string | null;
  readonly override: boolean;
}

/** Whoever gives one of these up needs no word of it. */
const QUIET: readonly Booking["status"][] = ["held", "waiting", "offered"];

/** Whether there is still something to give up before it starts. */
export const isOpenAhead = (booking: Booking, now: Instant): boolean => isGivable(booking) && booking.startAt > now;

/** Until when a booking can be given up with nothing said. */
export const freeUntil = ({ cancelUntil, startAt }: Booking): Instant => cancelUntil ?? startAt;

/**
 * Given up, by whom it belongs to, by the house, or because they moved out.
 *
 * @throws AppError `booking.not_open`, `booking.already_started`
 */
export function cancel(
  before: Booking,
  cause: CancelCause,
  now: Instant,
  more: Partial<Pick<Booking, "reason" | "marked">> = {},
): Changed {
  const { status, startAt, endAt } = before;
  if (!isGivable(before)) throw new AppError("booking.not_open", { facts: { status } });
  // Whoever waits, or was offered a place, may leave for as long as there is something to wait for.
  const closesAt = status === "waiting" || status === "offered" ? endAt : startAt;
  if (closesAt <= now) throw new AppError("booking.already_started", { facts: { startAt: toIso(startAt) } });
  return end(before, cause, now, more);
}

/**
 * The same for the house, which can clear a time while it runs: a burst pipe does not wait. Whoever holds a time, was
 * offered one or waits for one is told of its end, unless they end it themselves.
 */
export function end(
  before: Givable,
  cause: CancelCause,
  now: Instant,
  more: Partial<Pick<Booking, "reason" | "marked">> = {},
): Changed {
  const booking = changed(
    before,
    { status: cause === "rejected" ? "rejected" : "cancelled", holdUntil: null, ...more },
    now,
  );
  if (isQuiet(before, cause, now)) return { booking, events: [] };
  const { reason } = booking;
  // What is said of its end is about its person, whoever says it: the log forgets it with them, as the book does.
  const words = reason === null ? {} : { person: booking.userId };
  return {
    booking,
    events: [
      {
        type: "booking.cancelled",
        ...head(booking),
        ...words,
        data: { ...facts(booking), fromStatus: before.status, cause, ...(reason !== null && { reason }) },
      },
    ],
  };
}

/** A hold that has run out says nothing of its end, whoever comes by after that. */
const isQuiet = (before: Givable, cause: CancelCause, now: Instant): boolean =>
  cause === "person"
    ? QUIET.includes(before.status)
    : cause !== "blackout" && before.status === "held" && !isLive(before, now);

/**
 * Given up by its person, by the policy it was booked under: freely until then; afterwards not at all, or with a mark.
 *
 * @throws AppError `booking.cancel_too_late` with the last free moment
 */
export function giveUp(before: Booking, { reason, override }: Giving, now: Instant): Changed {
  if (override) throw new AppError("access.denied", { facts: { permission: "booking.update" } });
  const isLate = before.status === "confirmed" && now > freeUntil(before);
  if (!isLate) return cancel(before, "person", now, { reason });
  const late = cancel(before, "person", now, { reason, marked: true });
  if (before.lateCancel === "refuse") throw tooLate(before);
  return late;
}

/**
 * Given up for the house. Past the free time it must mean to, and say why; nobody is marked for it.
 *
 * @throws AppError `booking.cancel_too_late`, `booking.reason_missing`
 */
export function callOff(before: Booking, { reason, override }: Giving, now: Instant): Changed {
  const given = cancel(before, "staff", now, { reason });
  if (before.status === "confirmed" && now > freeUntil(before)) {
    if (!override) throw tooLate(before);
    if (reason === null) throw new AppError("booking.reason_missing");
  }
  return given;
}

const tooLate = (before: Booking): AppError =>
  new AppError("booking.cancel_too_late", { facts: { until: toIso(freeUntil(before)) } });

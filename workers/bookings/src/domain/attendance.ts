import { AppError } from "#shared/core/errors";
import { type Instant, minutes, toIso } from "#shared/core/time";
import { type Booking, type Changed, changed, facts, head, said } from "./booking.ts";
import { demandPresence, type Proof } from "./presence.ts";

/** How long before its start a booking can be checked in. */
export const CHECK_IN_BEFORE = minutes(15);

/** The person is there: from a quarter of an hour before the start until the end, or until the time to be there is over. */
export function checkIn(before: Booking, proof: Proof, now: Instant): Changed {
  const { status, startAt, endAt, checkInUntil } = before;
  if (status !== "confirmed") throw new AppError("booking.not_confirmed", { facts: { status } });
  const opensAt = startAt - CHECK_IN_BEFORE;
  const closesAt = Math.min(endAt, checkInUntil ?? endAt);
  if (now < opensAt || now >= closesAt) {
    throw new AppError("booking.check_in_closed", { facts: { opensAt: toIso(opensAt), closesAt: toIso(closesAt) } });
  }
  demandPresence(proof);
  const booking = changed(before, { status: "checked_in" }, now);
  return { booking, events: [said("booking.checked_in", booking)] };
}

/** The person has left: what is left of the time is free. Whoever stays past the end is still checked in until they say. */
export function checkOut(before: Booking, now: Instant): Changed {
  const { status } = before;
  if (status !== "checked_in") throw new AppError("booking.not_checked_in", { facts: { status } });
  return { booking: changed(before, { status: "checked_out" }, now), events: [] };
}

/** Over, and counted in quotas all the same: somebody was there, or kept the time from others. */
export const isUsed = ({ status }: Pick<Booking, "status">): boolean =>
  status === "checked_out" || status === "no_show";

/** Whole minutes that somebody stays past the end of their time, who has not checked out. */
export const overstayMinutes = ({ status, endAt }: Booking, now: Instant): number =>
  status === "checked_in" && now > endAt ? Math.floor((now - endAt) / minutes(1)) : 0;

/** Nobody came in time: the rest of it is for others. */
export function miss(before: Booking, now: Instant): Changed {
  const booking = changed(before, { status: "no_show", marked: true }, now);
  return { booking, events: [{ type: "booking.no_show", ...head(booking), data: facts(booking) }] };
}

/** The house lets a missed or late booking count no more. */
export function excuse(before: Booking, reason: string, now: Instant): Changed {
  if (!before.marked) throw new AppError("booking.not_marked");
  return { booking: changed(before, { marked: false, reason }, now), events: [] };
}

/** How many missed or late bookings of a person within some days bar them from booking anew. */
export interface NoShows {
  readonly most: number;
  readonly days: number;
}

/**
 * Whoever has missed too many books nothing until the oldest of them is long enough ago.
 *
 * @throws AppError `booking.barred` with until when
 */
export function demandNotBarred(rule: NoShows | null, marks: readonly Instant[], now: Instant): void {
  if (rule === null) return;
  const lately = marks.filter((at) => at > now - rule.days * minutes(1440)).sort((a, b) => b - a);
  const oldest = lately[rule.most - 1];
  if (oldest === undefined) return;
  const { most, days } = rule;
  const until = toIso(oldest + days * minutes(1440));
  throw new AppError("booking.barred", { facts: { most, days, missed: lately.length, until } });
}

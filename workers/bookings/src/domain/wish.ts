import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { days, type Instant, instantBy, minutes, type Time, toIso } from "#shared/core/time";
import { demandTerms } from "./about.ts";
import { demandAccessories, type Equipped } from "./accessories.ts";
import { demandAmong, type Invited, tooManyGuests } from "./guests.ts";
import { type Bookable, clockText, closingOf, holidayAt, isAligned, openingAt, openText, reasonAt } from "./hours.ts";
import type { Resource } from "./resource.ts";
import { earliestOf, LONGEST_DAYS, latestOf, stepOf } from "./rules.ts";
import type { Interval, Party } from "./seats.ts";

/** The most bookings and holds one person may have ahead of them. */
export const OPEN_BOOKINGS_LIMIT = 100;

/** What somebody asks for. */
export interface Wish extends Equipped, Invited, Party {
  /** Only held for now, to be confirmed. */
  readonly hold: boolean;
  /** Rather waits for the time than is refused where it is taken. */
  readonly wait: boolean;
  /** Whom the house asks it for; whoever asks, where absent. */
  readonly userId?: Id<"user"> | undefined;
  /** The version of the resource's terms that is accepted. */
  readonly termsVersion: string | null;
}

/** The same as it is said: each end an instant, or what the clock of the resource shows. */
export type Asked = Omit<Wish, keyof Interval> & AskedTime;

interface AskedTime {
  readonly startAt: Time;
  readonly endAt: Time;
}

/** @throws AppError `time.skipped` for what the clock never shows */
export const byClock = <T extends AskedTime>(asked: T, { timeZone }: Pick<Resource, "timeZone">): T & Interval => ({
  ...asked,
  startAt: instantBy(asked.startAt, timeZone),
  endAt: instantBy(asked.endAt, timeZone),
});

/**
 * The same request has the same key, so it gets the place it already has: the caller's `Idempotency-Key` with what was
 * asked under it; without one, the caller and what exactly was asked, but for the names of who comes along.
 */
export function requestKeyOf(
  userId: Id<"user">,
  given: { readonly key: string; readonly fingerprint: string } | undefined,
  resourceId: Id<"resource">,
  { startAt, endAt, attendees, guests, hold, wait, userId: behalf, accessories, termsVersion }: Asked,
): string {
  if (given) return `${userId} ${given.key} ${given.fingerprint}`;
  const asked = `${userId} ${resourceId} ${startAt} ${endAt} ${attendees} ${hold ? "hold" : "book"}`;
  const isPlain = accessories.length === 0 && termsVersion === null && !wait && behalf === undefined && guests === 0;
  if (isPlain) return asked;
  const along = accessories.map(({ name, count }) => [name, count]);
  const more = [wait, behalf ?? null, termsVersion, ...along, ...(guests > 0 ? [guests] : [])];
  return `${asked} ${JSON.stringify(more)}`;
}

/** The rules of a resource and of the house; each refusal names its rule and the numbers. */
export function demandBookable(resource: Bookable, wish: Wish, now: Instant): void {
  demandTime(resource, wish, now);
  const { status, statusReason, capacity, maxGuests } = resource;
  if (status === "withdrawn") throw new AppError("resource.withdrawn");
  if (status === "blocked") throw new AppError("resource.blocked", { facts: { reason: statusReason ?? "" } });
  const { attendees, guests } = wish;
  demandAmong(wish, wish);
  if (attendees > capacity) throw new AppError("booking.over_capacity", { facts: { attendees, capacity } });
  if (maxGuests !== null && guests > maxGuests) throw tooManyGuests(guests, maxGuests);
  demandLength(resource, wish);
  demandStart(resource, wish);
  demandAccessories(resource, wish);
  demandTerms(resource, wish.termsVersion);
}

function demandTime(resource: Resource, { startAt, endAt }: Wish, now: Instant): void {
  const { noticeMinutes } = resource;
  const [earliest, latest] = [earliestOf(resource, now), latestOf(resource, now)];
  const facts = { startAt: toIso(startAt), endAt: toIso(endAt) };
  if (endAt <= startAt) throw new AppError("booking.ends_before_start", { facts });
  if (startAt < now) throw new AppError("booking.in_the_past", { facts: { ...facts, now: toIso(now) } });
  if (startAt < earliest)
    throw new AppError("booking.too_soon", { facts: { ...facts, noticeMinutes, earliestAt: toIso(earliest) } });
  if (startAt > latest) {
    const ahead = (latest - now) / days(1);
    throw new AppError("booking.too_far", { facts: { ...facts, days: ahead, latestAt: toIso(latest) } });
  }
  if (endAt - startAt > days(LONGEST_DAYS))
    throw new AppError("booking.too_long", { facts: { ...facts, days: LONGEST_DAYS } });
}

function demandLength({ minMinutes, maxMinutes }: Resource, { startAt, endAt }: Wish): void {
  const long = (endAt - startAt) / minutes(1);
  if (maxMinutes !== null && long > maxMinutes)
    throw new AppError("booking.over_max_minutes", { facts: { minutes: long, maxMinutes } });
  if (minMinutes !== null && long < minMinutes)
    throw new AppError("booking.under_min_minutes", { facts: { minutes: long, minMinutes } });
}

function demandStart(resource: Bookable, { startAt, endAt }: Wish): void {
  const { timeZone, slotMinutes, mode } = resource;
  const open = openingAt(resource, startAt);
  const closingAt = open ? closingOf(resource, open, endAt) : startAt;
  if (!open || closingAt < endAt) {
    const holiday = holidayAt(resource, closingAt);
    if (holiday) {
      const facts = { ...holiday, hours: openText(resource, closingAt) || "–", timeZone };
      throw new AppError("booking.holiday", { facts });
    }
    const hours = openText(resource, startAt) || "–";
    const reason = reasonAt(resource, startAt);
    throw new AppError("booking.outside_hours", { facts: { hours, timeZone, ...(reason && { reason }) } });
  }
  const step = { stepMinutes: stepOf(resource), from: clockText(open.opening.from), timeZone };
  const isWhole = (endAt - startAt) % minutes(mode === "free" ? 1 : slotMinutes) === 0;
  if (isAligned(resource, open, startAt) && isWhole) return;
  if (mode === "free") throw new AppError("booking.off_step", { facts: step });
  throw new AppError("booking.not_a_slot", { facts: { slotMinutes, ...step } });
}

import * as PlainDateFns from "temporal-polyfill/fns/PlainDate";
import * as PlainDateTimeFns from "temporal-polyfill/fns/PlainDateTime";
import * as ZonedDateTimeFns from "temporal-polyfill/fns/ZonedDateTime";
import { AppError } from "./errors.ts";
import { plainDate, plainDateTime, zonedDateTime } from "./plain-time.ts";

/** Milliseconds since 1970 in UTC. */
export type Instant = number;

export const seconds = (n: number): number => n * 1000;
export const minutes = (n: number): number => n * 60_000;
export const hours = (n: number): number => n * 3_600_000;
export const days = (n: number): number => n * 86_400_000;

/** RFC 3339 with `Z` and milliseconds. */
export const toIso = (instant: Instant): string => new Date(instant).toISOString();

export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant of a wall time (`2026-03-29T02:30`) in a zone. A wall time that the zone skips is refused
 * (`time.skipped`); of one that comes twice, the first is meant.
 */
export function instantOf(wallTime: string, timeZone: string): Instant {
  const plain = plainDateTime(wallTime);
  const zoned = PlainDateTimeFns.toZonedDateTime(plain, timeZone, { disambiguation: "earlier" });
  if (!PlainDateTimeFns.equals(ZonedDateTimeFns.toPlainDateTime(zoned), plain))
    throw new AppError("time.skipped", { facts: { time: wallTime, timeZone, ...afterGap(zoned) } });
  return zoned.epochMilliseconds;
}

/** What the clock shows next, from shortly before it skips some time. */
function afterGap(zoned: ZonedDateTimeFns.Record): { readonly nextTime?: string } {
  const next = ZonedDateTimeFns.getTimeZoneTransition(zoned, "next");
  return next ? { nextTime: PlainDateTimeFns.toString(ZonedDateTimeFns.toPlainDateTime(next)) } : {};
}

/** A time as it may be said: an instant, or a wall time in a zone that is known from elsewhere. */
export type Time = Instant | string;

/** @throws AppError as `instantOf` */
export const instantBy = (time: Time, timeZone: string): Instant =>
  typeof time === "number" ? time : instantOf(time, timeZone);

/** Between which instants a time lies, whatever the zone: no clock is a day ahead of UTC, or behind. */
export function around(time: Time): { readonly from: Instant; readonly until: Instant } {
  if (typeof time === "number") return { from: time, until: time };
  const inUtc = Date.parse(`${time}Z`);
  return { from: inUtc - days(1), until: inUtc + days(1) };
}

/** The wall clock of a zone at an instant. `weekday` is 1 on Monday and 7 on Sunday; `minute` counts from midnight by the clock. */
export function wallClock(instant: Instant, timeZone: string): { date: string; weekday: number; minute: number } {
  const zoned = zonedDateTime(instant, timeZone);
  const date = PlainDateFns.toString(ZonedDateTimeFns.toPlainDate(zoned));
  return { date, weekday: ZonedDateTimeFns.dayOfWeek(zoned), minute: zoned.hour * 60 + zoned.minute };
}

/** What the clock of a zone shows at an instant, as `instantOf` takes it. */
export const wallTimeOf = (instant: Instant, timeZone: string): string =>
  PlainDateTimeFns.toString(ZonedDateTimeFns.toPlainDateTime(zonedDateTime(instant, timeZone)));

/** A wall time as if it were of UTC, whose clock is never changed: so wall times are counted by the clock alone. */
const counted = (wallTime: string): Instant => instantOf(wallTime, "UTC");
const uncounted = (at: Instant): string => wallTimeOf(at, "UTC");

/** The wall time that is as far from another, by the clock alone, as `until` is from `from`. */
export const wallTimeAfter = (
  wallTime: string,
  { from, until }: { readonly from: string; readonly until: string },
): string => uncounted(counted(wallTime) + counted(until) - counted(from));

/** A wall time some days and minutes later, or earlier, by the clock alone. */
export const wallTimeLater = (wallTime: string, later: { readonly days?: number; readonly minutes?: number }): string =>
  uncounted(counted(wallTime) + days(later.days ?? 0) + minutes(later.minutes ?? 0));

/** The local dates (`2026-03-29`) from the one that holds `from` to the one that holds `until`, both included. */
export function localDates(from: Instant, until: Instant, timeZone: string): string[] {
  let date = ZonedDateTimeFns.toPlainDate(zonedDateTime(from, timeZone));
  const last = ZonedDateTimeFns.toPlainDate(zonedDateTime(until, timeZone));
  const dates: string[] = [];
  while (PlainDateFns.compare(date, last) <= 0) {
    dates.push(PlainDateFns.toString(date));
    date = PlainDateFns.addDays(date, 1);
  }
  return dates;
}

/** The first instant of a local date. */
export const startOfDay = (date: string, timeZone: string): Instant =>
  PlainDateFns.toZonedDateTime(plainDate(date), timeZone).epochMilliseconds;

export const nextDate = (date: string): string => PlainDateFns.toString(PlainDateFns.addDays(plainDate(date), 1));

/** How many days a date is after another; negative where it is before. */
export const daysBetween = (from: string, until: string): number =>
  (startOfDay(until, "UTC") - startOfDay(from, "UTC")) / days(1);

/** 1 on Monday, 7 on Sunday. */
export const weekdayOf = (date: string): number => PlainDateFns.dayOfWeek(plainDate(date));

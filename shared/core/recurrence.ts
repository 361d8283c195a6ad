import { RRuleTemporal } from "rrule-temporal";
import * as PlainDateFns from "temporal-polyfill/fns/PlainDate";
import * as PlainDateTimeFns from "temporal-polyfill/fns/PlainDateTime";
import { AppError, type Facts, refusalIn } from "./errors.ts";
import { type PlainDateTime, plainDateTime } from "./plain-time.ts";
import { parseRule, type RecurrenceRule } from "./recurrence-rule.ts";
import { demandSupported } from "./recurrence-support.ts";
import { type Instant, instantOf, toIso, wallTimeOf } from "./time.ts";

/** The most occurrences of one rule. */
export const OCCURRENCES_LIMIT = 100;
/** How far from its first start a rule may reach. */
export const HORIZON_YEARS = 10;
/** Whatever is counted, no more of it is needed to leave the horizon: not even of days. */
const FURTHEST_INTERVAL = HORIZON_YEARS * 366;

/** A day of a rule: when it happens, or that the clock of the zone never shows its time on that day. */
export type Occurrence = Happening | Skipped;

interface Day {
  readonly localDate: string;
  /** By the clock: `2027-03-28T02:30:00`. */
  readonly wallTime: string;
}

interface Happening extends Day {
  readonly startAt: Instant;
  readonly skipped: false;
}

interface Skipped extends Day {
  readonly skipped: true;
  /** Those of `time.skipped`. */
  readonly facts: Facts;
}

/**
 * When a rule of RFC 5545 happens, in order, at the time of day of its first start by the clock of a zone. In a doubled
 * hour it is the first of the two; a time that the clock skips is named, and not counted.
 *
 * @throws AppError `recurrence.…`: why nobody can book by it
 */
export function occurrencesOf(
  text: string,
  firstAt: Instant,
  timeZone: string,
  limit: number = OCCURRENCES_LIMIT,
): Occurrence[] {
  const rule = parseRule(text);
  const { count, untilAt = Number.POSITIVE_INFINITY } = rule;
  if (count === undefined && rule.untilAt === undefined) throw new AppError("recurrence.endless", { facts: { limit } });
  if (untilAt < firstAt) {
    throw new AppError("recurrence.ends_before_start", { facts: { until: toIso(untilAt), startAt: toIso(firstAt) } });
  }
  if (count !== undefined && count > limit) {
    // JSON has no number for what is too many digits.
    const facts = { limit, ...(Number.isSafeInteger(count) && { count }) };
    throw new AppError("recurrence.too_many", { facts });
  }
  const first = plainDateTime(wallTimeOf(firstAt, timeZone));
  demandSupported(rule, dateOf(first));
  const horizon = PlainDateTimeFns.addYears(first, HORIZON_YEARS);
  const found: Occurrence[] = [];
  let happening = 0;
  eachWallTime(rule, first, horizon, (wallTime) => {
    const one = placed(wallTime, timeZone);
    if (isAfter(one, untilAt, timeZone)) return false;
    found.push(one);
    if (!one.skipped) happening += 1;
    return happening <= limit && happening !== count;
  });
  demandWhole(rule, found, happening, { first, horizon, limit, timeZone });
  // The first is the very booking that was asked for, also in the second of two doubled hours.
  return found.map((one, index) => (index === 0 ? { ...one, skipped: false, startAt: firstAt } : one));
}

function placed(wallTime: string, timeZone: string): Occurrence {
  const day = { wallTime, localDate: wallTime.slice(0, 10) };
  const startAt = refusalIn(() => instantOf(wallTime, timeZone));
  return startAt instanceof AppError
    ? { ...day, skipped: true, facts: startAt.facts }
    : { ...day, skipped: false, startAt };
}

const isAfter = (one: Occurrence, untilAt: Instant, timeZone: string): boolean => {
  if (!one.skipped) return one.startAt > untilAt;
  return Number.isFinite(untilAt) && one.wallTime > wallTimeOf(untilAt, timeZone);
};

interface Frame {
  readonly first: PlainDateTime;
  readonly horizon: PlainDateTime;
  readonly limit: number;
  readonly timeZone: string;
}

function demandWhole(
  { count, untilAt }: RecurrenceRule,
  found: readonly Occurrence[],
  happening: number,
  { first, horizon, limit, timeZone }: Frame,
): void {
  const [from, to] = [dateOf(first), dateOf(horizon)];
  const [start] = found;
  if (!start) throw new AppError("recurrence.never_happens", { facts: { from, to } });
  if (start.wallTime !== PlainDateTimeFns.toString(first)) {
    throw new AppError("recurrence.starts_elsewhere", { facts: { date: from, first: start.localDate } });
  }
  if (happening > limit) throw new AppError("recurrence.too_many", { facts: { limit } });
  const isCut = untilAt === undefined ? happening !== count : untilAt > instantAfter(horizon, timeZone);
  if (isCut) throw new AppError("recurrence.too_far", { facts: { to, years: HORIZON_YEARS } });
}

const dateOf = (wallTime: PlainDateTime): string => PlainDateFns.toString(PlainDateTimeFns.toPlainDate(wallTime));

const instantAfter = (wallTime: PlainDateTime, timeZone: string): Instant =>
  PlainDateTimeFns.toZonedDateTime(wallTime, timeZone).epochMilliseconds;

/** A wall time as if it were of UTC, with the two words that rrule-temporal asks of a ZonedDateTime, whoever made it. */
const inUtc = (wallTime: PlainDateTime) => ({
  timeZoneId: "UTC",
  toString: () => `${PlainDateTimeFns.toString(wallTime)}Z[UTC]`,
});

/** Every wall time of a rule from the first to the last, until it is enough: as if there were no zones. */
function eachWallTime(
  rule: RecurrenceRule,
  first: PlainDateTime,
  last: PlainDateTime,
  take: (wallTime: string) => boolean,
): void {
  const { frequency: freq, weekStart: wkst } = rule;
  // Some years further on, the library's calendar ends.
  const interval = Math.min(rule.interval, FURTHEST_INTERVAL);
  const lists = {
    byDay: rule.byDay,
    byMonthDay: rule.byMonthDay,
    byYearDay: rule.byYearDay,
    byWeekNo: rule.byWeekNo,
    byMonth: rule.byMonth,
    bySetPos: rule.bySetPos,
  };
  const given = Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
  const [dtstart, until] = [inUtc(first), inUtc(last)];
  const days = new RRuleTemporal({ freq, interval, wkst, ...given, dtstart, until, cache: false });
  days.all((day) => take(day.toPlainDateTime().toString()));
}

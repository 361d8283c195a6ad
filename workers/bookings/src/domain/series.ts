import { AppError, refusalIn } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { ruleBehind } from "#shared/core/problem-text";
import { type Occurrence as Happening, occurrencesOf } from "#shared/core/recurrence";
import { type Instant, instantOf, wallTimeAfter, wallTimeOf } from "#shared/core/time";
import type { Said } from "#shared/events/said";
import type { Booking } from "./booking.ts";
import type { Interval } from "./seats.ts";

/** One booking of a series that is wished for. Positions count from 1. */
export interface Occurrence extends Interval {
  readonly position: number;
  readonly localDate: string;
}

/** One that cannot be had, and the rule that refuses it. */
export interface SkippedOccurrence {
  readonly position: number;
  readonly localDate: string;
  readonly skipped: Pick<AppError, "code" | "facts">;
  /** The clock never shows its time on that day: as RFC 5545 asks, it is none of those that the rule counts. */
  readonly uncounted?: true;
}

export const isSkipped = (one: Occurrence | SkippedOccurrence): one is SkippedOccurrence => "skipped" in one;

/**
 * A wish, again at each day of a rule: from and until the same time by the clock of the zone, however long the day is.
 *
 * @throws AppError `recurrence.…`: why the rule is none to book by
 */
export function seriesOf(wish: Interval, rule: string, timeZone: string): (Occurrence | SkippedOccurrence)[] {
  const length = { from: wallTimeOf(wish.startAt, timeZone), until: wallTimeOf(wish.endAt, timeZone) };
  return occurrencesOf(rule, wish.startAt, timeZone).map((one, index) => {
    const place = { position: index + 1, localDate: one.localDate };
    return index === 0 ? { ...place, startAt: wish.startAt, endAt: wish.endAt } : { ...place, ...timeOf(one) };
  });

  function timeOf(one: Happening): Interval | Pick<SkippedOccurrence, "skipped" | "uncounted"> {
    if (one.skipped) return { skipped: { code: "time.skipped", facts: one.facts }, uncounted: true };
    const endAt = refusalIn(() => instantOf(wallTimeAfter(one.wallTime, length), timeZone));
    return endAt instanceof AppError ? { skipped: endAt } : { startAt: one.startAt, endAt };
  }
}

/** An occurrence that a rule of the house or the calendar refuses. */
export const refused = (
  { position, localDate }: Pick<Occurrence, "position" | "localDate">,
  { code, facts }: AppError,
): SkippedOccurrence => ({
  ...{ position, localDate },
  skipped: { code, facts },
});

export const SCOPES = ["this", "following", "all"] as const;
export type Scope = (typeof SCOPES)[number];

/** The bookings of a series that a change of one of them means. */
export function whichOf<B extends { readonly seriesPosition: number | null }>(
  scope: Scope,
  bookings: readonly B[],
  from: number,
): B[] {
  return bookings.filter(({ seriesPosition }) => {
    if (scope === "all") return true;
    const position = seriesPosition ?? 0;
    return scope === "this" ? position === from : position >= from;
  });
}

/** How many of those that a rule means it counts. */
const counted = (skipped: readonly SkippedOccurrence[]): number => skipped.filter(({ uncounted }) => !uncounted).length;

/** @throws AppError `series.position_unknown` for an occurrence that the rule never meant */
export function demandPosition({ count, skipped }: Series, position: number): void {
  const last = count + skipped.length - counted(skipped);
  if (position > last) throw new AppError("series.position_unknown", { facts: { position, count } });
}

/** Bookings that recur by a rule, as they were asked for. The same request is the same series, wherever they were moved since. */
export interface Series {
  readonly id: Id<"series">;
  readonly buildingId: Id<"building">;
  readonly resourceId: Id<"resource">;
  readonly userId: Id<"user">;
  readonly requestKey: string;
  readonly rule: string;
  /** How many were asked for. */
  readonly count: number;
  /** Those that could not be had. */
  readonly skipped: readonly SkippedOccurrence[];
  readonly createdAt: Instant;
}

/** A series with its bookings, in order. */
export interface WholeSeries {
  readonly series: Series;
  readonly bookings: readonly Booking[];
}

/** Each occurrence is a request of its own, so that it gets its own place again. */
export const keyOfOccurrence = (requestKey: string, position: number): string =>
  `${requestKey} #${String(position).padStart(3, "0")}`;

/** What a request does with what cannot be had: it is skipped and told, or nothing is done. */
export type Conflicts = "skip" | "fail";

/** The same request for the same rule, with the same done about conflicts, is the same series. */
export const seriesKeyOf = (requestKey: string, rule: string, conflicts: Conflicts): string =>
  `${requestKey}${conflicts === "skip" ? " skip" : ""} every ${rule}`;

/** Of how many bookings it is the question, and how many of them are still to be had with `skip`. */
export interface Fit {
  readonly count: number;
  readonly left: number;
}

/** How many a rule asks for, where so many were not refused. */
export const fitOf = (left: number, skipped: readonly SkippedOccurrence[]): Fit => ({
  count: left + counted(skipped),
  left,
});

/**
 * Whether a series is made in spite of what cannot be had.
 *
 * @throws AppError `series.conflict` where it is to be whole, or nothing of it is left: with the rule that refuses the first
 */
export function demandFits(conflicts: Conflicts, { count, left }: Fit, skipped: readonly SkippedOccurrence[]): void {
  const [first] = skipped;
  if (!first || (conflicts === "skip" && left > 0)) return;
  const { position, localDate } = first;
  throw new AppError("series.conflict", {
    facts: { conflicts: skipped.length, count, left, position, localDate, ...ruleBehind(first.skipped) },
  });
}

/** What is said of many bookings at once says so, so that one message tells of all. */
export const asSeries = (id: Id<"series">, events: readonly Said[]): Said[] =>
  events.map((event, index) => {
    const series = { id, nth: index + 1, of: events.length };
    if (event.type === "booking.created") return { ...event, data: { ...event.data, series } };
    if (event.type === "booking.moved") return { ...event, data: { ...event.data, series } };
    return event.type === "booking.cancelled" ? { ...event, data: { ...event.data, series } } : event;
  });

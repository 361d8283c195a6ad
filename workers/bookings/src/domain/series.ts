import { AppError, refusalIn } from "#shared/core/errors";
import { type Occurrence as Happening, occurrencesOf } from "#shared/core/recurrence";
import { instantOf, wallTimeAfter, wallTimeOf } from "#shared/core/time";
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

  function timeOf(one: Happening): Interval | Pick<SkippedOccurrence, "skipped"> {
    const time = one.wallTime;
    if (one.skipped) return { skipped: { code: "time.skipped", facts: { time, timeZone } } };
    const endAt = refusalIn(() => instantOf(wallTimeAfter(time, length), timeZone));
    return endAt instanceof AppError ? { skipped: endAt } : { startAt: one.startAt, endAt };
  }
}

/** An occurrence that a rule of the house or the calendar refuses. */
export const refused = ({ position, localDate }: Occurrence, { code, facts }: AppError): SkippedOccurrence => ({
  ...{ position, localDate },
  skipped: { code, facts },
});

export const SCOPES = ["this", "following", "all"] as const;
export type Scope = (typeof SCOPES)[number];

/** The bookings of a series that a change of one of them means. */
export function whichOf<B extends { readonly position: number }>(
  scope: Scope,
  bookings: readonly B[],
  from: number,
): B[] {
  return bookings.filter(({ position }) => {
    if (scope === "all") return true;
    return scope === "this" ? position === from : position >= from;
  });
}

/** What became of a series. */
export interface SeriesReport {
  readonly count: number;
  readonly made: number;
  readonly skipped: readonly SkippedReport[];
}

interface SkippedReport extends Pick<AppError, "code" | "facts"> {
  readonly position: number;
  readonly localDate: string;
}

export function report(taken: readonly Occurrence[], refused: readonly SkippedOccurrence[]): SeriesReport {
  const skipped = refused
    .map(({ position, localDate, skipped: { code, facts } }) => ({ position, localDate, code, facts }))
    .sort((a, b) => a.position - b.position);
  return { count: taken.length + refused.length, made: taken.length, skipped };
}

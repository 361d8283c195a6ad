import { boundaryOf, dayAfter, type LocalDay, localDay, momentsOf } from "#shared/core/local-day";
import { days, type Instant, localDates, minutes, startOfDay, wallClock, weekdayOf } from "#shared/core/time";
import type { Holiday } from "./holiday.ts";
import type { Opening, Resource } from "./resource.ts";
import { LONGEST_DAYS, stepOf } from "./rules.ts";
import type { Interval } from "./seats.ts";

/** What a resource says about its times, by its own clock. */
export interface Hours
  extends Pick<Resource, "openings" | "exceptions" | "holidayOpenings" | "slotMinutes" | "stepMinutes" | "timeZone"> {
  /** Those of its building that can matter to what is asked; of one for which none matters, there may be none. */
  readonly holidays: readonly Pick<Holiday, "date" | "name">[];
}

/** A resource with the holidays that decide its hours. */
export type Bookable = Resource & Hours;

/** An opening on the date it is of. */
export interface OpenDay {
  readonly day: LocalDay;
  readonly opening: Opening;
}

const MIDNIGHT = 1440;

type Day = Pick<LocalDay, "date" | "weekday">;

const exceptionOn = ({ exceptions }: Hours, { date }: Day) => exceptions.find((one) => one.date === date);

/** The holiday by which a date has its hours; what a resource says of the date itself goes before. */
function holidayOn(hours: Hours, day: Day): Hours["holidays"][number] | undefined {
  if (hours.holidayOpenings === null || exceptionOn(hours, day)) return undefined;
  return hours.holidays.find(({ date }) => date === day.date);
}

function openingsOn(hours: Hours, day: Day): Opening[] {
  const own = exceptionOn(hours, day)?.openings ?? (holidayOn(hours, day) && hours.holidayOpenings);
  const { weekday } = day;
  const all =
    own?.map((opening) => ({ ...opening, weekday })) ?? hours.openings.filter((one) => one.weekday === weekday);
  return all.sort((a, b) => a.from - b.from);
}

/** When it is open on a date, the earliest first. */
export const openTimesOn = (hours: Hours, day: LocalDay): Interval[] =>
  openingsOn(hours, day)
    .map(({ from, until }) => ({ startAt: boundaryOf(day, from), endAt: boundaryOf(day, until) }))
    .filter(({ startAt, endAt }) => startAt < endAt);

const dayOf = ({ timeZone }: Hours, at: Instant): LocalDay => localDay(wallClock(at, timeZone).date, timeZone);

/** The opening that holds an instant; undefined while closed. */
export function openingAt(hours: Hours, at: Instant): OpenDay | undefined {
  const day = dayOf(hours, at);
  const opening = openingsOn(hours, day).find(
    ({ from, until }) => boundaryOf(day, from) <= at && at < boundaryOf(day, until),
  );
  return opening && { day, opening };
}

/** When an opening closes, looked for no further than `until`: one that lasts to midnight goes on where the next day opens at 0. */
export function closingOf(hours: Hours, { day, opening }: OpenDay, until: Instant): Instant {
  const closing = boundaryOf(day, opening.until);
  if (closing >= until || opening.until !== MIDNIGHT) return closing;
  const next = dayAfter(day);
  const after = openingsOn(hours, next).find(({ from }) => from === 0);
  return after ? closingOf(hours, { day: next, opening: after }, until) : closing;
}

/**
 * The longest booking for which it is open, in minutes and at most a week: in every week, and where that is not `enough`, from
 * `today` on where a date has hours of its own. That an hour is skipped or doubled once a year is left out.
 */
export function longestOpen(hours: Hours, today: string, enough: number): number {
  // What goes on from the end of a week into the next is seen in two of them.
  const weeks = Array.from({ length: 14 }, (_, n) => ({ date: "any", weekday: (n % 7) + 1 }));
  const longest = Math.min(LONGEST_DAYS * MIDNIGHT, longestThrough(hours, weeks));
  if (longest >= enough) return longest;
  const ahead = hours.exceptions.filter(({ date, openings }) => date >= today && openings.length > 0);
  return Math.max(longest, ...ahead.map(({ date }) => longestThrough(hours, datesAround(date))));
}

function datesAround(date: string): Day[] {
  const startAt = startOfDay(date, "UTC");
  const dates = localDates(startAt - days(LONGEST_DAYS), startAt + days(LONGEST_DAYS), "UTC");
  return dates.map((one) => ({ date: one, weekday: weekdayOf(one) }));
}

/** The longest time without a break through dates that follow one another. */
function longestThrough(hours: Hours, dates: readonly Day[]): number {
  let [longest, sinceBefore] = [0, 0];
  for (const day of dates) {
    let untilMidnight = 0;
    for (const { from, until } of openingsOn(hours, day)) {
      const long = until - from + (from === 0 ? sinceBefore : 0);
      longest = Math.max(longest, long);
      if (until === MIDNIGHT) untilMidnight = long;
    }
    sinceBefore = untilMidnight;
  }
  return longest;
}

/**
 * Whether bookings begin at an instant: the clock shows the opening's start and a whole number of steps. An opening that
 * begins in a doubled hour is open the second time that the clock shows a time before it, and nothing begins then.
 */
export function isAligned(hours: Hours, { opening }: OpenDay, at: Instant): boolean {
  const since = wallClock(at, hours.timeZone).minute - opening.from;
  return at % minutes(1) === 0 && since >= 0 && since % stepOf(hours) === 0;
}

/** Everything of one length that can begin on a date, the earliest first. A slot lasts its minutes, whatever the clock does meanwhile. */
export function intervalsOn(hours: Hours, day: LocalDay, length = minutes(hours.slotMinutes)): Interval[] {
  return openingsOn(hours, day)
    .flatMap((opening) => startsIn(hours, { day, opening }, length))
    .sort((a, b) => a.startAt - b.startAt);
}

function startsIn(hours: Hours, open: OpenDay, length: number): Interval[] {
  const { from, until } = open.opening;
  const step = stepOf(hours);
  const starts = Array.from({ length: Math.ceil((until - from) / step) }, (_, n) => from + n * step);
  return starts
    .flatMap((minute) => momentsOf(open.day, minute))
    .map((startAt) => ({ startAt, endAt: startAt + length }))
    .filter(({ endAt }) => endAt <= closingOf(hours, open, endAt));
}

/** The openings of the date that holds an instant, as a person would read them: `10:00–14:00, 16:00–22:00`; empty while closed all day. */
export const openText = (hours: Hours, at: Instant): string =>
  openingsOn(hours, dayOf(hours, at))
    .map(({ from, until }) => `${clockText(from)}–${clockText(until)}`)
    .join(", ");

/** Why the date that holds an instant has hours of its own; undefined where it has none, or nobody said. */
export const reasonAt = (hours: Hours, at: Instant): string | undefined =>
  exceptionOn(hours, dayOf(hours, at))?.reason ?? undefined;

/** The holiday by which the date that holds an instant has its hours, if it is one. */
export const holidayAt = (hours: Hours, at: Instant) => holidayOn(hours, dayOf(hours, at));

export const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

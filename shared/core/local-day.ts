import * as PlainDateFns from "temporal-polyfill/fns/PlainDate";
import * as PlainDateTimeFns from "temporal-polyfill/fns/PlainDateTime";
import * as ZonedDateTimeFns from "temporal-polyfill/fns/ZonedDateTime";
import { type PlainDate, plainDate, zonedDateTime } from "./plain-time.ts";
import { days, type Instant, minutes, nextDate, startOfDay, weekdayOf } from "./time.ts";

/** One date of a zone, by its clock. Most have 1440 minutes; where the clock is changed, some are skipped or come twice. */
export interface LocalDay {
  readonly date: string;
  /** 1 is Monday. */
  readonly weekday: number;
  readonly timeZone: string;
  readonly startAt: Instant;
  /** The first instant of the next date. */
  readonly endAt: Instant;
}

export const localDay = (date: string, timeZone: string): LocalDay => ({
  date,
  weekday: weekdayOf(date),
  timeZone,
  startAt: startOfDay(date, timeZone),
  endAt: startOfDay(nextDate(date), timeZone),
});

export const SPANS = ["day", "week", "month", "year"] as const;
export type Span = (typeof SPANS)[number];

const FIRST_OF: Readonly<Record<Span, (date: PlainDate) => PlainDate>> = {
  day: (date) => date,
  week: PlainDateFns.startOfWeek,
  month: PlainDateFns.startOfMonth,
  year: PlainDateFns.startOfYear,
};
const LATER: Readonly<Record<Span, (date: PlainDate, spans: number) => PlainDate>> = {
  day: PlainDateFns.addDays,
  week: PlainDateFns.addWeeks,
  month: PlainDateFns.addMonths,
  year: PlainDateFns.addYears,
};

/** The local day, ISO week, month or calendar year that holds an instant, from its first instant to the first of the next. */
export function localSpan(at: Instant, span: Span, timeZone: string): { startAt: Instant; endAt: Instant } {
  const first = FIRST_OF[span](ZonedDateTimeFns.toPlainDate(zonedDateTime(at, timeZone)));
  const startOf = (one: PlainDate) => PlainDateFns.toZonedDateTime(one, timeZone).epochMilliseconds;
  return { startAt: startOf(first), endAt: startOf(LATER[span](first, 1)) };
}

export const dayAfter = (day: LocalDay): LocalDay => localDay(nextDate(day.date), day.timeZone);

const isEven = (day: LocalDay): boolean => day.endAt - day.startAt === days(1);

const shown = (day: LocalDay, minute: number, which: "earlier" | "later") => {
  const plain = PlainDateTimeFns.addMinutes(PlainDateFns.toPlainDateTime(plainDate(day.date)), minute);
  const zoned = PlainDateTimeFns.toZonedDateTime(plain, day.timeZone, { disambiguation: which });
  return { zoned, isThere: PlainDateTimeFns.equals(ZonedDateTimeFns.toPlainDateTime(zoned), plain) };
};

/** The instants at which the clock shows a minute of the day: none in a skipped hour, two in a doubled one. */
export function momentsOf(day: LocalDay, minute: number): Instant[] {
  if (isEven(day)) return [day.startAt + minutes(minute)];
  const first = shown(day, minute, "earlier");
  if (!first.isThere) return [];
  const last = shown(day, minute, "later");
  const [a, b] = [first.zoned.epochMilliseconds, last.zoned.epochMilliseconds];
  return a === b ? [a] : [a, b];
}

/** When something begins or ends that is said to do so at a minute of the day: in a skipped hour as the clock jumps, in a doubled one the first time. */
export function boundaryOf(day: LocalDay, minute: number): Instant {
  if (isEven(day)) return day.startAt + minutes(minute);
  const { zoned, isThere } = shown(day, minute, "earlier");
  if (isThere) return zoned.epochMilliseconds;
  return ZonedDateTimeFns.getTimeZoneTransition(zoned, "next")?.epochMilliseconds ?? zoned.epochMilliseconds;
}

import { Temporal } from "temporal-polyfill";
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

/** The local day, ISO week, month or calendar year that holds an instant, from its first instant to the first of the next. */
export function localSpan(at: Instant, span: Span, timeZone: string): { startAt: Instant; endAt: Instant } {
  const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
  const week = date.subtract({ days: date.dayOfWeek - 1 });
  const first = { day: date, week, month: date.with({ day: 1 }), year: date.with({ month: 1, day: 1 }) }[span];
  const next = first.add({ [`${span}s`]: 1 });
  const startOf = (one: Temporal.PlainDate) => one.toZonedDateTime({ timeZone }).epochMilliseconds;
  return { startAt: startOf(first), endAt: startOf(next) };
}

export const dayAfter = (day: LocalDay): LocalDay => localDay(nextDate(day.date), day.timeZone);

const isEven = (day: LocalDay): boolean => day.endAt - day.startAt === days(1);

const shown = (day: LocalDay, minute: number, which: "earlier" | "later") => {
  const plain = Temporal.PlainDate.from(day.date).toPlainDateTime().add({ minutes: minute });
  const zoned = plain.toZonedDateTime(day.timeZone, { disambiguation: which });
  return { zoned, isThere: zoned.toPlainDateTime().equals(plain) };
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
  return zoned.getTimeZoneTransition("next")?.epochMilliseconds ?? zoned.epochMilliseconds;
}

/** A rule as its parts, before it is a text. Weekdays count from 1 on Monday; a number of 0 means every such weekday. */
export interface Parts {
  readonly freq: "YEARLY" | "MONTHLY" | "WEEKLY" | "DAILY";
  readonly interval?: number;
  readonly byDay?: readonly { readonly number: number; readonly weekday: number }[];
  readonly byMonthDay?: readonly number[];
  readonly byYearDay?: readonly number[];
  readonly byWeekNo?: readonly number[];
  readonly byMonth?: readonly number[];
  readonly bySetPos?: readonly number[];
  readonly weekStart?: number;
}

const DAY_MS = 86_400_000;
const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** A day as a number: days since 1970-01-01. */
const dayOf = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / DAY_MS;
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

interface Fields {
  readonly year: number;
  readonly month: number;
  readonly monthDay: number;
}

const known = new Map<number, Fields>();

function fieldsOf(day: number): Fields {
  const before = known.get(day);
  if (before) return before;
  const date = new Date(day * DAY_MS);
  const fields = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, monthDay: date.getUTCDate() };
  known.set(day, fields);
  return fields;
}

const weekFrom = (day: number, weekStart: number): number => day - ((weekdayOf(day) - weekStart + 7) % 7);
/** Week 1 is the first with four of its days in the year, so it is the one of 4 January. */
const firstWeekOf = (year: number, weekStart: number): number => weekFrom(dayOf(year, 1, 4), weekStart);
const weekYearOf = (day: number, weekStart: number): number => fieldsOf(weekFrom(day, weekStart) + 3).year;

/** Whether the nth of `length`, counted from 1, is one of the positions; a negative one counts from the end. */
const isAt = (nth: number, length: number, positions: readonly number[]): boolean =>
  positions.some((one) => (one > 0 ? one === nth : length + one + 1 === nth));

/** Which period of the rule holds a day, counted from any fixed one. */
function periodOf(day: number, { freq, byWeekNo = [], weekStart = 1 }: Parts): number {
  const { year, month } = fieldsOf(day);
  if (freq === "DAILY") return day;
  if (freq === "WEEKLY") return weekFrom(day, weekStart) / 7 - weekFrom(0, weekStart) / 7;
  if (freq === "MONTHLY") return year * 12 + month;
  return byWeekNo.length > 0 ? weekYearOf(day, weekStart) : year;
}

/** The table of RFC 5545 (3.3.10), read as one question to each day: a part that expands and one that limits ask the same. */
function fits(day: number, first: number, parts: Parts): boolean {
  const { freq, byDay = [], byMonthDay = [], byYearDay = [], byWeekNo = [], byMonth = [], weekStart = 1 } = parts;
  const { year, month, monthDay } = fieldsOf(day);
  const start = fieldsOf(first);
  const monthLength = dayOf(year, month + 1, 1) - dayOf(year, month, 1);
  const yearLength = dayOf(year + 1, 1, 1) - dayOf(year, 1, 1);
  const yearDay = day - dayOf(year, 1, 1) + 1;
  if (byMonth.length > 0 && !byMonth.includes(month)) return false;
  if (byMonthDay.length > 0 && !isAt(monthDay, monthLength, byMonthDay)) return false;
  if (byYearDay.length > 0 && !isAt(yearDay, yearLength, byYearDay)) return false;
  if (byWeekNo.length > 0) {
    const weekYear = weekYearOf(day, weekStart);
    const [from, to] = [firstWeekOf(weekYear, weekStart), firstWeekOf(weekYear + 1, weekStart)];
    if (!isAt((weekFrom(day, weekStart) - from) / 7 + 1, (to - from) / 7, byWeekNo)) return false;
  }
  if (byDay.length > 0) {
    const inMonth = freq === "MONTHLY" || byMonth.length > 0;
    const [nth, length] = inMonth ? [monthDay, monthLength] : [yearDay, yearLength];
    const isOne = byDay.some(
      ({ number, weekday }) =>
        weekday === weekdayOf(day) &&
        (number === 0 || (number > 0 ? Math.ceil(nth / 7) === number : Math.ceil((length - nth + 1) / 7) === -number)),
    );
    if (!isOne) return false;
  }
  if (byDay.length + byMonthDay.length + byYearDay.length > 0 || freq === "DAILY") return true;
  // What the rule leaves open is as it is on its first day.
  if (freq === "WEEKLY" || byWeekNo.length > 0) return weekdayOf(day) === weekdayOf(first);
  if (freq === "YEARLY" && byMonth.length === 0 && month !== start.month) return false;
  return monthDay === start.monthDay;
}

/** The dates of a rule from its first to `last`, found by asking every day. */
export function recurringDays(parts: Parts, first: string, last: string): string[] {
  const { freq, interval = 1, bySetPos = [] } = parts;
  const [from, to] = [Date.parse(first) / DAY_MS, Date.parse(last) / DAY_MS];
  const periods = new Map<number, number[]>();
  const margin = freq === "YEARLY" ? 373 : 31;
  for (let day = from - margin; day <= to + margin; day += 1) {
    if (!fits(day, from, parts)) continue;
    const period = periodOf(day, parts);
    periods.set(period, [...(periods.get(period) ?? []), day]);
  }
  const start = periodOf(from, parts);
  return [...periods]
    .filter(([period]) => (period - start) % interval === 0)
    .flatMap(([, days]) => (bySetPos.length === 0 ? days : days.filter((_, i) => isAt(i + 1, days.length, bySetPos))))
    .filter((day) => day >= from && day <= to)
    .map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10));
}

/** The rule as RFC 5545 writes it. */
export function textOf(parts: Parts): string {
  const list = (name: string, all: readonly (number | string)[] = []) =>
    all.length > 0 ? [`${name}=${all.join(",")}`] : [];
  return [
    `FREQ=${parts.freq}`,
    ...(parts.interval === undefined ? [] : [`INTERVAL=${parts.interval}`]),
    ...list("BYMONTH", parts.byMonth),
    ...list("BYWEEKNO", parts.byWeekNo),
    ...list("BYYEARDAY", parts.byYearDay),
    ...list("BYMONTHDAY", parts.byMonthDay),
    ...list(
      "BYDAY",
      parts.byDay?.map(({ number, weekday }) => `${number || ""}${WEEKDAYS[weekday - 1]}`),
    ),
    ...list("BYSETPOS", parts.bySetPos),
    ...(parts.weekStart === undefined ? [] : [`WKST=${WEEKDAYS[parts.weekStart - 1]}`]),
  ].join(";");
}

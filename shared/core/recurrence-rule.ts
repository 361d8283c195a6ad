import { fromString as instantFrom } from "temporal-polyfill/fns/Instant";
import { AppError } from "./errors.ts";
import type { Instant } from "./time.ts";

/** The longest text of a rule, in characters. */
export const RULE_LENGTH_LIMIT = 500;

const FREQUENCIES = ["YEARLY", "MONTHLY", "WEEKLY", "DAILY"] as const;
export type Frequency = (typeof FREQUENCIES)[number];
const FINER = ["HOURLY", "MINUTELY", "SECONDLY"];

/** A rule of RFC 5545 (3.3.10), with days as its smallest step. A list that was not given is empty. */
export interface RecurrenceRule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | undefined;
  readonly untilAt: Instant | undefined;
  /** Weekdays, some with a number: `MO`, `2SU`, `-1FR`. */
  readonly byDay: readonly string[];
  readonly byMonthDay: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byWeekNo: readonly number[];
  readonly byMonth: readonly number[];
  readonly bySetPos: readonly number[];
  readonly weekStart: string;
}

const TIMES = ["BYHOUR", "BYMINUTE", "BYSECOND"];
/** What stands beside a rule in a calendar, and is no part of one. */
const BESIDE = /\b(DTSTART|DTEND|DURATION|RDATE|EXDATE|EXRULE|RRULE|TZID)\b/;
const WEEKDAY = /^(MO|TU|WE|TH|FR|SA|SU)$/;
const NUMBERED = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/;
const UTC_TIME = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;
const KNOWN = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH"];

type Parts = ReadonlyMap<string, string>;

/**
 * @throws AppError `recurrence.malformed` and its neighbours: what is wrong with the text
 */
export function parseRule(text: string): RecurrenceRule {
  if (text.length > RULE_LENGTH_LIMIT) {
    throw new AppError("recurrence.rule_too_long", { facts: { length: text.length, limit: RULE_LENGTH_LIMIT } });
  }
  const parts = partsOf(text.trim().toUpperCase());
  const rule: RecurrenceRule = {
    frequency: frequencyOf(parts),
    interval: positive(parts, "INTERVAL") ?? 1,
    count: positive(parts, "COUNT"),
    untilAt: untilOf(parts),
    byDay: weekdaysOf(parts),
    byMonthDay: numbers(parts, "BYMONTHDAY", 31),
    byYearDay: numbers(parts, "BYYEARDAY", 366),
    byWeekNo: numbers(parts, "BYWEEKNO", 53),
    byMonth: numbers(parts, "BYMONTH", 12),
    bySetPos: numbers(parts, "BYSETPOS", 366),
    weekStart: weekStartOf(parts),
  };
  demandTogether(rule, parts);
  return rule;
}

const malformed = (part: string): AppError => new AppError("recurrence.malformed", { facts: { part } });
const written = (parts: Parts, name: string): AppError => malformed(`${name}=${parts.get(name) ?? ""}`);

function partsOf(text: string): Parts {
  const [beside] = BESIDE.exec(text) ?? [];
  if (beside !== undefined) throw new AppError("recurrence.not_only_a_rule", { facts: { part: beside } });
  const parts = new Map<string, string>();
  for (const part of text.split(";")) {
    const [, name = "", value = ""] = /^([A-Z]+)=(.+)$/.exec(part) ?? [];
    if (TIMES.includes(name)) throw new AppError("recurrence.sets_the_time", { facts: { part: name } });
    if (!(KNOWN.includes(name) || name === "BYSETPOS") || parts.has(name)) throw malformed(part);
    parts.set(name, value);
  }
  return parts;
}

function frequencyOf(parts: Parts): Frequency {
  const wanted = parts.get("FREQ") ?? "";
  if (FINER.includes(wanted)) throw new AppError("recurrence.too_fine", { facts: { frequency: wanted } });
  const frequency = FREQUENCIES.find((one) => one === wanted);
  if (!frequency) throw written(parts, "FREQ");
  return frequency;
}

function positive(parts: Parts, name: string): number | undefined {
  const text = parts.get(name);
  if (text === undefined) return undefined;
  if (!/^0*[1-9]\d*$/.test(text)) throw written(parts, name);
  return Number(text);
}

/** RFC 5545 wants it in UTC where the first start has a zone. */
function untilOf(parts: Parts): Instant | undefined {
  const text = parts.get("UNTIL");
  if (text === undefined) return undefined;
  const iso = text.replace(UTC_TIME, "$1-$2-$3T$4:$5:$6Z");
  try {
    if (iso !== text) return instantFrom(iso).epochMilliseconds;
  } catch {
    // No such date, or no such time of the day.
  }
  throw written(parts, "UNTIL");
}

function numbers(parts: Parts, name: string, most: number): number[] {
  const text = parts.get(name);
  if (text === undefined) return [];
  const all = text.split(",").map((one) => (/^[+-]?\d{1,3}$/.test(one) ? Number(one) : 0));
  const least = name === "BYMONTH" ? 1 : -most;
  if (all.some((one) => one === 0 || one < least || one > most)) throw written(parts, name);
  return unique(all);
}

function weekdaysOf(parts: Parts): string[] {
  const text = parts.get("BYDAY");
  if (text === undefined) return [];
  const all = text.split(",").map((one) => {
    const [, ordinal, weekday = ""] = NUMBERED.exec(one) ?? [];
    const number = ordinal === undefined ? "" : Number(ordinal);
    const isThere = weekday !== "" && (number === "" || (number !== 0 && Math.abs(number) <= 53));
    return isThere ? `${number}${weekday}` : "";
  });
  if (all.includes("")) throw written(parts, "BYDAY");
  return unique(all);
}

function weekStartOf(parts: Parts): string {
  const wanted = parts.get("WKST") ?? "MO";
  if (!WEEKDAY.test(wanted)) throw written(parts, "WKST");
  return wanted;
}

const unique = <T>(all: readonly T[]): T[] => [...new Set(all)];

export const isNumbered = (weekday: string): boolean => weekday.length > 2;

/** What RFC 5545 forbids side by side. */
function demandTogether({ frequency, byDay, byWeekNo, bySetPos }: RecurrenceRule, parts: Parts): void {
  const isYearly = frequency === "YEARLY";
  if (parts.has("COUNT") && parts.has("UNTIL")) throw written(parts, "UNTIL");
  if (parts.has("BYMONTHDAY") && frequency === "WEEKLY") throw written(parts, "BYMONTHDAY");
  if (parts.has("BYYEARDAY") && !isYearly) throw written(parts, "BYYEARDAY");
  if (parts.has("BYWEEKNO") && !isYearly) throw written(parts, "BYWEEKNO");
  const mayBeNumbered = frequency === "MONTHLY" || (isYearly && byWeekNo.length === 0);
  if (byDay.some(isNumbered) && !mayBeNumbered) throw written(parts, "BYDAY");
  const others = [...parts.keys()].filter((name) => name.startsWith("BY") && name !== "BYSETPOS");
  if (bySetPos.length > 0 && others.length === 0) throw written(parts, "BYSETPOS");
}

import { describe, expect, it } from "vitest";
import { type Parts, recurringDays, textOf } from "../testing/recurring-days.ts";
import { AppError, refusalIn } from "./errors.ts";
import { HORIZON_YEARS, OCCURRENCES_LIMIT, occurrencesOf } from "./recurrence.ts";
import { instantOf } from "./time.ts";

const SEED = 20_271_031;
const RULES = 150;
const TIMEOUT_MS = 60_000;

/** The same numbers at every run. */
function chanceFrom(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const within = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const either = (most: number) => (next() < 0.3 ? -1 : 1) * within(1, most);
  const some = <T>(most: number, one: () => T): T[] => Array.from({ length: within(1, most) }, one);
  const maybe = <T>(share: number, one: () => T): T | undefined => (next() < share ? one() : undefined);
  return { within, either, some, maybe };
}

type Chance = ReturnType<typeof chanceFrom>;

/** Any rule that RFC 5545 allows, of small numbers rather than of large ones. */
function anyRule(freq: Parts["freq"], { within, either, some, maybe }: Chance): Parts {
  const isYearly = freq === "YEARLY";
  const byWeekNo = isYearly ? maybe(0.25, () => some(3, () => either(53))) : undefined;
  const mayBeNumbered = freq === "MONTHLY" || (isYearly && !byWeekNo);
  const number = () => (mayBeNumbered && within(0, 1) === 1 ? either(isYearly && within(0, 1) === 1 ? 53 : 5) : 0);
  const lists = {
    byWeekNo,
    byYearDay: isYearly ? maybe(0.15, () => some(4, () => either(366))) : undefined,
    byMonth: maybe(0.3, () => some(3, () => within(1, 12))),
    byMonthDay: freq === "WEEKLY" ? undefined : maybe(0.35, () => some(4, () => either(within(0, 2) === 0 ? 3 : 31))),
    byDay: maybe(0.45, () => some(3, () => ({ number: number(), weekday: within(1, 7) }))),
  };
  const hasList = Object.values(lists).some((list) => list !== undefined);
  const rest = {
    interval: maybe(0.5, () => within(1, freq === "DAILY" ? 20 : 4)),
    bySetPos: hasList ? maybe(0.3, () => some(2, () => either(4))) : undefined,
    weekStart: maybe(0.4, () => within(1, 7)),
  };
  return { freq, ...definedOf({ ...lists, ...rest }) };
}

const definedOf = <T extends object>(all: T) =>
  Object.fromEntries(Object.entries(all).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
const horizonOf = (first: string): string => `${Number(first.slice(0, 4)) + HORIZON_YEARS}${first.slice(4)}`;

const daysOf = (parts: Parts, first: string): string[] => recurringDays(parts, first, horizonOf(first));

/** What the table of the RFC makes of a rule: its days, or what refuses it. */
function byTheTable(days: readonly string[], first: string): string {
  if (days.length === 0) return "recurrence.never_happens";
  if (days[0] !== first) return `recurrence.starts_elsewhere ${days[0]}`;
  return days.slice(0, OCCURRENCES_LIMIT).join();
}

function byOurs(parts: Parts, first: string, count: number): string {
  const rule = `${textOf(parts)};COUNT=${Math.min(OCCURRENCES_LIMIT, Math.max(1, count))}`;
  const ours = refusalIn(() => occurrencesOf(rule, instantOf(`${first}T10:00`, "UTC"), "UTC"));
  if (!(ours instanceof AppError)) return ours.map(({ localDate }) => localDate).join();
  return ours.code === "recurrence.starts_elsewhere" ? `${ours.code} ${ours.facts.first}` : ours.code;
}

/** Half of them begin on a day of their own, the others on any. */
function startOf(parts: Parts, { within }: Chance): string {
  const any = dayAfter("2027-01-01", within(0, 1500));
  return (within(0, 1) === 1 ? daysOf(parts, any)[0] : undefined) ?? any;
}

describe("any rule has the days that the table of RFC 5545 gives it, or is refused by name", () => {
  it.each(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"] as const)("FREQ=%s [BKG-08]", { timeout: TIMEOUT_MS }, (freq) => {
    const chance = chanceFrom(SEED);
    const wrong: string[] = [];
    let answered = 0;
    for (let nth = 0; nth < RULES; nth += 1) {
      const parts = anyRule(freq, chance);
      const first = startOf(parts, chance);
      const days = daysOf(parts, first);
      const ours = byOurs(parts, first, days.length);
      if (ours === "recurrence.not_supported") continue;
      answered += 1;
      if (ours !== byTheTable(days, first)) wrong.push(`${textOf(parts)} from ${first}`);
    }
    expect(wrong).toEqual([]);
    expect(answered).toBeGreaterThan(freq === "YEARLY" ? RULES / 2 : RULES - 1);
  });
});

describe("the table itself", () => {
  it.each([
    { rule: { freq: "YEARLY", byDay: [{ number: 20, weekday: 1 }] }, days: ["1997-05-19", "1998-05-18", "1999-05-17"] },
    {
      rule: { freq: "YEARLY", byWeekNo: [20], byDay: [{ number: 0, weekday: 1 }] },
      days: ["1997-05-12", "1998-05-11"],
    },
    {
      rule: { freq: "YEARLY", interval: 3, byYearDay: [1, 100, 200] },
      days: ["1997-01-01", "1997-04-10", "1997-07-19"],
    },
    { rule: { freq: "MONTHLY", byMonthDay: [-3] }, days: ["1997-09-28", "1997-10-29", "1997-11-28", "1997-12-29"] },
    { rule: { freq: "MONTHLY", interval: 2, byDay: [{ number: -1, weekday: 7 }] }, days: ["1997-09-28", "1997-11-30"] },
    {
      rule: { freq: "MONTHLY", byDay: [2, 3, 4].map((weekday) => ({ number: 0, weekday })), bySetPos: [3] },
      days: ["1997-09-04", "1997-10-07", "1997-11-06"],
    },
  ] satisfies { rule: Parts; days: string[] }[])("gives the RFC's own example its days: $days", ({ rule, days }) => {
    const [first = ""] = days;
    expect(recurringDays(rule, first, dayAfter(first, 1200)).slice(0, days.length)).toEqual(days);
  });
});

describe("a yearly rule that the library expands to other days", () => {
  it.each([
    { rule: "BYDAY=2SU;BYMONTHDAY=15", first: "2028-10-15", parts: "BYDAY + BYMONTHDAY" },
    { rule: "BYDAY=SU,17WE", first: "2028-04-02", parts: "BYDAY=SU,17WE" },
    { rule: "BYDAY=-53TH", first: "2027-01-07", parts: "BYDAY=-53TH" },
    { rule: "BYWEEKNO=48;BYMONTHDAY=1", first: "2029-12-01", parts: "BYWEEKNO + BYMONTHDAY" },
    { rule: "BYWEEKNO=-1;WKST=TU", first: "2028-01-03", parts: "BYWEEKNO + 2028-01-03" },
    { rule: "BYYEARDAY=158;BYMONTHDAY=7", first: "2027-06-07", parts: "BYYEARDAY + BYMONTHDAY" },
    { rule: "BYYEARDAY=158;BYDAY=MO", first: "2027-06-07", parts: "BYYEARDAY + BYDAY" },
    { rule: "BYYEARDAY=158;BYWEEKNO=23", first: "2027-06-07", parts: "BYYEARDAY + BYWEEKNO" },
  ])("is refused, and says which parts: $parts [BKG-08]", ({ rule, first, parts }) => {
    const at = instantOf(`${first}T10:00`, "UTC");
    expect(() => occurrencesOf(`FREQ=YEARLY;${rule};COUNT=3`, at, "UTC")).toThrow(
      expect.objectContaining({ code: "recurrence.not_supported", facts: { parts } }),
    );
  });

  it.each([
    { rule: "BYMONTH=10;BYDAY=3SU;BYMONTHDAY=15", days: ["2028-10-15", "2034-10-15"] },
    { rule: "BYMONTH=10;BYDAY=SU,3WE", days: ["2028-10-15", "2028-10-18"] },
    { rule: "BYMONTH=1,6;BYYEARDAY=7,158", days: ["2027-06-07", "2028-01-07"] },
  ])("is right, and taken, where it names its months: $rule", ({ rule, days }) => {
    const at = instantOf(`${days[0]}T10:00`, "UTC");
    const found = occurrencesOf(`FREQ=YEARLY;${rule};COUNT=2`, at, "UTC");
    expect(found.map(({ localDate }) => localDate)).toEqual(days);
  });
});

import { describe, expect, it } from "vitest";
import { AppError } from "#shared/core/errors";
import { hours, toIso, wallTimeOf } from "#shared/core/time";
import { inMadrid } from "#shared/testing/bookings";
import { isSkipped, type Occurrence, refused, report, seriesOf, whichOf } from "./series.ts";

const MADRID = "Europe/Madrid";
const wish = (from: string, until: string) => ({ startAt: inMadrid(from), endAt: inMadrid(until) });
const clocks = (wanted: { startAt: number; endAt: number }, rule: string) =>
  seriesOf(wanted, rule, MADRID).map((one) =>
    isSkipped(one)
      ? `${one.localDate} ${one.skipped.code}`
      : `${wallTimeOf(one.startAt, MADRID)}–${wallTimeOf(one.endAt, MADRID).slice(11)}`,
  );

describe("a series", () => {
  it("has the wished booking first, and one for each further day of the rule [BKG-08]", () => {
    const wanted = wish("2027-06-07T10:00", "2027-06-07T12:00");
    const series = seriesOf(wanted, "FREQ=WEEKLY;COUNT=8", MADRID);
    expect(series.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(series[0]).toEqual({ position: 1, localDate: "2027-06-07", ...wanted });
    expect(series[7]).toEqual({
      ...{ position: 8, localDate: "2027-07-26" },
      ...wish("2027-07-26T10:00", "2027-07-26T12:00"),
    });
  });

  it.each([
    { day: "of 23 hours", start: "2027-03-27", long: 4 },
    { day: "of 25 hours", start: "2027-10-30", long: 6 },
  ])("keeps both its times by the clock on a day $day [BKG-22]", ({ start, long }) => {
    const wanted = wish(`${start}T00:30`, `${start}T05:30`);
    expect(clocks(wanted, "FREQ=DAILY;COUNT=3").map((one) => one.slice(11))).toEqual(
      Array.from({ length: 3 }, () => "00:30:00–05:30:00"),
    );
    const [, changed] = seriesOf(wanted, "FREQ=DAILY;COUNT=3", MADRID);
    expect(changed && !isSkipped(changed) && changed.endAt - changed.startAt).toBe(hours(long));
  });

  it("runs over midnight and keeps its seconds", () => {
    expect(clocks(wish("2027-06-07T23:00:30", "2027-06-08T01:15:45"), "FREQ=DAILY;COUNT=2")).toEqual([
      "2027-06-07T23:00:30–01:15:45",
      "2027-06-08T23:00:30–01:15:45",
    ]);
  });

  it.each([
    { what: "its start", from: "2027-03-27T02:30", until: "2027-03-27T04:00", time: "2027-03-28T02:30:00" },
    { what: "its end", from: "2027-03-27T01:00", until: "2027-03-27T02:30", time: "2027-03-28T02:30:00" },
  ])("names the day on which the clock skips $what, and takes none in its place [BKG-22]", ({ from, until, time }) => {
    const series = seriesOf(wish(from, until), "FREQ=DAILY;UNTIL=20270329T220000Z", MADRID);
    expect(series.map(isSkipped)).toEqual([false, true, false]);
    expect(series[1]).toMatchObject({
      ...{ position: 2, localDate: "2027-03-28" },
      skipped: { code: "time.skipped", facts: { time, timeZone: MADRID } },
    });
  });

  it("passes on why a rule is none to book by", () => {
    expect(() => seriesOf(wish("2027-06-07T10:00", "2027-06-07T12:00"), "FREQ=WEEKLY", MADRID)).toThrow(
      expect.objectContaining({ code: "recurrence.endless" }),
    );
  });
});

describe("a change of one booking of a series", () => {
  const bookings = [1, 2, 4, 5].map((position) => ({ position }));
  it.each([
    { scope: "this", from: 4, means: [4] },
    { scope: "following", from: 4, means: [4, 5] },
    { scope: "following", from: 1, means: [1, 2, 4, 5] },
    { scope: "all", from: 4, means: [1, 2, 4, 5] },
    { scope: "this", from: 3, means: [] },
  ] as const)("means $means when it is of $scope from $from [BKG-08]", ({ scope, from, means }) => {
    expect(whichOf(scope, bookings, from).map(({ position }) => position)).toEqual(means);
  });
});

it("a series of eight with one that is refused reports seven, and the rule and numbers of the eighth [BKG-08]", () => {
  const series = seriesOf(wish("2027-06-07T10:00", "2027-06-07T12:00"), "FREQ=WEEKLY;COUNT=8", MADRID);
  const all = series.filter((one): one is Occurrence => !isSkipped(one));
  const [third, rest] = [all.filter(({ position }) => position === 3), all.filter(({ position }) => position !== 3)];
  const why = new AppError("resource.blocked", { facts: { reason: "New floor" } });
  expect(
    report(
      rest,
      third.map((one) => refused(one, why)),
    ),
  ).toEqual({
    count: 8,
    made: 7,
    skipped: [{ position: 3, localDate: "2027-06-21", code: "resource.blocked", facts: { reason: "New floor" } }],
  });
  const missed = seriesOf(wish("2027-03-27T02:30", "2027-03-27T04:00"), "FREQ=DAILY;COUNT=2", MADRID).filter(isSkipped);
  expect(report([], missed).skipped).toEqual([
    {
      ...{ position: 2, localDate: "2027-03-28", code: "time.skipped" },
      facts: { time: "2027-03-28T02:30:00", timeZone: MADRID },
    },
  ]);
  expect(toIso(rest[0]?.startAt ?? 0)).toBe("2027-06-07T08:00:00.000Z");
});

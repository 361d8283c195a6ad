import { describe, expect, it } from "vitest";
import { AppError, type Facts } from "#shared/core/errors";
import { hours, wallTimeOf } from "#shared/core/time";
import { inMadrid } from "#shared/testing/bookings";
import { demandFits, isSkipped, refused, seriesOf, whichOf } from "./series.ts";

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
      skipped: { code: "time.skipped", facts: { time, timeZone: MADRID, nextTime: "2027-03-28T03:00:00" } },
    });
  });

  it("passes on why a rule is none to book by", () => {
    expect(() => seriesOf(wish("2027-06-07T10:00", "2027-06-07T12:00"), "FREQ=WEEKLY", MADRID)).toThrow(
      expect.objectContaining({ code: "recurrence.endless" }),
    );
  });
});

describe("a change of one booking of a series", () => {
  const bookings = [1, 2, 4, 5].map((seriesPosition) => ({ seriesPosition }));
  it.each([
    { scope: "this", from: 4, means: [4] },
    { scope: "following", from: 4, means: [4, 5] },
    { scope: "following", from: 1, means: [1, 2, 4, 5] },
    { scope: "all", from: 4, means: [1, 2, 4, 5] },
    { scope: "this", from: 3, means: [] },
  ] as const)("means $means when it is of $scope from $from [BKG-08]", ({ scope, from, means }) => {
    expect(whichOf(scope, bookings, from).map(({ seriesPosition }) => seriesPosition)).toEqual(means);
  });
});

describe("a series that does not fit", () => {
  const why = new AppError("resource.blocked", { facts: { reason: "New floor" } });
  const one = refused({ position: 3, localDate: "2027-06-21" }, why);

  it("is none where it must be whole, or nothing is left of it: the first in the way is named [BKG-08]", () => {
    const facts = { conflicts: 1, position: 3, localDate: "2027-06-21", rule: "resource.blocked" };
    const conflict = (more: Facts) =>
      expect.objectContaining({ code: "series.conflict", facts: { ...facts, "rule.reason": "New floor", ...more } });
    expect(() => demandFits("fail", { count: 8, left: 7 }, [one])).toThrow(conflict({ count: 8, left: 7 }));
    expect(() => demandFits("skip", { count: 1, left: 0 }, [one])).toThrow(conflict({ count: 1, left: 0 }));
  });

  it("is what is left of it otherwise", () => {
    expect(() => demandFits("skip", { count: 8, left: 7 }, [one])).not.toThrow();
    expect(() => demandFits("fail", { count: 8, left: 8 }, [])).not.toThrow();
  });
});

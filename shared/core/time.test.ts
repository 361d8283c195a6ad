import { describe, expect, it } from "vitest";
import {
  daysBetween,
  hours,
  instantOf,
  isTimeZone,
  localDates,
  minutes,
  startOfDay,
  toIso,
  wallClock,
  wallTimeLater,
} from "./time.ts";

const MADRID = "Europe/Madrid";

describe("a wall time in a zone", () => {
  it("is the first of the two in a doubled hour", () => {
    expect(toIso(instantOf("2026-10-25T02:30", MADRID))).toBe("2026-10-25T00:30:00.000Z");
  });

  it("is refused in a skipped hour, by name and numbers", () => {
    expect(() => instantOf("2026-03-29T02:30", MADRID)).toThrow(
      expect.objectContaining({ code: "time.skipped", facts: { time: "2026-03-29T02:30", timeZone: MADRID } }),
    );
  });

  it("comes back from the clock on the wall", () => {
    expect(wallClock(instantOf("2026-07-04T18:45", MADRID), MADRID)).toEqual({
      date: "2026-07-04",
      weekday: 6,
      minute: 1125,
    });
  });
});

describe("a wall time that is moved", () => {
  it.each([
    { by: { days: 1 }, is: "2026-03-29T02:30:00" },
    { by: { days: -28 }, is: "2026-02-28T02:30:00" },
    { by: { minutes: 1440 }, is: "2026-03-29T02:30:00" },
    { by: { days: 1, minutes: -180 }, is: "2026-03-28T23:30:00" },
  ])("goes by $by, whatever the clock of a zone does on that day [BKG-22]", ({ by, is }) => {
    expect(wallTimeLater("2026-03-28T02:30", by)).toBe(is);
  });
});

describe("a local day", () => {
  it("is so many days after another", () => {
    expect(daysBetween("2026-03-28", "2026-04-01")).toBe(4);
    expect(daysBetween("2028-03-01", "2028-02-28")).toBe(-2);
  });

  it.each([
    { date: "2026-03-29", next: "2026-03-30", long: 23 },
    { date: "2026-10-25", next: "2026-10-26", long: 25 },
    { date: "2026-06-01", next: "2026-06-02", long: 24 },
  ])("of $date has $long hours", ({ date, next, long }) => {
    expect(startOfDay(next, MADRID) - startOfDay(date, MADRID)).toBe(hours(long));
  });

  it("is counted by the zone's own midnight", () => {
    const evening = instantOf("2026-06-01T23:30", MADRID);
    expect(localDates(evening, evening + minutes(60), MADRID)).toEqual(["2026-06-01", "2026-06-02"]);
    expect(localDates(evening, evening + minutes(60), "America/New_York")).toEqual(["2026-06-01"]);
  });
});

it.each([
  ["Europe/Madrid", true],
  ["UTC", true],
  ["Mars/Olympus", false],
  ["", false],
  ["+02:00", false],
])("takes %j as a time zone: %s", (text, known) => {
  expect(isTimeZone(text)).toBe(known);
});

import { describe, expect, it } from "vitest";
import {
  around,
  daysBetween,
  hours,
  instantBy,
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
      expect.objectContaining({
        code: "time.skipped",
        facts: { time: "2026-03-29T02:30", timeZone: MADRID, nextTime: "2026-03-29T03:00:00" },
      }),
    );
  });

  it.each([
    { zone: "Australia/Lord_Howe", skipped: "2027-10-03T02:15", goesOn: "2027-10-03T02:30:00" },
    { zone: "Africa/Cairo", skipped: "2027-04-30T00:00", goesOn: "2027-04-30T01:00:00" },
    { zone: "Pacific/Apia", skipped: "2011-12-30T10:00", goesOn: "2011-12-31T00:00:00" },
  ])(
    "is refused with what the clock of $zone shows next, be it half an hour, midnight or a day that it skips [BKG-22]",
    ({ zone, skipped, goesOn }) => {
      expect(() => instantOf(skipped, zone)).toThrow(
        expect.objectContaining({ facts: { time: skipped, timeZone: zone, nextTime: goesOn } }),
      );
      expect(() => instantOf(goesOn, zone)).not.toThrow();
    },
  );

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

describe("a time that is said as an instant or by the clock of a zone", () => {
  const MARCH = Date.UTC(2026, 2, 28, 1, 30);

  it.each([
    { said: MARCH, zone: MADRID, is: "2026-03-28T01:30:00.000Z" },
    { said: "2026-03-28T02:30:00", zone: MADRID, is: "2026-03-28T01:30:00.000Z" },
    { said: "2026-10-25T02:30:00", zone: MADRID, is: "2026-10-25T00:30:00.000Z" },
    { said: "2027-04-04T01:45:00", zone: "Australia/Lord_Howe", is: "2027-04-03T14:45:00.000Z" },
    { said: "2026-03-29T02:30:00", zone: "Asia/Kolkata", is: "2026-03-28T21:00:00.000Z" },
  ])("is, as $said in $zone, $is [BKG-22]", ({ said, zone, is }) => expect(toIso(instantBy(said, zone))).toBe(is));

  it.each(["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", MADRID, "UTC"])(
    "lies where it is looked for before the zone is known: %s [BKG-22]",
    (zone) => {
      const said = "2026-06-30T23:59:59";
      const { from, until } = around(said);
      expect(instantBy(said, zone)).toBeGreaterThanOrEqual(from);
      expect(instantBy(said, zone)).toBeLessThanOrEqual(until);
      expect(around(MARCH)).toEqual({ from: MARCH, until: MARCH });
    },
  );
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

import { describe, expect, it } from "vitest";
import { hours } from "#shared/core/time";
import { BOOKING, inMadrid, TEN } from "#shared/testing/bookings";
import { addHoliday, countOn, HOLIDAYS_LIMIT, type Holiday, renameHoliday } from "./holiday.ts";

const TODAY = "2027-06-01";
const ids = { id: "hol_01KAR5V3M8Q2Z7X4N6P0W9T1DC", buildingId: BOOKING.buildingId } as const;
const add = (date: string, sameYear: readonly Holiday[] = []) =>
  addHoliday({ ...ids, date, name: "Fiesta" }, sameYear, TODAY, 1);

describe("a holiday", () => {
  it.each(["2026-01-01", "2027-06-01", "2028-02-29", "2032-12-31"])("may be %s [BKG-14]", (date) => {
    expect(add(date)).toEqual({ ...ids, date, name: "Fiesta", createdAt: 1, updatedAt: 1, version: 1 });
  });

  it.each(["2025-12-31", "2033-01-01", "0000-01-01", "9999-12-31"])("may not be %s [BKG-14]", (date) => {
    const facts = { date, first: "2026-01-01", last: "2032-12-31" };
    expect(() => add(date)).toThrow(expect.objectContaining({ code: "holiday.out_of_range", facts }));
  });

  it("is of a date once, and of a year a hundred times [BKG-14]", () => {
    const many = Array.from({ length: HOLIDAYS_LIMIT - 1 }, () => add("2027-06-05"));
    const facts = { date: "2027-06-05", name: "Fiesta", holidayId: ids.id };
    expect(() => add("2027-06-05", many)).toThrow(expect.objectContaining({ code: "holiday.date_taken", facts }));
    expect(add("2027-06-06", many).date).toBe("2027-06-06");
    expect(() => add("2027-06-06", [...many, add("2027-06-07")])).toThrow(
      expect.objectContaining({ code: "holiday.too_many", facts: { year: 2027, limit: 100 } }),
    );
  });

  it("gets another name, and with the same one nothing [BKG-14]", () => {
    const before = add("2027-06-05");
    expect(renameHoliday(before, "Feria", 2)).toEqual({ ...before, name: "Feria", updatedAt: 2, version: 2 });
    expect(renameHoliday(before, "Fiesta", 2)).toBe(before);
  });

  it("has the bookings that touch its date, each by its own clock [BKG-14] [BKG-22]", () => {
    const from = (startAt: number, long: number, timeZone = "Europe/Madrid") => ({
      ...{ startAt, endAt: startAt + hours(long), timeZone },
    });
    const midnight = inMadrid("2027-06-05T00:00");
    const on = [
      from(TEN, 1),
      from(midnight - hours(1), 2),
      from(midnight + hours(23), 24),
      from(midnight - hours(48), 96),
    ];
    const beside = [from(midnight - hours(2), 2), from(midnight + hours(24), 1)];
    const there = [from(TEN - hours(4), 1, "America/Los_Angeles"), from(TEN, 1, "America/Los_Angeles")];
    expect(countOn("2027-06-05", [...on, ...beside, ...there])).toBe(on.length + 1);
  });
});

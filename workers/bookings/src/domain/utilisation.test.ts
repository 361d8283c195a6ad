import { describe, expect, it } from "vitest";
import { hours, type Instant, minutes } from "#shared/core/time";
import type { BookingStatus } from "#shared/core/vocabulary";
import { everyDay, inMadrid, TERRACE } from "#shared/testing/bookings";
import { type HeatCell, utilisationOf } from "./utilisation.ts";

/** A Saturday; the terrace is open from 10 to 22. */
const SATURDAY = { from: "2027-06-05", to: "2027-06-05" };
const at = (clock: string) => inMadrid(`2027-06-05T${clock}`);
const booked = (startAt: Instant, long: number, status: BookingStatus = "confirmed") => ({
  startAt,
  endAt: startAt + hours(long),
  status,
});
const cell = (heat: readonly HeatCell[], weekday: number, hour: number) =>
  heat.find((one) => one.weekday === weekday && one.hour === hour);

describe("the use of a resource", () => {
  it("is the share of its open time that somebody had [BKG-17]", () => {
    const told = utilisationOf(TERRACE, SATURDAY, [booked(at("10:00"), 2), booked(at("15:30"), 1, "checked_in")]);
    expect(told).toMatchObject({ openMinutes: 720, bookedMinutes: 180, ratio: 0.25, bookings: 2, cancelled: 0 });
    expect(told.heat).toHaveLength(12);
    expect([10, 11, 12, 15, 16].map((hour) => cell(told.heat, 6, hour)?.bookedMinutes)).toEqual([60, 60, 0, 30, 30]);
    expect(cell(told.heat, 6, 15)).toEqual({ weekday: 6, hour: 15, openMinutes: 60, bookedMinutes: 30, ratio: 0.5 });
    expect(cell(told.heat, 6, 22)).toBeUndefined();
  });

  it.each([
    {
      what: "counts a time once, however many have it",
      some: [booked(at("10:00"), 2), booked(at("11:00"), 2)],
      long: 180,
    },
    { what: "counts no hold", some: [booked(at("10:00"), 1, "held")], long: 0 },
    { what: "counts nothing that lapsed", some: [booked(at("10:00"), 1, "lapsed")], long: 0 },
    { what: "counts no time outside the opening hours", some: [booked(at("21:00"), 3)], long: 60 },
    { what: "counts what began the day before", some: [booked(at("10:00") - hours(12), 13)], long: 60 },
  ])("$what [BKG-17]", ({ some, long }) => {
    expect(utilisationOf(TERRACE, SATURDAY, some).bookedMinutes).toBe(long);
  });

  it("counts what begins on the dates, and what was given up apart [BKG-17]", () => {
    const told = utilisationOf(TERRACE, SATURDAY, [
      booked(at("10:00"), 1, "cancelled"),
      booked(at("12:00"), 1, "no_show"),
      booked(at("10:00"), 1),
      booked(at("00:00") - 1, 12),
      booked(at("00:00") + hours(24), 1),
      booked(at("00:00") - hours(1), 1, "cancelled"),
    ]);
    expect([told.bookings, told.cancelled, told.missed]).toEqual([1, 1, 1]);
  });

  it.each([
    { date: "2027-03-28", long: 23, hour: 2, open: undefined },
    { date: "2027-10-31", long: 25, hour: 2, open: 120 },
    { date: "2027-06-06", long: 24, hour: 2, open: 60 },
  ])("has $long hours on $date [BKG-17]", ({ date, long, hour, open }) => {
    const always = { ...TERRACE, openings: everyDay(0, 1440) };
    const told = utilisationOf(always, { from: date, to: date }, [booked(inMadrid(`${date}T00:00`), long)]);
    expect([told.openMinutes, told.bookedMinutes, told.ratio]).toEqual([long * 60, long * 60, 1]);
    expect(cell(told.heat, 7, hour)?.openMinutes).toBe(open);
  });

  it("adds up the same weekday and hour of several weeks, and never more than was open [BKG-17]", () => {
    const dates = { from: "2027-05-31", to: "2027-08-30" };
    const told = utilisationOf(TERRACE, dates, [
      booked(at("10:00"), 1),
      booked(at("10:00") + hours(24 * 7), 1),
      booked(at("10:00") + hours(24 * 7) + minutes(30), 1),
    ]);
    expect(cell(told.heat, 6, 10)).toMatchObject({ openMinutes: 13 * 60, bookedMinutes: 120 });
    expect(told.heat.reduce((all, one) => all + one.openMinutes, 0)).toBe(92 * 720);
    expect(told.heat.every(({ openMinutes, bookedMinutes }) => bookedMinutes <= openMinutes)).toBe(true);
  });

  it("goes by the hours of a date that has its own, and of one that is closed there are none [BKG-17]", () => {
    const exceptions = [{ date: "2027-06-05", openings: [{ from: 600, until: 690 }], reason: null }];
    const short = utilisationOf({ ...TERRACE, exceptions }, SATURDAY, [booked(at("10:00"), 1)]);
    expect([short.openMinutes, short.bookedMinutes]).toEqual([90, 60]);
    const closed = [{ date: "2027-06-05", openings: [], reason: "Fiesta" }];
    const none = utilisationOf({ ...TERRACE, exceptions: closed }, SATURDAY, [booked(at("10:00"), 1)]);
    expect(none).toMatchObject({ openMinutes: 0, bookedMinutes: 0, ratio: 0, heat: [] });
  });

  it("cuts its hours by a clock that is half an hour beside the others [BKG-17]", () => {
    const there = { ...TERRACE, timeZone: "Asia/Kolkata", openings: everyDay(615, 735) };
    expect(utilisationOf(there, SATURDAY, []).heat.map(({ hour, openMinutes }) => [hour, openMinutes])).toEqual([
      [10, 45],
      [11, 60],
      [12, 15],
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { days, hours, toIso } from "#shared/core/time";
import { inMadrid, occupied, TEN, TERRACE } from "#shared/testing/bookings";
import { demandDates, nextFree, slotsOf, windowOf } from "./slots.ts";

const SATURDAY = { from: "2027-06-05", to: "2027-06-05" };
/** Saturdays from 10 to 13, for three. */
const gym = { ...TERRACE, capacity: 3, openings: [{ weekday: 6, from: 600, until: 780 }] };
const seated = (from: number, length: number, attendees = 1) => ({
  startAt: TEN + hours(from),
  endAt: TEN + hours(from + length),
  attendees,
});

describe("slots", () => {
  it("say how many seats are left in each [BKG-06]", () => {
    const taken = [seated(0, 1, 3), seated(1, 2), seated(2, 1)];
    expect(slotsOf(gym, SATURDAY, { taken, closed: [] }, 0).map(({ free }) => free)).toEqual([0, 2, 1]);
  });

  it("are still ahead", () => {
    expect(slotsOf(gym, SATURDAY, occupied(), TEN + 1).map(({ startAt }) => startAt)).toEqual([
      TEN + hours(1),
      TEN + hours(2),
    ]);
  });

  it("are there on every date that was asked for, both ends included", () => {
    expect(slotsOf(gym, { from: "2027-06-05", to: "2027-06-12" }, occupied(), 0)).toHaveLength(6);
    expect(slotsOf(gym, { from: "2027-06-06", to: "2027-06-11" }, occupied(), 0)).toEqual([]);
  });

  it("are none where nothing can be booked [BKG-01]", () => {
    expect(slotsOf({ ...gym, status: "blocked", statusReason: "Rain" }, SATURDAY, occupied(), 0)).toEqual([]);
    expect(slotsOf({ ...gym, status: "withdrawn" }, SATURDAY, occupied(), 0)).toEqual([]);
  });

  it("never have less than no seat, even after the capacity was lowered", () => {
    expect(slotsOf(gym, SATURDAY, occupied(seated(0, 3, 5)), 0).map(({ free }) => free)).toEqual([0, 0, 0]);
  });
});

describe("a question about slots", () => {
  it.each([
    { from: "2027-06-05", to: "2027-06-04", code: "slots.range_backwards" },
    { from: "2027-06-01", to: "2027-09-01", code: "slots.range_too_long" },
  ])("is refused: $code", ({ code, ...dates }) =>
    expect(() => demandDates(dates)).toThrow(expect.objectContaining({ code })),
  );

  it("may span 92 dates", () => expect(demandDates({ from: "2027-06-01", to: "2027-08-31" })).toBeUndefined());

  it.each(["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Madrid"])(
    "looks at all of its dates in %s",
    (timeZone) => {
      const window = windowOf(SATURDAY);
      const long = {
        ...gym,
        timeZone,
        slotMinutes: 1440,
        openings: [6, 7].map((weekday) => ({ weekday, from: 0, until: 1440 })),
      };
      for (const slot of slotsOf(long, SATURDAY, occupied(), 0)) {
        expect(slot.startAt).toBeGreaterThan(window.startAt);
        expect(slot.endAt).toBeLessThan(window.endAt);
      }
    },
  );
});

describe("the next free time [BKG-04]", () => {
  const wish = seated(0, 1, 2);
  const within = TEN + days(8);

  it.each([
    { what: "the one right after", taken: [seated(0, 1, 2)], next: "2027-06-05T11:00" },
    { what: "where as many find room", taken: [seated(0, 1, 3), seated(1, 1, 2)], next: "2027-06-05T12:00" },
    { what: "on the next open day", taken: [seated(0, 3, 2)], next: "2027-06-12T10:00" },
  ])("is $what", ({ taken, next }) =>
    expect(toIso(nextFree(gym, wish, { taken, closed: [] }, within)?.startAt ?? 0)).toBe(toIso(inMadrid(next))),
  );

  it("is on no holiday on which it is closed [BKG-14]", () => {
    const closed = { ...gym, holidayOpenings: [], holidays: [{ date: "2027-06-12", name: "Fiesta" }] };
    expect(toIso(nextFree(closed, wish, occupied(seated(0, 3, 2)), TEN + days(15))?.startAt ?? 0)).toBe(
      toIso(inMadrid("2027-06-19T10:00")),
    );
  });

  it("is as long as what was asked for", () => {
    const long = { ...wish, endAt: TEN + hours(2) };
    expect(nextFree(gym, long, occupied(seated(0, 1, 2)), within)).toEqual({
      startAt: TEN + hours(1),
      endAt: TEN + hours(3),
    });
  });

  it("is none where there is none nearby", () => {
    expect(nextFree(gym, wish, occupied(seated(0, 3, 2)), TEN + days(6))).toBeUndefined();
  });
});

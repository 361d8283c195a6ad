import { describe, expect, it } from "vitest";
import { days, hours, minutes, toIso } from "#shared/core/time";
import { BOOKING_STATUSES, type BookingStatus } from "#shared/core/vocabulary";
import { BOOKING, TEN, TERRACE } from "#shared/testing/bookings";
import { checkIn, checkOut, demandNotBarred, excuse, miss, overstayMinutes } from "./attendance.ts";
import type { Booking } from "./booking.ts";

const NOT_ASKED = { asked: null, code: null, position: null };
const as = (status: BookingStatus, more: Partial<Booking> = {}): Booking => ({ ...BOOKING, status, ...more });
const refused = (code: string) => expect.objectContaining({ code });

describe("checking in", () => {
  it.each([
    { when: "a quarter of an hour before the start", at: TEN - minutes(15) },
    { when: "at the last moment", at: TEN + hours(2) - 1 },
  ])("is possible $when [BKG-13]", ({ at }) => {
    const { booking, events } = checkIn(BOOKING, NOT_ASKED, at);
    expect(booking).toMatchObject({ status: "checked_in", version: 2 });
    expect(events).toMatchObject([{ type: "booking.checked_in", version: 2 }]);
  });

  it.each([
    { what: "too early", at: TEN - minutes(15) - 1, more: {} },
    { what: "at its end", at: TEN + hours(2), more: {} },
    { what: "past the time to be there", at: TEN + minutes(15), more: { checkInUntil: TEN + minutes(15) } },
  ])("is refused $what [BKG-13]", ({ at, more }) =>
    expect(() => checkIn(as("confirmed", more), NOT_ASKED, at)).toThrow(refused("booking.check_in_closed")),
  );

  it.each(BOOKING_STATUSES.filter((status) => status !== "confirmed"))("is refused from %s", (status) =>
    expect(() => checkIn(as(status), NOT_ASKED, TEN)).toThrow(refused("booking.not_confirmed")),
  );

  it("needs what is written at the door, where something is [BKG-13]", () => {
    const asked = { ...TERRACE, checkInCode: "blue-door-7" };
    for (const code of [null, "", "blue-door-8"])
      expect(() => checkIn(BOOKING, { ...NOT_ASKED, asked, code }, TEN)).toThrow(
        refused("booking.wrong_check_in_code"),
      );
    const { booking } = checkIn(BOOKING, { ...NOT_ASKED, asked, code: asked.checkInCode }, TEN);
    expect(booking.status).toBe("checked_in");
  });
});

describe("checking out", () => {
  it("ends it, and says nothing [BKG-13]", () => {
    expect(checkOut(as("checked_in"), TEN + 1)).toMatchObject({ booking: { status: "checked_out" }, events: [] });
  });

  it.each(BOOKING_STATUSES.filter((status) => status !== "checked_in"))("is refused from %s", (status) =>
    expect(() => checkOut(as(status), TEN)).toThrow(refused("booking.not_checked_in")),
  );

  it("is missed where somebody stays past the end [BKG-13]", () => {
    expect(overstayMinutes(as("checked_in"), BOOKING.endAt)).toBe(0);
    expect(overstayMinutes(as("checked_in"), BOOKING.endAt + minutes(7) + 1)).toBe(7);
    expect(overstayMinutes(as("checked_out"), BOOKING.endAt + minutes(7))).toBe(0);
  });
});

describe("a missed booking", () => {
  it("is marked, and said [BKG-13]", () => {
    const { booking, events } = miss(BOOKING, TEN);
    expect(booking).toMatchObject({ status: "no_show", marked: true });
    expect(events).toMatchObject([{ type: "booking.no_show" }]);
  });

  it("counts no more once the house excused it [BKG-12]", () => {
    const { booking } = excuse(miss(BOOKING, TEN).booking, "The lift was broken", TEN);
    expect(booking).toMatchObject({ status: "no_show", marked: false, reason: "The lift was broken" });
    expect(() => excuse(booking, "Again", TEN)).toThrow(refused("booking.not_marked"));
  });

  it("bars from booking, of so many within so many days, until the oldest of them is long enough ago [BKG-12]", () => {
    const rule = { most: 2, days: 30 };
    const marks = [TEN - days(1), TEN - days(20), TEN - days(40)];
    expect(() => demandNotBarred(rule, marks, TEN)).toThrow(
      expect.objectContaining({
        code: "booking.barred",
        facts: { most: 2, days: 30, missed: 2, until: toIso(TEN + days(10)) },
      }),
    );
    expect(() => demandNotBarred(rule, marks, TEN + days(10))).not.toThrow();
    expect(() => demandNotBarred({ most: 3, days: 30 }, marks, TEN)).not.toThrow();
    expect(() => demandNotBarred(null, marks, TEN)).not.toThrow();
  });
});

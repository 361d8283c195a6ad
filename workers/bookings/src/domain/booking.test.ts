import { describe, expect, it } from "vitest";
import { hours, minutes } from "#shared/core/time";
import type { BookingStatus } from "#shared/core/vocabulary";
import { BOOKING, TEN, TERRACE } from "#shared/testing/bookings";
import { type Booking, bookTime, cancel, checkIn, confirm, isLive, lapse } from "./booking.ts";

const BEFORE = TEN - hours(24);
const HELD: Booking = { ...BOOKING, status: "held", holdUntil: BEFORE + minutes(5) };
const as = (status: BookingStatus): Booking => (status === "held" ? HELD : { ...BOOKING, status });
const { id, userId, unitId, requestKey } = BOOKING;
const whose = { id, userId, unitId, requestKey };
const wish = { startAt: TEN, endAt: TEN + hours(2), attendees: 4, hold: false, accessories: [], termsVersion: null };

describe("a time that is booked", () => {
  it("is confirmed, and said once", () => {
    const { booking, events } = bookTime(TERRACE, wish, whose, null, BEFORE);
    expect(booking).toMatchObject({ status: "confirmed", holdUntil: null, version: 1, resourceName: "Roof terrace" });
    expect(events).toMatchObject([
      {
        type: "booking.created",
        subject: id,
        building: TERRACE.buildingId,
        version: 1,
        data: { userId, startAt: TEN },
      },
    ]);
  });

  it("is a hold where the calendar said until when, and says nothing", () => {
    const { booking, events } = bookTime(TERRACE, { ...wish, hold: true }, whose, HELD.holdUntil, BEFORE);
    expect(booking).toMatchObject({ status: "held", holdUntil: HELD.holdUntil });
    expect(events).toEqual([]);
  });
});

describe("a step a booking can take", () => {
  it.each([
    { step: "confirm", from: HELD, take: confirm, to: "confirmed", says: ["booking.created"] },
    { step: "lapse", from: HELD, take: lapse, to: "lapsed", says: [] },
    { step: "cancel", from: HELD, take: cancelled, to: "cancelled", says: [] },
    { step: "cancel", from: BOOKING, take: cancelled, to: "cancelled", says: ["booking.cancelled"] },
  ])("from $from.status: $step → $to, saying $says", ({ from, take, to, says }) => {
    const { booking, events } = take(from, BEFORE);
    expect(booking).toMatchObject({ status: to, holdUntil: null, version: 2, updatedAt: BEFORE });
    expect(events.map(({ type }) => type)).toEqual(says);
  });

  it.each([
    { when: "a quarter of an hour before the start", at: TEN - minutes(15) },
    { when: "at the last moment", at: TEN + hours(2) - 1 },
  ])("from confirmed: check in → checked_in, $when [BKG-13]", ({ at }) => {
    const { booking, events } = checkIn(BOOKING, at);
    expect(booking).toMatchObject({ status: "checked_in", version: 2 });
    expect(events).toMatchObject([{ type: "booking.checked_in", version: 2 }]);
  });

  it("says why it is given up [BKG-18]", () => {
    for (const cause of ["person", "staff", "moved_out"] as const) {
      expect(cancel(BOOKING, cause, BEFORE).events).toMatchObject([{ data: { cause, bookingId: id } }]);
    }
  });
});

describe("a step a booking cannot take is refused", () => {
  it.each([
    { step: "confirm", from: "confirmed", take: confirm, code: "booking.not_held" },
    { step: "confirm", from: "checked_in", take: confirm, code: "booking.not_held" },
    { step: "confirm", from: "cancelled", take: confirm, code: "booking.not_held" },
    { step: "confirm", from: "lapsed", take: confirm, code: "booking.lapsed" },
    { step: "cancel", from: "checked_in", take: cancelled, code: "booking.not_open" },
    { step: "cancel", from: "cancelled", take: cancelled, code: "booking.not_open" },
    { step: "cancel", from: "lapsed", take: cancelled, code: "booking.not_open" },
    { step: "check in", from: "held", take: checkIn, code: "booking.not_confirmed" },
    { step: "check in", from: "checked_in", take: checkIn, code: "booking.not_confirmed" },
    { step: "check in", from: "cancelled", take: checkIn, code: "booking.not_confirmed" },
    { step: "check in", from: "lapsed", take: checkIn, code: "booking.not_confirmed" },
  ] as const)("$step from $from: $code", ({ from, take, code }) =>
    expect(() => take(as(from), BEFORE)).toThrow(expect.objectContaining({ code })),
  );

  it.each([
    { what: "confirmed as it runs out", act: () => confirm(HELD, BEFORE + minutes(5)), code: "booking.lapsed" },
    { what: "given up as it starts", act: () => cancel(BOOKING, "person", TEN), code: "booking.already_started" },
    {
      what: "checked in too early",
      act: () => checkIn(BOOKING, TEN - minutes(15) - 1),
      code: "booking.check_in_closed",
    },
    { what: "checked in at its end", act: () => checkIn(BOOKING, TEN + hours(2)), code: "booking.check_in_closed" },
  ])("too early or too late: $what", ({ act, code }) => expect(act).toThrow(expect.objectContaining({ code })));
});

describe("a booking takes its time from others", () => {
  it.each([
    { status: "confirmed", live: true },
    { status: "checked_in", live: true },
    { status: "cancelled", live: false },
    { status: "lapsed", live: false },
    { status: "held", live: true },
  ] as const)("$status: $live", ({ status, live }) => expect(isLive(as(status), BEFORE)).toBe(live));

  it("but no longer than it is held", () => expect(isLive(HELD, BEFORE + minutes(5))).toBe(false));
});

function cancelled(booking: Booking, now: number) {
  return cancel(booking, "person", now);
}

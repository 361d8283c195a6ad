import { describe, expect, it } from "vitest";
import { hours, minutes, toIso } from "#shared/core/time";
import { BOOKING, SHARED, TEN, TERRACE } from "#shared/testing/bookings";
import { checkInDeadline, refusalOf } from "./place.ts";

const NOW = TEN - hours(24);
const { id: bookingId, startAt, endAt, attendees } = BOOKING;

describe("whoever was later is told", () => {
  const wish = { startAt, endAt, attendees };

  it("what is free next [BKG-04]", () => {
    const taken = [{ startAt: TEN, endAt: TEN + hours(3), attendees: 12 }];
    expect(refusalOf({ outcome: "full", taken, position: null }, TERRACE, wish, [], NOW)).toMatchObject({
      code: "booking.slot_taken",
      facts: { nextFreeAt: toIso(TEN + hours(3)), nextFreeUntil: toIso(TEN + hours(5)) },
    });
  });

  it("nothing of what is closed then [BKG-14]", () => {
    const taken = [{ startAt: TEN, endAt: TEN + hours(3), attendees: 12 }];
    const closed = [{ startAt: TEN + hours(4), endAt: TEN + hours(6) }];
    expect(refusalOf({ outcome: "full", taken, position: 2 }, TERRACE, wish, closed, NOW)).toMatchObject({
      facts: { nextFreeAt: toIso(TEN + hours(6)) },
    });
  });

  it("that nobody else can wait", () =>
    expect(refusalOf({ outcome: "queue_full" }, TERRACE, wish, [], NOW).code).toBe("booking.waitlist_full"));

  it.each([
    { of: "resource", name: TERRACE.name },
    { of: "calendar", name: SHARED.name },
  ] as const)("which quota, and of what: of the $of [BKG-09]", ({ of, name }) => {
    const over = { per: "person", window: "week", most: 3, used: 3, opensAt: TEN } as const;
    const told = { outcome: "over_quota", of, ...over } as const;
    expect(refusalOf(told, { ...TERRACE, sharing: SHARED }, wish, [], NOW)).toMatchObject({
      code: "booking.over_quota",
      facts: { ...over, name, opensAt: toIso(TEN) },
    });
  });

  it("nothing of what is free where nothing is", () => {
    const taken = [{ startAt: TEN, endAt: TEN + hours(24 * 8), attendees: 12 }];
    expect(refusalOf({ outcome: "full", taken, position: null }, TERRACE, wish, [], NOW)).toMatchObject({
      code: "booking.slot_taken",
      facts: {},
    });
  });

  it.each([
    { state: "held", code: "booking.held_by_you" },
    { state: "offered", code: "booking.held_by_you" },
    { state: "waiting", code: "booking.waiting_already" },
    { state: "requested", code: "booking.booked_by_you" },
    { state: "confirmed", code: "booking.booked_by_you" },
  ] as const)("that it is their own: $code [BKG-05]", ({ state, code }) =>
    expect(refusalOf({ outcome: "yours_already", bookingId, state }, TERRACE, wish, [], NOW)).toMatchObject({
      code,
      facts: { bookingId },
    }),
  );
});

describe("the time by which somebody must be there", () => {
  const time = { startAt, endAt, attendees };
  it.each([
    { what: "counts from the start", minute: 15, now: NOW, until: TEN + minutes(15) },
    { what: "counts from now where it has started", minute: 15, now: TEN + minutes(30), until: TEN + minutes(45) },
    { what: "is not after the end", minute: 15, now: endAt - 1, until: endAt },
    { what: "is none where nobody asks", minute: null, now: NOW, until: null },
  ])("$what [BKG-13]", ({ minute, now, until }) => expect(checkInDeadline(time, minute, now)).toBe(until));
});

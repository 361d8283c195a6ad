import { describe, expect, it } from "vitest";
import { hours, toIso } from "#shared/core/time";
import type { BookingStatus } from "#shared/core/vocabulary";
import { BOOKING, TEN, TERRACE } from "#shared/testing/bookings";
import type { Booking } from "./booking.ts";
import { type Place, refusalOf, settle } from "./place.ts";

const NOW = TEN - hours(24);
const { id: bookingId, resourceId, userId, unitId, requestKey, startAt, endAt, attendees } = BOOKING;
const place = (state: Place["state"]): Place => ({
  ...{ bookingId, resourceId, userId, unitId, requestKey, startAt, endAt, attendees, state },
  holdUntil: state === "held" ? NOW - 1 : null,
});
const book = (status: BookingStatus): Booking => ({
  ...BOOKING,
  status,
  holdUntil: status === "held" ? NOW - 1 : null,
});

describe("a place that nobody came back for", () => {
  it.each([
    { state: "held", status: "held", verdict: "release", becomes: "lapsed", says: [] },
    { state: "over", status: "held", verdict: "release", becomes: "lapsed", says: [] },
    { state: "confirmed", status: "held", verdict: "keep", becomes: "confirmed", says: ["booking.created"] },
    { state: "confirmed", status: "confirmed", verdict: "keep" },
    { state: "confirmed", status: "checked_in", verdict: "keep" },
    { state: "confirmed", status: "cancelled", verdict: "release" },
    { state: "confirmed", status: "lapsed", verdict: "release" },
    { state: "held", status: "cancelled", verdict: "release" },
    { state: "over", status: "lapsed", verdict: "release" },
  ] as const)("$state, and $status in the book: $verdict", ({ state, status, verdict, ...more }) => {
    const settled = settle(place(state), book(status), TERRACE, NOW);
    expect(settled.verdict).toBe(verdict);
    expect(settled.change?.booking.status).toBe("becomes" in more ? more.becomes : undefined);
    expect(settled.change?.events.map(({ type }) => type)).toEqual("says" in more ? more.says : undefined);
  });

  it("leaves its name in the book if the booking never got there, so that it comes too late", () => {
    const { verdict, change } = settle(place("confirmed"), undefined, TERRACE, NOW);
    expect(verdict).toBe("release");
    expect(change).toMatchObject({
      isNew: true,
      events: [],
      booking: { id: bookingId, userId, requestKey, status: "lapsed", holdUntil: null },
    });
  });
});

describe("whoever was later is told", () => {
  const wish = { startAt, endAt, attendees };

  it("what is free next [BKG-04]", () => {
    const taken = [{ startAt: TEN, endAt: TEN + hours(3), attendees: 12 }];
    expect(refusalOf({ outcome: "full", taken }, TERRACE, wish, NOW)).toMatchObject({
      code: "booking.slot_taken",
      facts: { nextFreeAt: toIso(TEN + hours(3)), nextFreeUntil: toIso(TEN + hours(5)) },
    });
  });

  it("nothing of what is free where nothing is", () => {
    const taken = [{ startAt: TEN, endAt: TEN + hours(24 * 8), attendees: 12 }];
    expect(refusalOf({ outcome: "full", taken }, TERRACE, wish, NOW)).toMatchObject({
      code: "booking.slot_taken",
      facts: {},
    });
  });

  it.each([
    { state: "held", code: "booking.held_by_you" },
    { state: "confirmed", code: "booking.booked_by_you" },
  ] as const)("that it is their own: $code [BKG-05]", ({ state, code }) =>
    expect(refusalOf({ outcome: "yours_already", bookingId, state }, TERRACE, wish, NOW)).toMatchObject({
      code,
      facts: { bookingId },
    }),
  );
});

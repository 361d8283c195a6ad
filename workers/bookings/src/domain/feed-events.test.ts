import { describe, expect, it } from "vitest";
import { hours } from "#shared/core/time";
import { BOOKING_STATUSES } from "#shared/core/vocabulary";
import { BOOKING, TERRACE } from "#shared/testing/bookings";
import { NO_LONGER_HERE } from "./booking.ts";
import { eventsOf, type FeedBooking, SHOWN_AS, statusesShownAs } from "./feed-events.ts";

const BOOKED: FeedBooking = {
  ...BOOKING,
  version: 3,
  buildingName: "Calle Mayor 1",
  buildingVersion: 2,
  unitLabel: "3º B",
};
const OWN = { resourceId: null };
const SHARED = { resourceId: TERRACE.id };

describe("a calendar", () => {
  it.each([
    { status: "held", shown: "TENTATIVE" },
    { status: "confirmed", shown: "CONFIRMED" },
    { status: "checked_in", shown: "CONFIRMED" },
    { status: "requested", shown: "TENTATIVE" },
    { status: "offered", shown: "TENTATIVE" },
    { status: "waiting", shown: undefined },
    { status: "no_show", shown: undefined },
    { status: "checked_out", shown: "CONFIRMED" },
    { status: "rejected", shown: "CANCELLED" },
    { status: "cancelled", shown: "CANCELLED" },
    { status: "lapsed", shown: undefined },
  ] as const)("shows what is $status as $shown [BKG-17]", ({ status, shown }) => {
    expect(eventsOf(OWN, [{ ...BOOKED, status }])[0]?.status).toBe(shown);
  });

  it.each([
    { status: "confirmed", own: "Roof terrace", shared: "Roof terrace: 3º B (4)" },
    { status: "requested", own: "? Roof terrace", shared: "? Roof terrace: 3º B (4)" },
    { status: "cancelled", own: "✗ Roof terrace", shared: "✗ Roof terrace: 3º B (4)" },
  ] as const)("says in the title, too, that something is $status: programs show no state [BKG-17]", (told) => {
    const summaryIn = (feed: typeof OWN | typeof SHARED) =>
      eventsOf(feed, [{ ...BOOKED, status: told.status }])[0]?.summary;
    expect([summaryIn(OWN), summaryIn(SHARED)]).toEqual([told.own, told.shared]);
  });

  it("asks the book for every status that it shows, once", () => {
    const asked = (["CONFIRMED", "TENTATIVE", "CANCELLED"] as const).flatMap(statusesShownAs);
    expect(asked.toSorted()).toEqual(BOOKING_STATUSES.filter((status) => SHOWN_AS[status] !== null).toSorted());
  });

  it("tells a person what they booked and where, and nothing of themselves [BKG-17]", () => {
    expect(eventsOf(OWN, [BOOKED])).toEqual([
      {
        ...{ id: BOOKING.id, sequence: 5, status: "CONFIRMED", startAt: BOOKING.startAt, endAt: BOOKING.endAt },
        ...{ summary: "Roof terrace", location: "Calle Mayor 1", description: null, createdAt: 0, updatedAt: 0 },
      },
    ]);
  });

  it("tells staff also from which home, by whom and for how many [BKG-17]", () => {
    expect(eventsOf(SHARED, [BOOKED])[0]).toMatchObject({
      summary: "Roof terrace: 3º B (4)",
      description: BOOKING.userId,
    });
    const forgotten = { ...BOOKED, userId: NO_LONGER_HERE, unitLabel: null };
    expect(eventsOf(SHARED, [forgotten])[0]?.summary).toBe("Roof terrace: – (4)");
  });

  it("has the earliest first, and always in the same order", () => {
    const second = { ...BOOKED, id: `${BOOKED.id.slice(0, -1)}D` as const, startAt: BOOKED.startAt + hours(1) };
    const same = { ...BOOKED, id: `${BOOKED.id.slice(0, -1)}B` as const };
    const told = [
      [second, BOOKED, same],
      [same, second, BOOKED],
    ].map((some) => eventsOf(OWN, some as FeedBooking[]).map(({ id }) => id));
    expect(told).toEqual([
      [same.id, BOOKED.id, second.id],
      [same.id, BOOKED.id, second.id],
    ]);
  });
});

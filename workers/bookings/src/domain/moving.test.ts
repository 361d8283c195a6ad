import { describe, expect, it } from "vitest";
import type { Home } from "#shared/core/homes";
import { hours, minutes } from "#shared/core/time";
import { BOOKING_STATUSES, type BookingStatus } from "#shared/core/vocabulary";
import { BOOKING, TEN, TERRACE } from "#shared/testing/bookings";
import { anId } from "#shared/testing/story";
import type { Booking } from "./booking.ts";
import { type MoveFacts, type MoveWish, move, moveTarget } from "./moving.ts";
import type { Resource } from "./resource.ts";
import type { Side } from "./standing.ts";

const NOW = TEN - hours(48);
const MOVABLE: readonly BookingStatus[] = ["held", "requested", "confirmed"];
const { userId, unitId, buildingId } = BOOKING;
const HOME: Home = {
  ...{ userId, unitId, buildingId, unitLabel: "3º B", kind: "tenant" },
  ...{ fromAt: 0, untilAt: null, version: 1 },
};
const FACTS: MoveFacts = { resource: TERRACE, blackouts: [], homes: [HOME], side: "staff" };
const ask = (
  wish: MoveWish,
  more: Partial<Booking> = {},
  rules: Partial<Resource> = {},
  side: Side = "person",
  now = NOW,
) => moveTarget({ ...BOOKING, ...more }, wish, { ...FACTS, resource: { ...TERRACE, ...rules }, side }, now);
const refused = (code: string) => expect.objectContaining({ code });
const later = { startAt: TEN + hours(3), endAt: TEN + hours(4) };

describe("a booking can be moved", () => {
  it("to another time under the rules of a new booking", () => {
    expect(ask(later)).toEqual({ ...later, attendees: BOOKING.attendees, guests: 0 });
    expect(() => ask({ startAt: TEN + minutes(1) })).toThrow(refused("booking.not_a_slot"));
    expect(() => ask(later, {}, { noticeMinutes: 40_000 })).toThrow(refused("booking.too_soon"));
    expect(() => ask(later, {}, { status: "blocked", statusReason: "Rain" })).toThrow(refused("resource.blocked"));
  });

  it("to fewer attendees whatever the rules are by now, to more as far as there is room [BKG-06] [BKG-15]", () => {
    const strict = { noticeMinutes: 40_000, status: "blocked", statusReason: "Rain" } as const;
    expect(ask({ attendees: 1 }, {}, strict)).toMatchObject({ startAt: TEN, attendees: 1 });
    expect(ask({ attendees: 12 }, {}, { noticeMinutes: 40_000 })).toMatchObject({ attendees: 12 });
    expect(() => ask({ attendees: 13 })).toThrow(refused("booking.over_capacity"));
  });

  it("no later than it can be given up freely, by its person [BKG-12]", () => {
    const policy = { cancelUntil: TEN - hours(24) };
    const late = TEN - hours(23);
    expect(() => ask(later, policy, {}, "person", late)).toThrow(refused("booking.cancel_too_late"));
    expect(ask({ attendees: 1 }, policy, {}, "person", late)).toMatchObject({ attendees: 1 });
    expect(ask(later, policy, {}, "staff", late)).toMatchObject(later);
  });

  it("not into a blackout [BKG-14]", () => {
    const { id: resourceId } = TERRACE;
    const who = { id: anId("blackout"), createdBy: anId("user"), createdAt: 0, reason: "Election" };
    const blackouts = [{ ...who, ...later, resourceId, buildingId }];
    expect(() => moveTarget(BOOKING, later, { ...FACTS, blackouts }, NOW)).toThrow(refused("booking.blackout"));
  });

  it("not to after its person has moved out, unless another home or a grant is behind it", () => {
    const to = (homes: readonly Home[], more: Partial<Booking> = {}) =>
      moveTarget({ ...BOOKING, ...more }, later, { ...FACTS, homes }, NOW);
    const left = { ...HOME, untilAt: later.startAt };
    expect(() => to([left])).toThrow(refused("booking.after_moving_out"));
    expect(() => to([{ ...HOME, kind: "offsite_owner" }])).toThrow(refused("access.not_a_resident"));
    expect(() => to([left, { ...HOME, buildingId: anId("building") }])).toThrow(refused("booking.after_moving_out"));
    expect(to([left, { ...HOME, unitId: anId("unit") }])).toMatchObject(later);
    expect(to([], { unitId: null })).toMatchObject(later);
  });

  it.each(BOOKING_STATUSES)("from %s only while it is ahead", (status) => {
    const holdUntil = status === "held" ? TEN : null;
    if (!MOVABLE.includes(status)) expect(() => ask(later, { status })).toThrow(refused("booking.not_open"));
    else {
      expect(ask(later, { status, holdUntil })).toMatchObject(later);
      expect(() => ask(later, { status, holdUntil }, {}, "person", TEN)).toThrow(refused("booking.already_started"));
    }
  });
});

describe("a moved booking", () => {
  it("says where it was, and what can be given up freely moves with it", () => {
    const resource = { ...TERRACE, cancelUntilMinutes: 60 };
    const wish = { ...later, attendees: 4, guests: 0 };
    const { booking, events, fields } = move(BOOKING, wish, { ...FACTS, resource }, null, NOW);
    expect(booking).toMatchObject({ ...later, version: 2, cancelUntil: later.startAt - minutes(60) });
    expect(fields).toEqual(["startAt", "endAt"]);
    expect(events).toMatchObject([{ type: "booking.moved", data: { ...later, fromStartAt: TEN } }]);
  });

  it("that is only held says so, if it was the house that moved it", () => {
    const held: Booking = { ...BOOKING, status: "held", holdUntil: TEN };
    const by = (side: Side) => move(held, { ...later, attendees: 4, guests: 0 }, { ...FACTS, side }, null, NOW).events;
    expect(by("staff")).toMatchObject([{ type: "booking.moved", data: { ...later, fromStartAt: TEN, isHeld: true } }]);
    expect(by("person")).toEqual([]);
  });

  it("of fewer attendees says nothing; one that stays is not written", () => {
    const fewer = move(BOOKING, { startAt: TEN, endAt: BOOKING.endAt, attendees: 1, guests: 0 }, FACTS, null, NOW);
    expect(fewer).toMatchObject({ booking: { attendees: 1, version: 2 }, events: [], fields: ["attendees"] });
    expect(move(BOOKING, BOOKING, FACTS, null, NOW)).toEqual({ booking: BOOKING, events: [], fields: [] });
  });
});

import { describe, expect, it } from "vitest";
import { hours, minutes } from "#shared/core/time";
import { BOOKING_STATUSES, type BookingStatus } from "#shared/core/vocabulary";
import { BOOKING, GRANTED, TEN, TERRACE } from "#shared/testing/bookings";
import { type Booking, bookTime, demandHold, finish, type Granted, isLive, lapse, offer, stands } from "./booking.ts";

const BEFORE = TEN - hours(24);
const UNTIL = BEFORE + minutes(5);
const as = (status: BookingStatus, more: Partial<Booking> = {}): Booking => ({
  ...BOOKING,
  status,
  holdUntil: status === "held" || status === "offered" ? UNTIL : null,
  ...more,
});
const { id, userId, unitId, requestKey } = BOOKING;
const whose = { id, userId, unitId, requestKey, bookedBy: null };
const wish = {
  startAt: TEN,
  endAt: TEN + hours(2),
  attendees: 4,
  guests: 0,
  invitees: [],
  hold: false,
  wait: false,
  accessories: [],
  termsVersion: null,
};
const book = (granted: Partial<Granted>) => bookTime(TERRACE, wish, whose, { ...GRANTED, ...granted }, BEFORE);

describe("a time that is booked", () => {
  it("is confirmed, and said once", () => {
    const { booking, events } = book({ state: "confirmed" });
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

  it.each([
    { what: "a hold", granted: { state: "held", holdUntil: UNTIL } },
    { what: "a place in the queue", granted: { state: "waiting", queuedAt: BEFORE } },
  ] as const)("is $what where the calendar said so, and says nothing", ({ granted }) => {
    const { booking, events } = book(granted);
    expect(booking).toMatchObject({ status: granted.state });
    expect(events).toEqual([]);
  });

  it("is a request where the house must agree, and says that it is one [BKG-11]", () => {
    const { booking, events } = book({ state: "requested", approval: "open" });
    expect(booking).toMatchObject({ status: "requested", approval: "open" });
    expect(events).toMatchObject([{ type: "booking.created", data: { status: "requested" } }]);
  });

  it("keeps the policy it was booked under [BKG-12]", () => {
    const strict = { ...TERRACE, cancelUntilMinutes: 1440, lateCancel: "mark" } as const;
    const { booking } = bookTime(strict, wish, whose, GRANTED, BEFORE);
    expect(booking).toMatchObject({ cancelUntil: TEN - hours(24), lateCancel: "mark", marked: false });
  });
});

describe("a step a booking can take", () => {
  const confirmed = { state: "confirmed", checkInUntil: TEN + minutes(15) } as const;
  it.each([
    { from: "held", to: "confirmed", says: ["booking.created"] },
    { from: "offered", to: "confirmed", says: ["booking.created"] },
    { from: "requested", to: "confirmed", says: ["booking.confirmed"] },
  ] as const)(
    "from $from to $to, saying $says, with the time by which its person must be there",
    ({ from, to, says }) => {
      const { booking, events } = finish(as(from), confirmed, BEFORE);
      expect(booking).toMatchObject({ status: to, holdUntil: null, version: 2, checkInUntil: TEN + minutes(15) });
      expect(events.map(({ type }) => type)).toEqual(says);
    },
  );

  it("from held or offered to requested, where the house must agree [BKG-11]", () => {
    const { booking, events } = finish(as("held"), { state: "requested", checkInUntil: null }, BEFORE);
    expect(booking).toMatchObject({ status: "requested", holdUntil: null });
    expect(events).toMatchObject([{ type: "booking.created", data: { status: "requested" } }]);
  });

  it("from waiting to offered, saying until when [BKG-07]", () => {
    const { booking, events } = offer(as("waiting"), UNTIL, BEFORE);
    expect(booking).toMatchObject({ status: "offered", holdUntil: UNTIL, version: 2 });
    expect(events).toMatchObject([{ type: "booking.waitlist_offered", data: { until: UNTIL } }]);
  });

  it.each([
    { from: "held", says: [] },
    { from: "offered", says: ["booking.expired"] },
    { from: "waiting", says: ["booking.expired"] },
    { from: "requested", says: ["booking.expired"] },
  ] as const)("from $from to lapsed, saying $says", ({ from, says }) => {
    const { booking, events } = lapse(as(from), BEFORE);
    expect(booking).toMatchObject({ status: "lapsed", holdUntil: null, version: 2 });
    expect(events.map(({ type }) => type)).toEqual(says);
  });
});

describe("a booking that is no hold", () => {
  it.each(BOOKING_STATUSES.filter((status) => status !== "held" && status !== "offered"))(
    "cannot be confirmed: %s",
    (status) => {
      const code = status === "lapsed" ? "booking.lapsed" : "booking.not_held";
      expect(() => demandHold(as(status), BEFORE)).toThrow(expect.objectContaining({ code }));
    },
  );

  it("nor can one as it runs out", () => {
    expect(() => demandHold(as("held"), UNTIL - 1)).not.toThrow();
    expect(() => demandHold(as("held"), UNTIL)).toThrow(expect.objectContaining({ code: "booking.lapsed" }));
  });
});

describe("a booking takes its time from others", () => {
  const LIVE: readonly BookingStatus[] = ["held", "offered", "confirmed", "checked_in"];
  it.each(BOOKING_STATUSES)("%s", (status) => expect(isLive(as(status), BEFORE)).toBe(LIVE.includes(status)));

  it("while the house decides, only if it is to [BKG-11]", () => {
    expect(isLive(as("requested", { approval: "open" }), BEFORE)).toBe(false);
    expect(isLive(as("requested", { approval: "blocking" }), BEFORE)).toBe(true);
  });

  it("but no longer than it is held", () => expect(isLive(as("held"), UNTIL)).toBe(false));

  it.each(BOOKING_STATUSES)("and stands for its request while anything may become of it: %s", (status) => {
    const expected = [...LIVE, "requested", "waiting"].includes(status);
    expect(stands(as(status), BEFORE)).toBe(expected);
  });
});

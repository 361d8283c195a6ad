import { describe, expect, it } from "vitest";
import { hours, minutes } from "#shared/core/time";
import type { BookingStatus } from "#shared/core/vocabulary";
import { BOOKING, TEN, TERRACE } from "#shared/testing/bookings";
import { anId } from "#shared/testing/story";
import type { Booking } from "./booking.ts";
import type { Place } from "./place.ts";
import { settle } from "./settlement.ts";

const NOW = TEN - hours(24);
const { id: bookingId, resourceId, userId, unitId, requestKey, startAt, endAt, attendees, guests } = BOOKING;
const isHold = (status: string) => status === "held" || status === "offered";
const place = (state: Place["state"], more: Partial<Place> = {}): Place => ({
  ...{ bookingId, resourceId, userId, unitId, requestKey, startAt, endAt, attendees, guests, state, approval: "none" },
  ...{ holdUntil: isHold(state) ? NOW + minutes(1) : null, queuedAt: null, checkInUntil: null, kept: null },
  ...{ accessories: [], version: BOOKING.version },
  ...more,
});
const book = (status: BookingStatus, more: Partial<Booking> = {}): Booking => ({
  ...BOOKING,
  status,
  holdUntil: isHold(status) ? NOW + minutes(1) : null,
  ...more,
});

describe("a place that nobody came back for", () => {
  it.each([
    { state: "over", status: "held", verdict: "release", becomes: "lapsed", says: [] },
    { state: "over", status: "offered", verdict: "release", becomes: "lapsed", says: ["booking.expired"] },
    { state: "over", status: "waiting", verdict: "release", becomes: "lapsed", says: ["booking.expired"] },
    { state: "held", status: "held", verdict: "keep" },
    { state: "waiting", status: "waiting", verdict: "keep" },
    { state: "offered", status: "waiting", verdict: "keep", becomes: "offered", says: ["booking.waitlist_offered"] },
    { state: "offered", status: "offered", verdict: "keep" },
    { state: "requested", status: "requested", verdict: "keep" },
    { state: "requested", status: "held", verdict: "keep", becomes: "requested", says: ["booking.created"] },
    { state: "confirmed", status: "held", verdict: "keep", becomes: "confirmed", says: ["booking.created"] },
    { state: "confirmed", status: "offered", verdict: "keep", becomes: "confirmed", says: ["booking.created"] },
    { state: "confirmed", status: "requested", verdict: "keep", becomes: "confirmed", says: ["booking.confirmed"] },
    { state: "confirmed", status: "confirmed", verdict: "keep" },
    { state: "confirmed", status: "checked_in", verdict: "attended" },
    ...(["held", "waiting", "offered", "requested", "confirmed", "over"] as const).flatMap((state) =>
      (["cancelled", "rejected", "lapsed"] as const).map((status) => ({
        ...{ state, status, verdict: "release" as const },
      })),
    ),
  ] as const)("$state, and $status in the book: $verdict", ({ state, status, verdict, ...more }) => {
    const settled = settle(place(state), book(status), TERRACE, NOW);
    expect(settled.verdict).toBe(verdict);
    expect(settled.change?.booking.status).toBe("becomes" in more ? more.becomes : undefined);
    expect(settled.change?.events.map(({ type }) => type)).toEqual("says" in more ? more.says : undefined);
  });

  it.each([
    ...(["requested", "confirmed"] as const).flatMap((status) =>
      (["waiting", "held", "offered", "over"] as const).map((state) => ({ state, status, becomes: status })),
    ),
    { state: "requested", status: "confirmed", becomes: "confirmed" },
    { state: "requested", status: "checked_in", becomes: "confirmed" },
    { state: "waiting", status: "offered", becomes: "offered" },
  ] as const)("$state, and $status in the book already, becomes $becomes: the book goes never back", (one) => {
    const booking = book(one.status, { checkInUntil: TEN + minutes(15) });
    const { verdict, change } = settle(place(one.state), booking, TERRACE, NOW);
    const checkInUntil = one.status === "checked_in" ? null : booking.checkInUntil;
    expect(verdict).toEqual({ becomes: place(one.becomes, { holdUntil: booking.holdUntil, checkInUntil }) });
    expect(change).toBeUndefined();
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

  it("is a missed one where its person had to be there by now [BKG-13]", () => {
    const until = { checkInUntil: TEN + minutes(15) };
    const [late, booking] = [place("confirmed", until), book("confirmed", until)];
    expect(settle(late, booking, TERRACE, TEN + minutes(15) - 1)).toEqual({ verdict: "keep" });
    expect(settle(late, booking, TERRACE, TEN + minutes(15))).toMatchObject({
      verdict: { used: { startAt, endAt, attendees, guests } },
      change: { booking: { status: "no_show", marked: true }, events: [{ type: "booking.no_show" }] },
    });
  });

  it.each([null, TEN + minutes(30)])("is no missed one while the book expects its person until %s", (checkInUntil) => {
    const wrong = place("confirmed", { checkInUntil: 1 });
    const { verdict, change } = settle(wrong, book("confirmed", { checkInUntil }), TERRACE, TEN + minutes(15));
    expect(verdict).toEqual({ becomes: place("confirmed", { checkInUntil }) });
    expect(change).toBeUndefined();
  });

  it.each<Partial<Place>>([
    { accessories: [{ name: "Grill", count: 1 }] },
    { userId: anId("user") },
    { unitId: null },
    { requestKey: "another" },
    { approval: "blocking" },
    { queuedAt: 5 },
  ])("becomes what the book has where it says %j", (more) => {
    expect(settle(place("confirmed", more), book("confirmed"), TERRACE, NOW)).toEqual({
      verdict: { becomes: place("confirmed") },
    });
  });

  it("lapses where nobody decided until it began, or waited until it ended [BKG-11] [BKG-07]", () => {
    expect(settle(place("requested"), book("requested"), TERRACE, TEN)).toMatchObject({
      verdict: "release",
      change: { booking: { status: "lapsed" }, events: [{ type: "booking.expired" }] },
    });
    expect(settle(place("waiting"), book("waiting"), TERRACE, endAt)).toMatchObject({
      verdict: "release",
      change: { booking: { status: "lapsed" }, events: [{ type: "booking.expired" }] },
    });
  });
});

describe("a place that the book says was used", () => {
  it.each(
    (["confirmed", "over"] as const).flatMap((state) =>
      (["no_show", "checked_out"] as const).map((status) => ({ state, status })),
    ),
  )("counts where the book has it, though it is $state elsewhere: $status [BKG-09]", ({ state, status }) => {
    const elsewhere = place(state, {
      startAt: TEN + hours(3),
      endAt: TEN + hours(5),
      kept: { startAt, endAt, attendees, guests },
    });
    expect(settle(elsewhere, book(status), TERRACE, TEN)).toEqual({
      verdict: { used: { startAt, endAt, attendees, guests } },
    });
  });
});

describe("a place in doubt", () => {
  const doubted = (...of: [Place, Booking | undefined]) => settle(...of, TERRACE, NOW, true);

  it.each([
    { state: "confirmed", status: "requested" },
    { state: "confirmed", status: "held" },
    { state: "requested", status: "held" },
    { state: "over", status: "offered" },
    { state: "offered", status: "waiting" },
    { state: "waiting", status: "confirmed" },
  ] as const)("$state, and $status in the book, becomes that, and the book learns nothing of it", (one) => {
    const booked = place(one.status);
    expect(doubted(place(one.state), book(one.status))).toEqual({ verdict: { becomes: booked } });
  });

  it("is where the book has it, and keeps nothing beside", () => {
    const there = { startAt: TEN + hours(3), endAt: TEN + hours(5) };
    const booked = place("confirmed");
    expect(doubted(place("confirmed", there), book("confirmed"))).toEqual({ verdict: { becomes: booked } });
    const kept = place("confirmed", { kept: { ...there, attendees, guests } });
    expect(doubted(kept, book("confirmed"))).toEqual({ verdict: { becomes: booked } });
  });

  it("is settled like any other where it is what the book has, where the book ended it, or where it never arrived", () => {
    expect(doubted(place("confirmed"), book("confirmed"))).toEqual({ verdict: "keep" });
    expect(doubted(place("confirmed"), book("checked_in"))).toEqual({ verdict: "attended" });
    expect(doubted(place("confirmed"), book("cancelled"))).toEqual({ verdict: "release" });
    expect(doubted(place("confirmed"), undefined)).toMatchObject({ change: { booking: { status: "lapsed" } } });
  });
});

describe("a place that was moved", () => {
  const moved = place("confirmed", {
    startAt: TEN + hours(3),
    endAt: TEN + hours(5),
    kept: { startAt, endAt, attendees, guests },
  });

  it("is where the book has it now", () => {
    const there = book("confirmed", { startAt: TEN + hours(3), endAt: TEN + hours(5) });
    expect(settle(moved, there, TERRACE, NOW)).toEqual({ verdict: "keep" });
  });

  it("turns back where the book never heard of it, and a commit that comes after all is stale", () => {
    expect(settle(moved, book("confirmed"), TERRACE, NOW)).toMatchObject({
      verdict: { becomes: { startAt, endAt, attendees, guests, checkInUntil: null, state: "confirmed" } },
      change: { booking: { startAt: TEN, status: "confirmed", version: 2 }, events: [], isNew: false },
    });
  });

  it("goes where the book has it, wherever it was before, and by when its person must be there", () => {
    const elsewhere = { startAt: TEN + hours(6), endAt: TEN + hours(8), checkInUntil: TEN + hours(7) };
    expect(settle(moved, book("confirmed", elsewhere), TERRACE, NOW)).toMatchObject({
      verdict: { becomes: { ...elsewhere, attendees, guests } },
    });
  });

  it("lapses where it was a hold that ran out meanwhile", () => {
    const over = { ...moved, state: "over" as const };
    expect(settle(over, book("held"), TERRACE, NOW + minutes(5))).toMatchObject({
      ...{ verdict: "release", change: { booking: { status: "lapsed", holdUntil: null } } },
    });
  });
});

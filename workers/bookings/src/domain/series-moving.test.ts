import { describe, expect, it } from "vitest";
import { days, hours, minutes, wallTimeOf } from "#shared/core/time";
import { BOOKING, everyDay, inMadrid, TERRACE } from "#shared/testing/bookings";
import { anId } from "#shared/testing/story";
import type { Booking } from "./booking.ts";
import type { Moved } from "./place.ts";
import type { Resource } from "./resource.ts";
import type { Series } from "./series.ts";
import { asksOf, demandMoves, inOrder, meantBy, movedOf, moversOf, type SeriesMoveWish } from "./series-moving.ts";

/** A Monday. */
const MONDAY = "2027-06-07T10:00";
const NOW = inMadrid("2027-06-01T09:00");
const WINTER = inMadrid("2027-01-15T09:00");
/** Open day and night. */
const NIGHT = { openings: everyDay(0, 1440), slotMinutes: 30 };
const refused = (code: string, facts = {}) => expect.objectContaining({ code, facts: expect.objectContaining(facts) });

const SERIES: Series = {
  ...{ id: anId("series"), buildingId: TERRACE.buildingId, resourceId: TERRACE.id, userId: BOOKING.userId },
  ...{ requestKey: "a series", rule: "FREQ=DAILY;COUNT=4", count: 4, skipped: [], createdAt: 0 },
};
const { userId, unitId, buildingId } = BOOKING;
const HOME = {
  ...{ userId, unitId, buildingId, unitLabel: "3º B", kind: "tenant" as const },
  ...{ fromAt: 0, untilAt: null, version: 1 },
};
const nth = (position: number, startAt: number, long = hours(1), more: Partial<Booking> = {}): Booking => ({
  ...{ ...BOOKING, id: anId("booking"), seriesId: SERIES.id, seriesPosition: position },
  ...{ startAt, endAt: startAt + long },
  ...more,
});
const daily = (first = MONDAY, count = 4) =>
  Array.from({ length: count }, (_, n) => nth(n + 1, inMadrid(first) + days(n)));
const wish = (more: Partial<SeriesMoveWish> = {}): SeriesMoveWish => ({
  ...{ scope: "all", position: 1, conflicts: "fail" },
  ...more,
});
const facts = (rules: Partial<Resource> = {}) => ({
  ...{ resource: { ...TERRACE, ...rules }, blackouts: [], homes: [HOME], side: "person" as const },
});
const clocks = (bookings: readonly Booking[], wanted: SeriesMoveWish, rules: Partial<Resource> = {}) => {
  const { movers, skipped } = moversOf(bookings, wanted, facts(rules), NOW);
  const clock = (instant: number) => wallTimeOf(instant, TERRACE.timeZone).slice(5, 16);
  const told = movers.map(
    ({ position, target }) => [position, `${clock(target.startAt)}–${clock(target.endAt).slice(6)}`] as const,
  );
  return [...told, ...skipped.map(({ position, skipped: { code } }) => [position, code] as const)]
    .sort(([a], [b]) => a - b)
    .map(([, what]) => what);
};

describe("a move of a series means", () => {
  const bookings = [
    nth(1, NOW - hours(1)),
    nth(2, NOW + days(1), hours(1), { status: "cancelled" }),
    nth(3, NOW + days(2)),
    nth(4, NOW + minutes(10), hours(1), { status: "checked_in" }),
    nth(5, NOW + days(4), hours(1), { status: "requested" }),
    nth(6, NOW + days(5), hours(1), { status: "waiting" }),
  ];
  const series = { ...SERIES, count: 7 };
  const meant = (more: Partial<SeriesMoveWish>) =>
    meantBy(wish(more), series, bookings, NOW).map(({ seriesPosition }) => seriesPosition);

  it("what is ahead and open, and leaves the rest alone [BKG-08]", () => {
    expect(meant({ scope: "all" })).toEqual([3, 5, 6]);
    expect(meant({ scope: "following", position: 4 })).toEqual([5, 6]);
    expect(meant({ scope: "this", position: 5 })).toEqual([5]);
  });

  it("something: no number beyond its last, and not nothing [BKG-08]", () => {
    expect(() => meant({ position: 8 })).toThrow(refused("series.position_unknown", { position: 8, count: 7 }));
    expect(() => meant({ scope: "this", position: 2 })).toThrow(refused("series.nothing_ahead"));
    expect(() => meant({ scope: "following", position: 7 })).toThrow(refused("series.nothing_ahead"));
  });

  it("for a date one that is ahead itself: the others go by it [BKG-08]", () => {
    expect(() => meant({ position: 1, date: "2027-07-01" })).toThrow(refused("series.not_ahead", { position: 1 }));
    expect(meant({ position: 3, date: "2027-07-01" })).toEqual([3, 5, 6]);
  });
});

describe("a booking of a series that is moved", () => {
  it.each([
    {
      what: "by as many days as the named one",
      more: { date: "2027-06-08" },
      is: ["08T10:00–11:00", "09T10:00–11:00"],
    },
    { what: "back too", more: { position: 2, date: "2027-06-05" }, is: ["04T10:00–11:00", "05T10:00–11:00"] },
    { what: "to a time of each day", more: { startTime: "18:00" }, is: ["07T18:00–19:00", "08T18:00–19:00"] },
    { what: "to another length", more: { durationMinutes: 120 }, is: ["07T10:00–12:00", "08T10:00–12:00"] },
    {
      ...{ what: "by all of it at once", more: { date: "2027-06-09", startTime: "12:00", durationMinutes: 180 } },
      is: ["09T12:00–15:00", "10T12:00–15:00"],
    },
  ])("goes $what [BKG-08]", ({ more, is }) => {
    expect(clocks(daily(MONDAY, 2), wish(more))).toEqual(is.map((one) => `06-${one}`));
  });

  it("goes from where it is by now, not from where it was asked for [BKG-08]", () => {
    const bookings = [nth(1, inMadrid(MONDAY)), nth(2, inMadrid("2027-06-10T15:00"), hours(2))];
    expect(clocks(bookings, wish({ date: "2027-06-08" }))).toEqual(["06-08T10:00–11:00", "06-11T15:00–17:00"]);
  });

  it("that is there already is neither moved nor refused: asked again, nothing changes [BKG-08]", () => {
    const wanted = wish({ date: "2027-06-07", startTime: "10:00", durationMinutes: 60, attendees: 4 });
    expect(moversOf(daily(), wanted, facts({ status: "blocked", statusReason: "Rain" }), NOW)).toEqual({
      ...{ movers: [], skipped: [] },
    });
  });

  it.each([
    { day: "of 23 hours", saturday: "2027-03-27", long: 4 },
    { day: "of 25 hours", saturday: "2027-10-30", long: 6 },
  ])("keeps both its times by the clock on a day $day [BKG-08] [BKG-22]", ({ saturday, long }) => {
    const bookings = [nth(1, inMadrid(`${saturday}T00:30`), hours(5))];
    const sunday = saturday.replace(/..$/, (day) => String(Number(day) + 1));
    const [there] = moversOf(bookings, wish({ date: sunday }), facts(NIGHT), WINTER).movers;
    expect(there?.target).toMatchObject({ startAt: inMadrid(`${sunday}T00:30`), endAt: inMadrid(`${sunday}T05:30`) });
    expect((there?.target.endAt ?? 0) - (there?.target.startAt ?? 0)).toBe(hours(long));
  });

  it("is named where the clock skips its hour, and first where it doubles it [BKG-08] [BKG-22]", () => {
    const spring = ["2027-03-27", "2027-03-28", "2027-03-29"].map((date, n) => nth(n + 1, inMadrid(`${date}T05:30`)));
    const { movers, skipped } = moversOf(spring, wish({ startTime: "02:30" }), facts(NIGHT), WINTER);
    expect(movers.map(({ position }) => position)).toEqual([1, 3]);
    expect(skipped).toMatchObject([
      {
        position: 2,
        localDate: "2027-03-28",
        skipped: { code: "time.skipped", facts: { time: "2027-03-28T02:30:00" } },
      },
    ]);
    const first = inMadrid("2027-10-31T02:30");
    const autumn = [nth(1, inMadrid("2027-10-31T05:30"))];
    const [there] = moversOf(autumn, wish({ startTime: "02:30" }), facts(NIGHT), NOW).movers;
    expect(there?.target).toMatchObject({ startAt: first });
    const second = [nth(1, first + hours(1))];
    const longer = moversOf(second, wish({ startTime: "02:30", attendees: 5 }), facts(NIGHT), NOW).movers;
    expect(longer[0]?.target).toMatchObject({ startAt: first + hours(1), attendees: 5 });
  });

  it.each([
    { rule: "booking.outside_hours", more: { startTime: "23:00" }, rules: {} },
    { rule: "booking.not_a_slot", more: { startTime: "10:30" }, rules: {} },
    { rule: "booking.over_capacity", more: { attendees: 13 }, rules: {} },
    { rule: "booking.too_far", more: { date: "2031-01-01" }, rules: {} },
    { rule: "booking.in_the_past", more: { date: "2020-01-01" }, rules: {} },
    { rule: "booking.over_max_minutes", more: { durationMinutes: 120 }, rules: { maxMinutes: 60 } },
    { rule: "resource.blocked", more: { startTime: "12:00" }, rules: { status: "blocked", statusReason: "Rain" } },
  ] as const)("follows the rules of a new one: $rule [BKG-08] [BKG-15]", ({ rule, more, rules }) => {
    expect(clocks(daily(MONDAY, 2), wish(more), rules)).toEqual([rule, rule]);
  });

  it("is not one that waits, or that is late to be given up [BKG-08] [BKG-12]", () => {
    const bookings = [
      nth(1, inMadrid(MONDAY), hours(1), { status: "waiting" }),
      nth(2, inMadrid(MONDAY) + days(1), hours(1), { status: "offered", holdUntil: NOW + hours(1) }),
      nth(3, inMadrid(MONDAY) + days(2), hours(1), { cancelUntil: NOW - 1 }),
      nth(4, inMadrid(MONDAY) + days(3), hours(1), { status: "requested" }),
    ];
    expect(clocks(bookings, wish({ startTime: "12:00" }))).toEqual([
      ...["booking.not_open", "booking.not_open", "booking.cancel_too_late", "06-10T12:00–13:00"],
    ]);
  });
});

describe("an order of moves", () => {
  it.each([
    { what: "on", by: days(1), order: [4, 3, 2, 1] },
    { what: "back", by: -days(1), order: [1, 2, 3, 4] },
  ])("lets each find its time left where all go $what [BKG-08]", ({ by, order }) => {
    const movers = daily().map((before) => ({
      ...{ before, position: before.seriesPosition },
      target: { startAt: before.startAt + by, endAt: before.endAt + by, attendees: 1, guests: 0 },
    }));
    expect(inOrder(movers).map(({ position }) => position)).toEqual(order);
  });

  it("lets those that go on go before those that go back [BKG-08]", () => {
    const bookings = [
      nth(1, inMadrid(MONDAY)),
      nth(2, inMadrid("2027-06-08T20:00")),
      nth(3, inMadrid("2027-06-09T11:00")),
    ];
    const { movers } = moversOf(bookings, wish({ startTime: "15:00" }), facts(), NOW);
    expect(movers.map(({ position }) => position)).toEqual([3, 1, 2]);
  });
});

describe("a move that does not fit", () => {
  const bookings = daily();
  const skip = (position: number) => ({
    ...{ position, localDate: "2027-06-08" },
    skipped: { code: "booking.slot_taken" as const, facts: {} },
  });

  it("is none where it must be whole, where nothing moves, or where the named one stays [BKG-08]", () => {
    const conflict = (position: number, left: number) => refused("series.conflict", { position, count: 4, left });
    expect(() => demandMoves(wish(), 4, [skip(2)])).toThrow(conflict(2, 3));
    expect(() => demandMoves(wish({ conflicts: "skip" }), 4, [1, 2, 3, 4].map(skip))).toThrow(conflict(1, 0));
    const byDate = wish({ conflicts: "skip", position: 3, date: "2027-06-08" });
    expect(() => demandMoves(byDate, 4, [skip(1), skip(3)])).toThrow(conflict(3, 0));
    expect(() => demandMoves(byDate, 4, [skip(1), skip(2)])).not.toThrow();
    expect(() => demandMoves(wish(), 4, [])).not.toThrow();
  });

  it("asks the calendar for all of it, for the named one, or for what can be [BKG-08]", () => {
    const must = (more: Partial<SeriesMoveWish>) => {
      const wanted = wish({ position: 2, ...more });
      const { movers } = moversOf(bookings, wanted, facts(), NOW);
      return asksOf(movers, wanted).map(({ mustMove }) => mustMove);
    };
    expect(must({ date: "2027-06-09" })).toEqual([true, true, true, true]);
    expect(must({ conflicts: "skip", date: "2027-06-09" })).toEqual([false, false, true, false]);
    expect(must({ conflicts: "skip", startTime: "12:00" })).toEqual([false, false, false, false]);
  });

  it("tells of each what the calendar said [BKG-08]", () => {
    const { movers } = moversOf(bookings, wish({ date: "2027-06-08" }), facts(), NOW);
    const told: Moved[] = [
      { outcome: "moved", checkInUntil: null },
      { outcome: "full", taken: [], position: null },
      { outcome: "gone" },
      { outcome: "yours_already", bookingId: BOOKING.id, state: "confirmed" },
    ];
    const { moved, skipped } = movedOf(movers, told, facts(), NOW);
    expect(moved).toMatchObject([{ booking: { seriesPosition: 4, version: 2 }, events: [{ type: "booking.moved" }] }]);
    expect(skipped.map(({ position, skipped: { code } }) => [position, code])).toEqual([
      [3, "booking.slot_taken"],
      [2, "booking.lapsed"],
      [1, "booking.booked_by_you"],
    ]);
    expect(() => movedOf(movers, [], facts(), NOW)).toThrow("every move");
  });
});

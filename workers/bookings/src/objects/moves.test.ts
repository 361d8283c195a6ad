import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { days, hours } from "#shared/core/time";
import { A_PLACE, aPlaceWish, inMadrid, TERRACE } from "#shared/testing/bookings";
import { anId } from "#shared/testing/story";
import type { Env } from "../call.ts";
import type { CalendarRules, PlaceWish } from "../domain/place.ts";
import { PATIENCE } from "./resource-calendar.ts";

/** Far ahead of every real clock, so that an alarm rings only when a test rings it. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const { CALENDARS } = env as unknown as Env;

beforeEach(() => void vi.setSystemTime(NOW));
afterEach(() => void vi.useRealTimers());

const rulesOf = (more: Partial<CalendarRules> = {}): CalendarRules => ({ ...A_PLACE, ...more });
type ACalendar = ReturnType<typeof CALENDARS.getByName>;
const seats = ({ startAt, endAt, attendees, guests }: PlaceWish) => ({ startAt, endAt, attendees, guests });
const later = (one: PlaceWish, by: number) => ({ ...seats(one), startAt: one.startAt + by, endAt: one.endAt + by });
const known = (one: PlaceWish, version = 1) => ({
  bookingId: one.bookingId,
  state: "confirmed",
  ...seats(one),
  version,
});

/** One person's place each day at ten, which the book has. */
async function daily(count: number, rules: Partial<CalendarRules> = {}, more: Partial<PlaceWish> = {}) {
  const calendar = CALENDARS.getByName(anId("calendar"));
  const userId = anId("user");
  const all = Array.from({ length: count }, (_, n): PlaceWish => {
    const startAt = TEN + days(n);
    return { ...aPlaceWish(), rules: rulesOf(rules), userId, startAt, endAt: startAt + hours(1), ...more };
  });
  await calendar.takeMany(all, true);
  await calendar.settled(all.map((one) => known(one)));
  return { calendar, all };
}

/** Moves each by a time, the last first. */
const moves = (all: readonly PlaceWish[], by: number, mustMove: boolean | ((n: number) => boolean) = true) =>
  all
    .map((one, n) => ({
      ...{ bookingId: one.bookingId, from: { ...seats(one), version: 1 }, to: later(one, by) },
      mustMove: typeof mustMove === "boolean" ? mustMove : mustMove(n),
    }))
    .reverse();
const move = (calendar: ACalendar, asked: ReturnType<typeof moves>, rules: Partial<CalendarRules> = {}) =>
  calendar.moveMany({ resourceId: TERRACE.id, moves: asked, rules: rulesOf(rules), started: [] }, false);
const placesIn = (calendar: ACalendar) =>
  runInDurableObject(calendar, (_, { storage }) =>
    storage.sql
      .exec("select start_at as startAt, kept_start_at as kept, state, due_at as due from places order by start_at")
      .toArray(),
  );
const dayOf = ({ startAt }: Record<string, unknown>) => (Number(startAt) - TEN) / days(1);
const outcomes = (told: readonly { outcome: string }[]) => told.map(({ outcome }) => outcome);

describe("places that move together", () => {
  it("may have what another of them leaves, and keep what they had from everybody else [BKG-08]", async () => {
    const { calendar, all } = await daily(5);
    expect(outcomes(await move(calendar, moves(all, days(1))))).toEqual(Array(5).fill("moved"));
    expect(await placesIn(calendar)).toEqual(
      all.map(({ startAt }) => ({
        ...{ startAt: startAt + days(1), kept: startAt },
        ...{ state: "confirmed", due: NOW + PATIENCE },
      })),
    );
    for (const { startAt, endAt } of [...all, { startAt: TEN + days(5), endAt: TEN + days(5) + hours(1) }])
      expect(await calendar.take({ ...aPlaceWish(), startAt, endAt })).toMatchObject({ outcome: "full" });
    await calendar.settled(all.map((one) => ({ ...known(one, 2), ...later(one, days(1)) })));
    expect((await placesIn(calendar)).every(({ kept, due }) => kept === null && due === null)).toBe(true);
    const first = { ...aPlaceWish(), startAt: TEN, endAt: TEN + hours(1) };
    expect(await calendar.take(first)).toMatchObject({ outcome: "taken" });
  });

  it("are asked for again with the same answer, and go nowhere else until the book says where they are [BKG-08]", async () => {
    const { calendar, all } = await daily(3);
    const told = await move(calendar, moves(all, days(1)));
    expect(await move(calendar, moves(all, days(1)))).toEqual(told);
    expect((await placesIn(calendar)).map(({ kept }) => kept)).toEqual(all.map(({ startAt }) => startAt));
    expect(outcomes(await move(calendar, moves(all, days(2))))).toEqual(["under_way"]);
    expect(await placesIn(calendar)).toEqual(
      all.map(({ startAt }) => ({ startAt: startAt + days(1), kept: startAt, state: "confirmed", due: NOW })),
    );
    await calendar.settled(all.map((one) => ({ ...known(one, 2), ...later(one, days(1)) })));
    const gone = moves(all, days(1)).map(({ to, ...one }) => ({
      ...one,
      from: { ...to, version: 2 },
      to: { ...to, endAt: to.endAt + 1 },
    }));
    expect(outcomes(await move(calendar, gone))).toEqual(["moved", "moved", "moved"]);
  });

  it("that must are all moved or none, with who is in the way of which [BKG-08]", async () => {
    const { calendar, all } = await daily(4);
    const other = { ...aPlaceWish(), startAt: TEN + days(4), endAt: TEN + days(4) + hours(1) };
    await calendar.take(other);
    const before = await placesIn(calendar);
    expect(outcomes(await move(calendar, moves(all, days(1))))).toEqual(["full", "moved", "moved", "moved"]);
    expect(await placesIn(calendar)).toEqual(before);
  });

  it("move as far as they can where they may: who stays is in the way of the next [BKG-08]", async () => {
    const { calendar, all } = await daily(4);
    const other = { ...aPlaceWish(), startAt: TEN + days(2), endAt: TEN + days(2) + hours(1) };
    await calendar.release([all[2]?.bookingId ?? anId("booking")]);
    await calendar.take(other);
    const three = all.filter((_, n) => n !== 2);
    const told = await move(calendar, moves(three, days(1), false));
    expect(told).toMatchObject([
      { outcome: "moved" },
      { outcome: "full" },
      { outcome: "yours_already", bookingId: three[1]?.bookingId },
    ]);
    expect((await placesIn(calendar)).map(({ startAt, kept }) => [dayOf({ startAt }), kept])).toEqual([
      [0, null],
      [1, null],
      [2, null],
      [4, TEN + days(3)],
    ]);
  });

  it("do not move at all where the one that must cannot [BKG-08]", async () => {
    const { calendar, all } = await daily(3);
    await calendar.take({ ...aPlaceWish(), startAt: TEN + hours(1), endAt: TEN + hours(2) });
    const before = await placesIn(calendar);
    const named = moves(all, hours(1), (n) => n === 0);
    expect(outcomes(await move(calendar, named))).toEqual(["moved", "moved", "full"]);
    expect(await placesIn(calendar)).toEqual(before);
    expect(outcomes(await move(calendar, moves(all, hours(1), false)))).toEqual(["moved", "moved", "full"]);
    expect((await placesIn(calendar)).map(({ kept }) => kept !== null)).toEqual([false, false, true, true]);
  });

  it("count in a quota where they are going, and not where they were [BKG-08] [BKG-09]", async () => {
    const quotas = [{ per: "person", window: "day", most: 1 } as const];
    const { calendar, all } = await daily(5, { quotas, concurrent: 5 });
    expect(outcomes(await move(calendar, moves(all, days(1)), { quotas, concurrent: 5 }))).toEqual(
      Array(5).fill("moved"),
    );
    await calendar.settled(all.map((one) => ({ ...known(one, 2), ...later(one, days(1)) })));
    const ontoTheSecond = moves(all.slice(0, 1), days(2) + hours(2));
    expect(await move(calendar, ontoTheSecond, { quotas })).toMatchObject([
      { outcome: "over_quota", per: "person", window: "day", used: 1 },
    ]);
  });

  it("need their seats and what they take along only once [BKG-08] [BKG-15]", async () => {
    const rules = { capacity: 4, accessories: [{ name: "Chair", stock: 6 }] };
    const { calendar, all } = await daily(4, rules, { attendees: 3, accessories: [{ name: "Chair", count: 4 }] });
    const grown = moves(all, days(1)).map((one) => ({ ...one, to: { ...one.to, attendees: 4 } }));
    expect(outcomes(await move(calendar, grown, rules))).toEqual(Array(4).fill("moved"));
    const last = TEN + days(4);
    const chairs = { startAt: last, endAt: last + hours(1), accessories: [{ name: "Chair", count: 3 }] };
    const more = { ...rules, version: 2, capacity: 9 };
    expect(await calendar.take({ ...aPlaceWish(more), ...chairs })).toMatchObject({ outcome: "short", left: 2 });
  });

  it("are foretold as they would be decided, with nothing changed [BKG-08] [BKG-63]", async () => {
    const { calendar, all } = await daily(3);
    await calendar.take({ ...aPlaceWish(), startAt: TEN + days(3), endAt: TEN + days(3) + hours(1) });
    const before = await placesIn(calendar);
    for (const mustMove of [true, false])
      for (const by of [hours(1), days(1), days(5)]) {
        const asked = moves(all, by, mustMove);
        const told = await calendar.moveMany(
          { resourceId: TERRACE.id, moves: asked, rules: rulesOf(), started: [] },
          true,
        );
        expect(await placesIn(calendar)).toEqual(before);
        const { calendar: twin, all: theirs } = await daily(3);
        await twin.take({ ...aPlaceWish(), startAt: TEN + days(3), endAt: TEN + days(3) + hours(1) });
        expect(outcomes(await move(twin, moves(theirs, by, mustMove)))).toEqual(outcomes(told));
      }
  });

  it.each([
    { state: "waiting", can: "cannot", takes: false },
    { state: "gone", can: "cannot", takes: false },
    { state: "held", can: "can", takes: true },
  ])("$can be $state", async ({ state, takes }) => {
    const calendar = CALENDARS.getByName(anId("calendar"));
    const rules = { offerMinutes: 30 };
    await calendar.take(aPlaceWish(rules));
    const startAt = state === "held" ? TEN + hours(5) : TEN;
    const one: PlaceWish = { ...aPlaceWish(rules), startAt, endAt: startAt + hours(1), wait: state === "waiting" };
    if (state !== "gone") await calendar.take({ ...one, hold: state === "held" });
    const told = await move(calendar, moves([one], hours(2)), rules);
    expect(outcomes(told)).toEqual([takes ? "moved" : "gone"]);
    if (takes) expect((await placesIn(calendar)).map(({ state: is }) => is)).toContain("held");
  });
});

import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hours } from "#shared/core/time";
import { A_PLACE, aPlaceWish, inMadrid } from "#shared/testing/bookings";
import { anId } from "#shared/testing/story";
import type { Env } from "../call.ts";
import type { CalendarRules, PlaceWish } from "../domain/place.ts";
import { HOLD } from "./desk.ts";

/** Far ahead of every real clock, so that an alarm rings only when a test rings it. */
const NOW = inMadrid("2097-06-04T09:00");
const { CALENDARS } = env as unknown as Env;

beforeEach(() => void vi.setSystemTime(NOW));
afterEach(() => void vi.useRealTimers());

const aCalendar = () => CALENDARS.getByName(anId("calendar"));
const wish = (more: Partial<PlaceWish> = {}, rules: Partial<CalendarRules> = {}): PlaceWish => ({
  ...aPlaceWish(),
  ...more,
  rules: { ...A_PLACE, ...rules },
});
const placesOf = (calendar: ReturnType<typeof aCalendar>) =>
  runInDurableObject(calendar, (_, { storage }) => storage.sql.exec("SELECT booking_id FROM places").toArray());

describe("a question", () => {
  it("is answered as the wish itself would be, and takes nothing [BKG-63]", async () => {
    const calendar = aCalendar();
    const first = wish({ hold: true });
    const told = await calendar.foretell(first);
    expect(await placesOf(calendar)).toEqual([]);
    expect(await calendar.take(first)).toEqual(told);
    expect(await calendar.foretell(wish())).toMatchObject({ outcome: "full" });
    expect(await calendar.foretell(first)).toEqual(told);
    vi.setSystemTime(NOW + HOLD);
    const again = { ...first, bookingId: anId("booking") };
    expect(await calendar.foretell(again)).toEqual(await calendar.take(again));
  });
});

describe("the newest rules that the calendar has heard of", () => {
  const [old, now] = [
    { version: 1, capacity: 2 },
    { ...A_PLACE, version: 2, capacity: 1 },
  ];

  it("decide, also where a request or a move comes with older ones", async () => {
    const calendar = CALENDARS.getByName(anId("calendar"));
    const [one, two] = [aPlaceWish(old), aPlaceWish(old)];
    await calendar.take(one);
    await calendar.learn(one.resourceId, now);
    expect(await calendar.foretell(two)).toMatchObject({ outcome: "full" });
    expect(await calendar.take(two)).toMatchObject({ outcome: "full" });
    const later = { startAt: one.startAt + hours(2), endAt: one.endAt + hours(2) };
    await calendar.take({ ...two, ...later });
    expect(await calendar.move(two.bookingId, { ...two, ...later, version: 1 }, two, two)).toMatchObject({
      outcome: "full",
    });
  });
});

describe("what is taken along", () => {
  it("is never more than there is of it, buffers included, and free again with its booking [BKG-15]", async () => {
    const calendar = aCalendar();
    const rules = { capacity: 9, bufferAfterMinutes: 30, accessories: [{ name: "Chair", stock: 10 }] };
    const chairs = (count: number, more = {}) => wish({ accessories: [{ name: "Chair", count }], ...more }, rules);
    const told = await Promise.all([chairs(6), chairs(6)].map((one) => calendar.take(one)));
    const [first, second] = told;
    expect(first).toMatchObject({ outcome: "taken" });
    expect(second).toEqual({ outcome: "short", name: "Chair", stock: 10, left: 4 });
    expect(await calendar.take(wish({}, rules))).toMatchObject({ outcome: "taken" });
    const next = chairs(5);
    const right = { startAt: next.endAt, endAt: next.endAt + hours(1) };
    expect(await calendar.foretell({ ...next, ...right })).toMatchObject({ outcome: "short", left: 4 });
    if (first?.outcome === "taken") await calendar.release([first.bookingId]);
    expect(await calendar.take({ ...next, ...right })).toMatchObject({ outcome: "taken" });
  });
});

describe("a quota", () => {
  const quotas = [{ per: "household", window: "day", most: 1 }] as const;

  it("is decided in one order: of many at once only so many pass, and what is over makes room [BKG-09] [BKG-61]", async () => {
    const calendar = aCalendar();
    const unitId = anId("unit");
    const ask = () => wish({ unitId }, { quotas, capacity: 50 });
    const wishes = Array.from({ length: 30 }, ask);
    const told = await Promise.all(wishes.map((one) => calendar.take(one)));
    const passed = told.filter(({ outcome }) => outcome === "taken");
    expect(passed).toHaveLength(1);
    expect(told.filter(({ outcome }) => outcome === "over_quota")).toHaveLength(29);
    for (const one of passed) if (one.outcome === "taken") await calendar.release([one.bookingId]);
    expect(await calendar.take(ask())).toMatchObject({ outcome: "taken" });
  });

  it("is decided in a calendar from before words had versions, and it hears them [BKG-09]", async () => {
    const calendar = aCalendar();
    const one = wish({ hold: false });
    await calendar.take(one);
    await runInDurableObject(
      calendar,
      (_, { storage }) => void storage.sql.exec("ALTER TABLE places DROP COLUMN version"),
    );
    await evictDurableObject(calendar);
    await calendar.settled([{ ...one, state: "confirmed", version: 1 }]);
    const due = await runInDurableObject(calendar, (_, { storage }) => storage.getAlarm());
    expect(due).toBeNull();
    const { userId } = one;
    const later = { userId, startAt: one.startAt + hours(2), endAt: one.endAt + hours(2) };
    const daily = { quotas: [{ per: "person", window: "day", most: 1 } as const] };
    expect(await calendar.take(wish(later, daily))).toMatchObject({ outcome: "over_quota" });
  });

  it.each([
    { age: "places had homes", unit: "" },
    { age: "bookings could wait", unit: ", unit_id TEXT" },
  ])("is kept by a calendar from before $age", async ({ unit }) => {
    const calendar = aCalendar();
    const old = wish({ startAt: NOW + hours(200), endAt: NOW + hours(201) });
    await runInDurableObject(calendar, (_, { storage: { sql } }) => {
      sql.exec("DROP VIEW occupied; DROP TABLE places; DROP TABLE rules");
      sql.exec(`CREATE TABLE places (booking_id TEXT PRIMARY KEY, resource_id TEXT NOT NULL, user_id TEXT NOT NULL,
        request_key TEXT NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, attendees INTEGER NOT NULL,
        state TEXT NOT NULL, hold_until INTEGER, due_at INTEGER${unit});
        CREATE UNIQUE INDEX places_by_request ON places (request_key) WHERE state <> 'over';
        CREATE INDEX places_by_time ON places (start_at);
        CREATE INDEX places_by_due ON places (due_at) WHERE due_at IS NOT NULL`);
      const places =
        "INSERT INTO places (booking_id, resource_id, user_id, request_key, start_at, end_at, attendees, state)";
      const { bookingId, resourceId, userId, requestKey, startAt, endAt } = old;
      sql.exec(
        `${places} VALUES (?, ?, ?, ?, ?, ?, 1, 'confirmed')`,
        ...[bookingId, resourceId, userId, requestKey, startAt, endAt],
      );
    });
    await evictDurableObject(calendar);
    const unitId = anId("unit");
    expect(await calendar.take(wish(old))).toMatchObject({ outcome: "taken", bookingId: old.bookingId });
    expect(await calendar.take(wish({ unitId }, { quotas, capacity: 9 }))).toMatchObject({ outcome: "taken" });
    expect(await calendar.take(wish({ unitId }, { quotas, capacity: 9 }))).toMatchObject({ outcome: "over_quota" });
  });
});

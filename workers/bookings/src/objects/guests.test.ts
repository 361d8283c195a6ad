import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { days, hours, minutes } from "#shared/core/time";
import { A_PLACE, aPlaceWish, inMadrid, SHARED } from "#shared/testing/bookings";
import { anId } from "#shared/testing/story";
import type { Env } from "../call.ts";
import { seatsOf } from "../domain/moving.ts";
import type { CalendarRules, PlaceWish } from "../domain/place.ts";
import type { Quota } from "../domain/quotas.ts";

/** Far ahead of every real clock, so that an alarm rings only when a test rings it. */
const NOW = inMadrid("2097-06-04T09:00");
const { CALENDARS } = env as unknown as Env;
const quotas: readonly Quota[] = [{ per: "household", window: "month", most: 8, counts: "guests" }];
const unitId = anId("unit");

beforeEach(() => void vi.setSystemTime(NOW));
afterEach(() => void vi.useRealTimers());

const aCalendar = () => CALENDARS.getByName(anId("calendar"));
const wish = (guests: number, more: Partial<PlaceWish> = {}, rules: Partial<CalendarRules> = {}): PlaceWish => ({
  ...{ ...aPlaceWish(), userId: anId("user"), unitId, attendees: 9, guests, ...more },
  rules: { ...A_PLACE, capacity: 900, quotas, ...rules },
});
const OVER = { outcome: "over_quota", of: "resource", per: "household", window: "month", most: 8 };

describe("a quota of guests", () => {
  it("is decided in one order: of many at once so many pass as bring no more, and what is over makes room [BKG-09] [BKG-61]", async () => {
    const calendar = aCalendar();
    const wishes = Array.from({ length: 12 }, () => wish(3));
    const asked = await calendar.foretell(wishes[0] ?? wish(3));
    const told = await Promise.all(wishes.map((one) => calendar.take(one)));
    expect(told[0]).toEqual(asked);
    const passed = told.filter((one) => one.outcome === "taken");
    expect(passed).toHaveLength(2);
    expect(told.filter(({ outcome }) => outcome === "over_quota")).toHaveLength(10);
    expect(await calendar.take(wish(3))).toMatchObject({ ...OVER, used: 6, guests: 3 });
    expect(await calendar.foretell(wish(2))).toMatchObject({ outcome: "taken" });
    expect(await calendar.take(wish(0))).toMatchObject({ outcome: "taken" });
    expect(await calendar.take(wish(8, { unitId: anId("unit") }))).toMatchObject({ outcome: "taken" });
    await calendar.release(passed.map(({ bookingId }) => bookingId));
    expect(await calendar.take(wish(8))).toMatchObject({ outcome: "taken" });
  });

  it("counts what was left early as the book had it, and what the book says has begun [BKG-09]", async () => {
    const calendar = aCalendar();
    const one = wish(5);
    await calendar.take(one);
    vi.setSystemTime(one.startAt + minutes(5));
    await calendar.used({ bookingId: one.bookingId, ...seatsOf(one), guests: 4 });
    const later = { startAt: one.startAt + hours(5), endAt: one.endAt + hours(5) };
    expect(await calendar.foretell(wish(5, later))).toMatchObject({ ...OVER, used: 4 });
    const { resourceId, userId } = one;
    const begun = { bookingId: anId("booking"), resourceId, userId, unitId, startAt: one.startAt - days(1), guests: 3 };
    expect(await calendar.foretell(wish(4, { ...later, started: [begun] }))).toMatchObject({ ...OVER, used: 7 });
    expect(await calendar.foretell(wish(1, { ...later, started: [begun] }))).toMatchObject({ outcome: "taken" });
  });

  it("is over all of a calendar's resources where that says so [BKG-09]", async () => {
    const calendar = aCalendar();
    const sharing = { ...SHARED, quotas };
    await calendar.take(wish(8, {}, { quotas: [], sharing }));
    const other = wish(1, { resourceId: anId("resource") }, { quotas: [], sharing });
    expect(await calendar.take(other)).toMatchObject({ ...OVER, of: "calendar", used: 8 });
  });

  it("lets a booking have fewer, and more only as far as they are left [BKG-09] [BKG-15]", async () => {
    const calendar = aCalendar();
    const [one, two] = [wish(5), wish(2)];
    for (const each of [one, two]) await calendar.take(each);
    const move = (guests: number) =>
      calendar.move(one.bookingId, { ...seatsOf(one), version: 1 }, { ...seatsOf(one), guests }, one);
    expect(await move(7)).toMatchObject({ ...OVER, used: 2, guests: 7 });
    expect(await move(6)).toMatchObject({ outcome: "moved" });
    // The book may yet have it with five, or with six.
    expect(await move(4)).toEqual({ outcome: "under_way" });
    await calendar.settled([{ bookingId: one.bookingId, state: "confirmed", version: 2, ...seatsOf(one), guests: 6 }]);
    expect(await calendar.foretell(wish(1))).toMatchObject({ outcome: "over_quota", used: 8 });
    const kept = await runInDurableObject(calendar, (_, { storage }) =>
      storage.sql.exec("SELECT guests, kept_guests FROM places WHERE booking_id = ?", one.bookingId).toArray(),
    );
    expect(kept).toEqual([{ guests: 6, kept_guests: 0 }]);
  });

  it("is decided in a calendar from before guests were told apart: what is there has none [BKG-09]", async () => {
    const calendar = aCalendar();
    const [one, waits] = [
      wish(0, {}, { capacity: 9, offerMinutes: 30 }),
      wish(0, { wait: true }, { capacity: 9, offerMinutes: 30 }),
    ];
    await calendar.take(one);
    await calendar.take(waits);
    await runInDurableObject(calendar, (_, { storage: { sql } }) => {
      for (const name of ["guests", "kept_guests"]) sql.exec(`ALTER TABLE places DROP COLUMN ${name}`);
    });
    await evictDurableObject(calendar);
    await calendar.release([one.bookingId]);
    const state = await runInDurableObject(calendar, (_, { storage }) =>
      storage.sql.exec("SELECT state, guests FROM places").toArray(),
    );
    expect(state).toEqual([{ state: "offered", guests: 0 }]);
    const later = { startAt: one.startAt + hours(5), endAt: one.endAt + hours(5) };
    expect(await calendar.take(wish(8, later))).toMatchObject({ outcome: "taken" });
    expect(await calendar.take(wish(1, later))).toMatchObject({ ...OVER, used: 8 });
  });
});

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hours, minutes, seconds } from "#shared/core/time";
import { A_PLACE, aPlaceWish, inMadrid, TERRACE } from "#shared/testing/bookings";
import { anId } from "#shared/testing/story";
import type { Env } from "../call.ts";
import type { CalendarRules, Place, PlaceWish, Verdict } from "../domain/place.ts";
import { HOLD } from "./desk.ts";
import { PATIENCE } from "./resource-calendar.ts";

/** Far ahead of every real clock, so that an alarm rings only when a test rings it. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const { CALENDARS, DB } = env as unknown as Env;

beforeEach(() => void vi.setSystemTime(NOW));
afterEach(() => void vi.useRealTimers());

const aCalendar = () => CALENDARS.getByName(anId("calendar"));
type ACalendar = ReturnType<typeof aCalendar>;

const wish = (more: Partial<PlaceWish> = {}, rules: Partial<CalendarRules> = {}): PlaceWish => ({
  ...aPlaceWish(),
  ...more,
  rules: { ...A_PLACE, ...rules },
});

const known = ({ bookingId, startAt, endAt, attendees, guests }: PlaceWish) => ({
  ...{ bookingId, startAt, endAt, attendees, guests },
  ...{ state: "confirmed", version: 1 },
});

const placesOf = (calendar: ACalendar) =>
  runInDurableObject(calendar, (_, { storage }) =>
    storage.sql.exec("SELECT booking_id AS id, state, due_at AS dueAt FROM places ORDER BY booking_id").toArray(),
  );
const alarmOf = (calendar: ACalendar) => runInDurableObject(calendar, (_, { storage }) => storage.getAlarm());

async function inTheBook(
  { bookingId: id, userId, requestKey, startAt, endAt, holdUntil }: PlaceWish & { holdUntil?: number },
  status: string,
) {
  const { buildingId, calendarId } = TERRACE;
  await DB.prepare(
    `insert into bookings (id, building_id, resource_id, calendar_id, resource_name, user_id, request_key, start_at, end_at,
       time_zone, attendees, status, hold_until, created_at, updated_at, version)
     values (?, ?, ?, ?, 'Roof terrace', ?, ?, ?, ?, 'Europe/Madrid', 1, ?, ?, ?, ?, 1)`,
  )
    .bind(
      id,
      buildingId,
      TERRACE.id,
      calendarId,
      userId,
      requestKey,
      startAt,
      endAt,
      status,
      holdUntil ?? null,
      NOW,
      NOW,
    )
    .run();
}

const statusInTheBook = async ({ bookingId }: PlaceWish) =>
  (await DB.prepare("select status from bookings where id = ?").bind(bookingId).first<{ status: string }>())?.status;

beforeEach(async () => {
  const { id, buildingId, calendarId, openings } = TERRACE;
  await DB.prepare(
    `insert or ignore into resources (id, building_id, calendar_id, name, type, description, capacity, slot_minutes,
       openings, time_zone, status, status_reason, created_at, updated_at, version)
     values (?, ?, ?, 'Roof terrace', 'terrace', null, 12, 60, ?, 'Europe/Madrid', 'available', null, 0, 0, 1)`,
  )
    .bind(id, buildingId, calendarId, JSON.stringify(openings))
    .run();
});

describe("a place", () => {
  it("is one person's, and the others learn what else is taken", async () => {
    const calendar = aCalendar();
    const first = wish();
    expect(await calendar.take(first)).toEqual({
      ...{ outcome: "taken", bookingId: first.bookingId, state: "confirmed", approval: "none" },
      ...{ holdUntil: null, queuedAt: null, checkInUntil: null, position: null },
    });
    expect(await calendar.take(wish())).toEqual({
      outcome: "full",
      taken: [{ startAt: TEN, endAt: TEN + hours(1), attendees: 1 }],
      position: null,
    });
    expect(await calendar.take(wish({ startAt: TEN + hours(1), endAt: TEN + hours(2) }))).toMatchObject({
      outcome: "taken",
    });
  });

  it("is the same for the same request, under its first booking id, however often and however much at once [BKG-05]", async () => {
    const calendar = aCalendar();
    const first = wish();
    const told = await Promise.all(
      Array.from({ length: 20 }, () => calendar.take({ ...first, bookingId: anId("booking") })),
    );
    for (const one of told) expect(one).toEqual(told[0]);
    expect(await placesOf(calendar)).toHaveLength(1);
  });

  it("is told as one's own to whoever has it", async () => {
    const calendar = aCalendar();
    const held = wish({ hold: true });
    await calendar.take(held);
    const again = wish({ userId: held.userId });
    expect(await calendar.take(again)).toEqual({ outcome: "yours_already", bookingId: held.bookingId, state: "held" });
  });

  it("is free again for a new request once the book says that its booking is over, even before it is released", async () => {
    const calendar = aCalendar();
    const first = wish();
    await calendar.take(first);
    const again = { ...first, bookingId: anId("booking"), finished: first.bookingId };
    expect(await calendar.take(again)).toMatchObject({ outcome: "taken", bookingId: again.bookingId });
    await calendar.settled([known(first)]);
    expect(await placesOf(calendar)).toMatchObject([{ id: again.bookingId, state: "confirmed" }]);
  });

  it("survives the object's eviction", async () => {
    const calendar = aCalendar();
    await calendar.take(wish());
    await evictDurableObject(calendar);
    expect(await calendar.take(wish())).toMatchObject({ outcome: "full" });
  });
});

describe("seats", () => {
  it("never add up to more than there are, whatever is asked for at once [BKG-06] [BKG-15]", async () => {
    const calendar = aCalendar();
    const capacity = 7;
    const wishes = Array.from({ length: 60 }, (_, n) => {
      const startAt = TEN + hours(n % 5);
      return wish({ startAt, endAt: startAt + hours(1 + (n % 3)), attendees: 1 + (n % 4) }, { capacity });
    });
    const told = await Promise.all(wishes.map((one) => calendar.take(one)));
    const taken = wishes.filter((_, n) => told[n]?.outcome === "taken");
    for (let at = TEN; at < TEN + hours(8); at += minutes(30)) {
      const seats = taken.filter(({ startAt, endAt }) => startAt <= at && at < endAt);
      expect(seats.reduce((sum, { attendees }) => sum + attendees, 0)).toBeLessThanOrEqual(capacity);
    }
    const refused = wishes.filter((_, n) => told[n]?.outcome === "full");
    expect(refused.length).toBeGreaterThan(0);
    expect(await placesOf(calendar)).toHaveLength(taken.length);
  });

  it("are enough for two whose times only touch a third's", async () => {
    const calendar = aCalendar();
    const two = { capacity: 2 };
    await calendar.take(wish({ endAt: TEN + hours(1) }, two));
    await calendar.take(wish({ startAt: TEN + hours(1), endAt: TEN + hours(2) }, two));
    expect(await calendar.take(wish({ endAt: TEN + hours(2) }, two))).toMatchObject({ outcome: "taken" });
  });
});

describe("a hold", () => {
  it("lapses after five minutes, in the calendar at once and in the book by the alarm [BKG-05]", async () => {
    const calendar = aCalendar();
    const held = wish({ hold: true });
    const told = await calendar.take(held);
    expect(told).toMatchObject({ outcome: "taken", holdUntil: NOW + HOLD });
    expect(await alarmOf(calendar)).toBe(NOW + HOLD);
    await inTheBook({ ...held, holdUntil: NOW + HOLD }, "held");

    vi.setSystemTime(NOW + HOLD - 1);
    expect(await calendar.take(wish())).toMatchObject({ outcome: "full" });
    vi.setSystemTime(NOW + HOLD);
    expect(await calendar.confirm(held.bookingId, held)).toEqual({ outcome: "gone" });
    const next = wish();
    expect(await calendar.take(next)).toMatchObject({ outcome: "taken", bookingId: next.bookingId });

    expect(await runDurableObjectAlarm(calendar)).toBe(true);
    expect(await statusInTheBook(held)).toBe("lapsed");
    expect(await placesOf(calendar)).toMatchObject([{ id: next.bookingId }]);
  });

  it("that ran out is no answer to the same request: it gets a new one [BKG-05]", async () => {
    const calendar = aCalendar();
    const held = wish({ hold: true });
    await calendar.take(held);
    await inTheBook({ ...held, holdUntil: NOW + HOLD }, "held");
    vi.setSystemTime(NOW + HOLD);
    const again = { ...held, bookingId: anId("booking") };
    expect(await calendar.take(again)).toMatchObject({ bookingId: again.bookingId, holdUntil: NOW + 2 * HOLD });
    await runDurableObjectAlarm(calendar);
    expect(await statusInTheBook(held)).toBe("lapsed");
    expect(await placesOf(calendar)).toMatchObject([{ id: again.bookingId, state: "held" }]);
  });

  it("does not lapse once it is confirmed, and the book is asked if it says nothing [BKG-05]", async () => {
    const calendar = aCalendar();
    const held = wish({ hold: true });
    await calendar.take(held);
    expect(await calendar.confirm(held.bookingId, held)).toEqual({ outcome: "confirmed", checkInUntil: null });
    expect(await calendar.confirm(held.bookingId, held)).toEqual({ outcome: "confirmed", checkInUntil: null });
    expect(await alarmOf(calendar)).toBe(NOW + PATIENCE);
    await calendar.settled([known(held)]);
    expect(await alarmOf(calendar)).toBeNull();
  });

  it("cannot be confirmed if it never was", async () => {
    expect(await aCalendar().confirm(anId("booking"), aPlaceWish())).toEqual({ outcome: "gone" });
  });
});

describe("the alarm", () => {
  it("keeps a place whose booking is in the book, and leaves nothing to ask", async () => {
    const calendar = aCalendar();
    const one = wish();
    await calendar.take(one);
    await inTheBook(one, "confirmed");
    vi.setSystemTime(NOW + PATIENCE);
    await evictDurableObject(calendar);
    expect(await runDurableObjectAlarm(calendar)).toBe(true);
    expect(await placesOf(calendar)).toMatchObject([{ id: one.bookingId, state: "confirmed", dueAt: null }]);
    expect(await alarmOf(calendar)).toBeNull();
  });

  it("frees a place whose booking never reached the book, and leaves its name there", async () => {
    const calendar = aCalendar();
    const one = wish();
    await calendar.take(one);
    vi.setSystemTime(NOW + PATIENCE);
    await runDurableObjectAlarm(calendar);
    expect(await placesOf(calendar)).toEqual([]);
    expect(await statusInTheBook(one)).toBe("lapsed");
    await expect(inTheBook(one, "confirmed")).rejects.toThrow("booking.lapsed");
  });

  it("asks again later when the book does not answer, about each place for itself", async () => {
    const calendar = aCalendar();
    const broken = wish({ resourceId: anId("resource") }, { capacity: 2 });
    const sound = wish({}, { capacity: 2 });
    await calendar.take(broken);
    await calendar.take(sound);
    await inTheBook(sound, "confirmed");
    vi.setSystemTime(NOW + PATIENCE);
    await runDurableObjectAlarm(calendar);
    const places = await placesOf(calendar);
    expect(places).toHaveLength(2);
    expect(places.find(({ id }) => id === broken.bookingId)).toMatchObject({ dueAt: NOW + 2 * PATIENCE });
    expect(places.find(({ id }) => id === sound.bookingId)).toMatchObject({ dueAt: null });
    expect(await alarmOf(calendar)).toBe(NOW + 2 * PATIENCE);
  });

  it("lets be what was moved while the book was asked, be it in the same millisecond", async () => {
    const calendar = aCalendar();
    const one = wish();
    await calendar.take(one);
    await inTheBook(one, "confirmed");
    vi.setSystemTime(NOW + PATIENCE);
    const to = { startAt: TEN + hours(3), endAt: TEN + hours(4), attendees: 1, guests: 0 };
    await runInDurableObject(calendar, (object) => {
      const asking = object as unknown as { settle: (place: Place) => Promise<Verdict> };
      const settle = asking.settle;
      asking.settle = async (place) => {
        const verdict = await settle(place);
        expect(await object.move(one.bookingId, { ...one, version: 1 }, to, one)).toMatchObject({ outcome: "moved" });
        return verdict;
      };
    });
    await runDurableObjectAlarm(calendar);
    for (const taken of [one, to])
      expect(await calendar.take({ ...wish(), startAt: taken.startAt, endAt: taken.endAt })).toMatchObject({
        outcome: "full",
      });
    expect(await placesOf(calendar)).toMatchObject([{ id: one.bookingId, dueAt: NOW + 2 * PATIENCE }]);
  });

  it("has nothing to do when it rings too early", async () => {
    const calendar = aCalendar();
    const one = wish();
    await calendar.take(one);
    vi.setSystemTime(NOW + seconds(1));
    await runDurableObjectAlarm(calendar);
    expect(await alarmOf(calendar)).toBe(NOW + PATIENCE);
    expect(await statusInTheBook(one)).toBeUndefined();
  });

  it("forgets what is past and in the book", async () => {
    const calendar = aCalendar();
    const one = wish();
    await calendar.take(one);
    await calendar.settled([known(one)]);
    vi.setSystemTime(TEN + hours(2));
    const later = TEN + hours(24);
    await calendar.take(wish({ startAt: later, endAt: later + hours(1) }));
    expect(await placesOf(calendar)).toHaveLength(1);
  });
});

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { days, hours, minutes } from "#shared/core/time";
import { A_PLACE, aPlaceWish, inMadrid } from "#shared/testing/bookings";
import { at } from "#shared/testing/queue";
import { anId } from "#shared/testing/story";
import type { Env } from "../call.ts";
import type { CalendarRules, PlaceWish } from "../domain/place.ts";

/** Far ahead of every real clock, so that an alarm rings only when a test rings it. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const { CALENDARS } = env as unknown as Env;
const OFFER = 60;

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

const aCalendar = () => CALENDARS.getByName(anId("calendar"));
type ACalendar = ReturnType<typeof aCalendar>;
const wish = (more: Partial<PlaceWish> = {}, rules: Partial<CalendarRules> = {}): PlaceWish => ({
  ...aPlaceWish(),
  rules: { ...A_PLACE, offerMinutes: OFFER, ...rules },
  wait: true,
  ...more,
});
const stateOf = (calendar: ACalendar, { bookingId }: PlaceWish) =>
  runInDurableObject(
    calendar,
    (_, { storage }) =>
      storage.sql.exec("SELECT state, hold_until AS until FROM places WHERE booking_id = ?", bookingId).toArray()[0],
  );

/** A calendar whose one place, or seats, somebody has, and a queue behind them. */
async function aQueue(waiting: readonly PlaceWish[], holder = wish()) {
  const calendar = aCalendar();
  await calendar.take(holder);
  for (const one of waiting) await calendar.take(one);
  return { calendar, holder };
}

describe("whoever is too late", () => {
  it("waits in the order they came, and knows their place [BKG-07]", async () => {
    const [one, two] = [wish(), wish()];
    const { calendar } = await aQueue([]);
    expect(await calendar.foretell(one)).toMatchObject({ outcome: "taken", state: "waiting", position: 1 });
    expect(await calendar.take(one)).toMatchObject({ outcome: "taken", state: "waiting", position: 1 });
    expect(await calendar.take(two)).toMatchObject({ outcome: "taken", state: "waiting", position: 2 });
    expect(await calendar.take(one)).toMatchObject({ bookingId: one.bookingId, state: "waiting", position: 1 });
  });

  it("learns the place they would have where they did not ask to wait [BKG-63]", async () => {
    const { calendar } = await aQueue([wish()]);
    expect(await calendar.take(wish({ wait: false }))).toMatchObject({ outcome: "full", position: 2 });
  });

  it("does not wait where there is no waitlist, nor twice for one time", async () => {
    const [one, none] = [wish(), wish({}, { offerMinutes: null })];
    const { calendar } = await aQueue([one]);
    expect(await calendar.take(none)).toMatchObject({ outcome: "full", position: null });
    const again = wish({ userId: one.userId });
    expect(await calendar.take(again)).toEqual({
      outcome: "yours_already",
      bookingId: one.bookingId,
      state: "waiting",
    });
  });

  it("gets what is free without waiting", async () =>
    expect(await aCalendar().take(wish())).toMatchObject({ outcome: "taken", state: "confirmed", queuedAt: null }));
});

describe("a time that becomes free", () => {
  it("is the first waiter's in the same turn, for as long as it is offered, and nobody slips between [BKG-62]", async () => {
    const [one, two] = [wish(), wish()];
    const { calendar, holder } = await aQueue([one, two]);
    const [, slipped] = await Promise.all([calendar.release([holder.bookingId]), calendar.take(wish({ wait: false }))]);
    expect(slipped).toMatchObject({ outcome: "full" });
    expect(await stateOf(calendar, one)).toEqual({ state: "offered", until: NOW + minutes(OFFER) });
    expect(await stateOf(calendar, two)).toMatchObject({ state: "waiting" });
    expect(await calendar.confirm(one.bookingId, one)).toMatchObject({ outcome: "confirmed" });
    expect(await calendar.confirm(two.bookingId, two)).toEqual({ outcome: "gone" });
  });

  it("goes to the next when nobody says so in time, by the clock alone, for a cascade of three [BKG-62]", async () => {
    const queue = [wish(), wish(), wish()];
    const { calendar, holder } = await aQueue(queue);
    await calendar.release([holder.bookingId]);
    for (const [n, one] of queue.entries()) {
      const from = NOW + n * minutes(OFFER);
      expect(await stateOf(calendar, one)).toEqual({ state: "offered", until: from + minutes(OFFER) });
      at(from + minutes(OFFER) - 1);
      expect(await calendar.foretell(wish({ wait: false }))).toMatchObject({ outcome: "full" });
      at(from + minutes(OFFER));
      await evictDurableObject(calendar);
      expect(await calendar.confirm(one.bookingId, one)).toEqual({ outcome: "gone" });
    }
    expect(await calendar.take(wish({ wait: false }))).toMatchObject({ outcome: "taken", state: "confirmed" });
  });

  it("is offered to as many as find room, and passes over who does not [BKG-62]", async () => {
    const seats = { capacity: 4 };
    const all = wish({ attendees: 4 }, seats);
    const [five, two, one, last] = [3, 2, 1, 1].map((attendees) => wish({ attendees }, seats));
    if (!five || !two || !one || !last) throw new Error("four wait");
    const { calendar } = await aQueue([five, two, one, last], all);
    await calendar.move(all.bookingId, { ...all, version: 1 }, { ...all, attendees: 2 }, all);
    await calendar.settled([{ ...all, attendees: 2, state: "confirmed", version: 2 }]);
    const states = await Promise.all([five, two, one, last].map((waiter) => stateOf(calendar, waiter)));
    expect(states.map((row) => row?.state)).toEqual(["waiting", "offered", "waiting", "waiting"]);
  });

  it("is not offered past its end, nor while the resource is blocked, and again when it is not [BKG-62]", async () => {
    const one = wish();
    const { calendar, holder } = await aQueue([one]);
    const rules = { ...A_PLACE, offerMinutes: OFFER };
    await calendar.learn(one.resourceId, { ...rules, version: 2, isAvailable: false });
    await calendar.release([holder.bookingId]);
    expect(await stateOf(calendar, one)).toMatchObject({ state: "waiting" });
    at(TEN + minutes(30));
    await calendar.learn(one.resourceId, { ...rules, version: 3 });
    expect(await stateOf(calendar, one)).toEqual({ state: "offered", until: TEN + hours(1) });
    at(TEN + hours(1));
    expect(await calendar.confirm(one.bookingId, one)).toEqual({ outcome: "gone" });
  });

  it("is offered where there are more seats by now [BKG-62]", async () => {
    const one = wish();
    const { calendar } = await aQueue([one]);
    await calendar.learn(one.resourceId, { ...A_PLACE, offerMinutes: OFFER, version: 2, capacity: 2 });
    await calendar.learn(one.resourceId, { ...A_PLACE, offerMinutes: OFFER, version: 1, capacity: 1 });
    expect(await stateOf(calendar, one)).toMatchObject({ state: "offered" });
  });

  it("is not offered to who is over their quota meanwhile", async () => {
    const quotas = [{ per: "person", window: "day", most: 1 }] as const;
    const seats = wish({}, { quotas: [...quotas] });
    const [one, two] = [
      { ...seats, ...ids() },
      { ...seats, ...ids() },
    ];
    const { calendar, holder } = await aQueue([one, two], { ...seats, ...ids() });
    const elsewhere = { ...seats, ...ids(), userId: one.userId, startAt: TEN + hours(5), endAt: TEN + hours(6) };
    expect(await calendar.take(elsewhere)).toMatchObject({ outcome: "taken", state: "confirmed" });
    await calendar.release([holder.bookingId]);
    expect(await stateOf(calendar, one)).toMatchObject({ state: "waiting" });
    expect(await stateOf(calendar, two)).toMatchObject({ state: "offered" });
  });

  it("is not offered to who has used their quota while they waited [BKG-09] [BKG-62]", async () => {
    const quotas = [{ per: "household", window: "week", most: 1 }] as const;
    const limited = wish({ startAt: TEN + days(2), endAt: TEN + days(2) + hours(1) }, { quotas: [...quotas] });
    const [unitId, other] = [anId("unit"), anId("unit")];
    const [one, two] = [
      { ...limited, ...ids(), unitId },
      { ...limited, ...ids(), unitId: other },
    ];
    const { calendar, holder } = await aQueue([one, two], { ...limited, ...ids() });
    const used = { ...limited, ...ids(), unitId, startAt: TEN, endAt: TEN + hours(1) };
    await calendar.take(used);
    await calendar.settled([{ ...used, state: "confirmed", version: 1 }]);
    at(TEN + hours(2));
    await calendar.foretell(wish());
    await calendar.release([holder.bookingId]);
    expect(await stateOf(calendar, one)).toMatchObject({ state: "waiting" });
    expect(await stateOf(calendar, two)).toMatchObject({ state: "offered" });
    await calendar.release([one.bookingId]);
    await calendar.foretell(wish());
    expect(await stateOf(calendar, used)).toBeUndefined();
  });

  it("is not offered to whose quota is used, though the calendar is told again that they left, or to ask the book [BKG-09]", async () => {
    const quotas = [{ per: "person", window: "week", most: 1 }] as const;
    const limited = wish({ startAt: TEN + days(2), endAt: TEN + days(2) + hours(1) }, { quotas: [...quotas] });
    const one = { ...limited, ...ids() };
    const { calendar, holder } = await aQueue([one], { ...limited, ...ids() });
    const used = { ...limited, ...ids(), userId: one.userId, startAt: TEN, endAt: TEN + hours(1) };
    await calendar.take(used);
    at(TEN + minutes(5));
    await calendar.used(used);
    expect(await calendar.foretell(wish())).toMatchObject({ state: "confirmed" });
    await calendar.used(used);
    await calendar.expectEnds([{ ...used, version: 1 }]);
    await calendar.rebuild(one.resourceId, limited.rules, []);
    await calendar.release([holder.bookingId]);
    expect(await stateOf(calendar, one)).toMatchObject({ state: "waiting" });
    await calendar.release([one.bookingId]);
    expect(await stateOf(calendar, used)).toEqual({ state: "over", until: null });
    at(used.endAt + 1);
    await calendar.foretell(wish());
    expect(await stateOf(calendar, used)).toBeUndefined();
  });

  it("rings at once, so that the book can tell who is offered it", async () => {
    const one = wish();
    const { calendar, holder } = await aQueue([one]);
    await calendar.settled([{ ...one, state: "waiting", version: 1 }]);
    await calendar.release([holder.bookingId]);
    expect(await runInDurableObject(calendar, (_, { storage }) => storage.getAlarm())).toBe(NOW);
    await runDurableObjectAlarm(calendar);
  });
});

const ids = () => ({ bookingId: anId("booking"), userId: anId("user"), requestKey: crypto.randomUUID() });

import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hours, minutes } from "#shared/core/time";
import { A_PLACE, aPlaceWish, inMadrid, SHARED } from "#shared/testing/bookings";
import { at } from "#shared/testing/queue";
import { anId } from "#shared/testing/story";
import type { Env } from "../call.ts";
import type { CalendarRules, PlaceWish } from "../domain/place.ts";

/** Far ahead of every real clock, so that an alarm rings only when a test rings it. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const { CALENDARS } = env as unknown as Env;
const EXCLUSIVE = { ...SHARED, isExclusive: true };
const [HALL, KITCHEN] = [anId("resource"), anId("resource")];

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

const aCalendar = () => CALENDARS.getByName(anId("calendar"));
type ACalendar = ReturnType<typeof aCalendar>;

/** A wish for a resource of a calendar whose resources block each other, if nothing else is said. */
const wish = (
  resourceId: PlaceWish["resourceId"],
  more: Partial<PlaceWish> = {},
  rules: Partial<CalendarRules> = {},
) => ({
  ...aPlaceWish(),
  resourceId,
  ...more,
  rules: { ...A_PLACE, sharing: EXCLUSIVE, ...rules },
});
const span = (from: number, long = 60) => ({ startAt: TEN + minutes(from), endAt: TEN + minutes(from + long) });
const stateOf = (calendar: ACalendar, { bookingId }: PlaceWish) =>
  runInDurableObject(
    calendar,
    (_, { storage }) =>
      storage.sql.exec("SELECT state FROM places WHERE booking_id = ?", bookingId).toArray()[0]?.state,
  );

const seatsOf = ({ startAt, endAt, attendees, guests }: PlaceWish) => ({ startAt, endAt, attendees, guests });

describe("two resources of one calendar", () => {
  it("leave each other their seats, unless they block each other", async () => {
    const calendar = aCalendar();
    const sharing = SHARED;
    expect(await calendar.take(wish(HALL, {}, { sharing }))).toMatchObject({ outcome: "taken" });
    expect(await calendar.take(wish(KITCHEN, {}, { sharing }))).toMatchObject({ outcome: "taken" });
    expect(await calendar.take(wish(KITCHEN, {}, { sharing }))).toMatchObject({
      ...{ outcome: "full", taken: [{ ...span(0), attendees: 1 }] },
    });
  });

  it("that block each other are one person's, whole, however many seats each has", async () => {
    const calendar = aCalendar();
    const first = wish(HALL, { attendees: 2 }, { capacity: 9 });
    expect(await calendar.take(first)).toMatchObject({ outcome: "taken" });
    expect(await calendar.take(wish(HALL, {}, { capacity: 9 }))).toMatchObject({ outcome: "taken" });
    expect(await calendar.foretell(wish(KITCHEN, {}, { capacity: 40 }))).toMatchObject({ outcome: "full" });
    expect(await calendar.take(wish(KITCHEN, {}, { capacity: 40 }))).toEqual({
      ...{ outcome: "full", position: null },
      taken: [0, 1].map(() => ({ ...span(0), attendees: 40 })),
    });
    expect(await calendar.take(wish(KITCHEN, span(60)))).toMatchObject({ outcome: "taken" });
  });

  it("are told as one's own to whoever has the other one", async () => {
    const calendar = aCalendar();
    const first = wish(HALL);
    await calendar.take(first);
    expect(await calendar.take(wish(KITCHEN, { userId: first.userId }))).toEqual({
      ...{ outcome: "yours_already", bookingId: first.bookingId, state: "confirmed" },
    });
  });

  it("keep the buffer after the one and the buffer before the other between them [BKG-03]", async () => {
    const calendar = aCalendar();
    const hall = { bufferBeforeMinutes: 10, bufferAfterMinutes: 30 };
    const kitchen = { bufferBeforeMinutes: 15, bufferAfterMinutes: 5 };
    await calendar.take(wish(HALL, span(0), hall));
    for (const [from, outcome] of [
      [104, "full"],
      [-74, "full"],
      [105, "taken"],
      [-75, "taken"],
    ] as const) {
      expect(await calendar.take(wish(KITCHEN, span(from), kitchen))).toMatchObject({ outcome });
    }
  });

  it("are taken by one of forty, whatever they ask for at once [BKG-61]", async () => {
    const calendar = aCalendar();
    const wishes = Array.from({ length: 40 }, (_, n) => wish(n % 2 ? HALL : KITCHEN, span(15 * (n % 4))));
    const told = await Promise.all(wishes.map((one) => calendar.take(one)));
    expect(told.filter(({ outcome }) => outcome === "taken")).toHaveLength(1);
  });

  it("are moved only to where both leave room", async () => {
    const calendar = aCalendar();
    const [first, second] = [wish(HALL), wish(KITCHEN, span(120))];
    await calendar.take(first);
    await calendar.take(second);
    const to = (from: number) =>
      calendar.move(
        second.bookingId,
        { ...seatsOf(second), version: 1 },
        { ...span(from), attendees: 1, guests: 0 },
        second,
      );
    expect(await to(30)).toMatchObject({ outcome: "full" });
    expect(await to(60)).toMatchObject({ outcome: "moved" });
  });
});

describe("what holds for all resources of a calendar", () => {
  const quotas = [{ per: "person", window: "week", most: 2 }] as const;
  const limited = { ...SHARED, quotas: [...quotas] };

  it("is counted over all of them, beside what each allows [BKG-09]", async () => {
    const calendar = aCalendar();
    const userId = anId("user");
    const mine = (what: typeof HALL, from: number, rules: Partial<CalendarRules> = {}) =>
      wish(what, { userId, ...span(from) }, { sharing: limited, ...rules });
    expect(await calendar.take(mine(HALL, 0))).toMatchObject({ outcome: "taken" });
    const own = { quotas: [{ per: "person", window: "day", most: 1 } as const] };
    expect(await calendar.take(mine(HALL, 120, own))).toMatchObject({ outcome: "over_quota", of: "resource", most: 1 });
    expect(await calendar.take(mine(KITCHEN, 0, own))).toMatchObject({ outcome: "taken" });
    expect(await calendar.take(mine(KITCHEN, 120))).toMatchObject({ outcome: "over_quota", of: "calendar", used: 2 });
    // Of both, the one that stays closed longer.
    expect(await calendar.take(mine(HALL, 120, own))).toMatchObject({ outcome: "over_quota", of: "calendar" });
    expect(await calendar.take(wish(KITCHEN, span(120), { sharing: limited }))).toMatchObject({ outcome: "taken" });
  });

  it("is never exceeded, whatever is asked for at once, and opens as one of them is given up [BKG-09] [BKG-61]", async () => {
    const calendar = aCalendar();
    const unitId = anId("unit");
    const sharing = { ...SHARED, quotas: [{ per: "household", window: "day", most: 2 } as const] };
    const ask = (n: number) => wish(n % 2 ? HALL : KITCHEN, { unitId }, { sharing, capacity: 50 });
    const told = await Promise.all(Array.from({ length: 30 }, (_, n) => calendar.take(ask(n))));
    const [first, ...others] = told.flatMap((one) => (one.outcome === "taken" ? [one.bookingId] : []));
    expect([others.length, told.filter(({ outcome }) => outcome === "over_quota").length]).toEqual([1, 28]);
    if (first) await calendar.release([first]);
    expect(await calendar.take(ask(0))).toMatchObject({ outcome: "taken" });
  });

  it("counts what the book says has begun: of any for the calendar, of its own for a resource [BKG-09]", async () => {
    const calendar = aCalendar();
    const asked = wish(HALL, { unitId: anId("unit") });
    const { userId, unitId } = asked;
    const begun = { bookingId: anId("booking"), userId, unitId, startAt: NOW - hours(1), guests: 0 };
    const started = [{ ...begun, resourceId: KITCHEN }];
    const most = [{ per: "person", window: "week", most: 1 } as const];
    const own = { ...asked, started, rules: { ...asked.rules, quotas: most } };
    expect(await calendar.foretell(own)).toMatchObject({ outcome: "taken" });
    const all = { ...asked, started, rules: { ...asked.rules, sharing: { ...SHARED, quotas: most } } };
    expect(await calendar.foretell(all)).toMatchObject({ outcome: "over_quota", of: "calendar" });
  });

  it("is what its newest version says, whichever way that came", async () => {
    const calendar = aCalendar();
    await calendar.take(wish(HALL, {}, { sharing: SHARED }));
    await calendar.learnSharing({ ...EXCLUSIVE, version: 3 });
    await calendar.learnSharing({ ...SHARED, version: 2 });
    await evictDurableObject(calendar);
    expect(await calendar.take(wish(KITCHEN, {}, { sharing: SHARED }))).toMatchObject({ outcome: "full" });
    const newer = { sharing: { ...SHARED, version: 4 } };
    expect(await calendar.foretell(wish(KITCHEN, {}, newer))).toMatchObject({ outcome: "taken" });
    expect(await calendar.foretell(wish(KITCHEN))).toMatchObject({ outcome: "full" });
    expect(await calendar.take(wish(KITCHEN, {}, newer))).toMatchObject({ outcome: "taken" });
    expect(await calendar.foretell(wish(KITCHEN, {}, { capacity: 2 }))).toMatchObject({ outcome: "taken" });
  });

  it("does not count against a request that is counted already, and keeps it from what is taken", async () => {
    const calendar = aCalendar();
    const sharing = { ...EXCLUSIVE, concurrent: 1 };
    const asked = wish(HALL, { approval: "open" }, { sharing });
    await calendar.take(asked);
    const other = wish(KITCHEN, {}, { sharing });
    await calendar.take(other);
    expect(await calendar.approve(asked.bookingId, seatsOf(asked))).toMatchObject({ outcome: "full" });
    await calendar.release([other.bookingId]);
    expect(await calendar.approve(asked.bookingId, seatsOf(asked))).toMatchObject({ outcome: "confirmed" });
  });
});

describe("who waits for one of several that block each other", () => {
  const waits = (what: typeof HALL, more: Partial<PlaceWish> = {}) =>
    wish(what, { wait: true, ...more }, { offerMinutes: 60 });

  it("is offered it when another one is given up, in one queue for all of them [BKG-62]", async () => {
    const calendar = aCalendar();
    const holder = waits(HALL);
    const [one, two, three] = [waits(KITCHEN), waits(HALL), waits(KITCHEN, span(60))];
    await calendar.take(holder);
    for (const [position, waiter] of [one, two].entries())
      expect(await calendar.take(waiter)).toMatchObject({ state: "waiting", position: position + 1 });
    expect(await calendar.take(two)).toMatchObject({ state: "waiting", position: 2 });
    expect(await calendar.take(three)).toMatchObject({ state: "confirmed" });
    await calendar.release([holder.bookingId]);
    expect(await stateOf(calendar, one)).toBe("offered");
    expect(await stateOf(calendar, two)).toBe("waiting");
    expect(await calendar.foretell(wish(HALL))).toMatchObject({ outcome: "full" });
    await calendar.release([one.bookingId]);
    expect(await stateOf(calendar, two)).toBe("offered");
  });

  it("has a queue of its own where they do not, and finds room once they no longer do [BKG-62]", async () => {
    const calendar = aCalendar();
    const [holder, one, two] = [waits(HALL), waits(KITCHEN), waits(KITCHEN, { userId: anId("user") })];
    for (const each of [holder, one, two]) await calendar.take(each);
    await calendar.learnSharing({ ...SHARED, version: 2 });
    expect([await stateOf(calendar, one), await stateOf(calendar, two)]).toEqual(["offered", "waiting"]);
    const rules = { offerMinutes: 60, sharing: { ...SHARED, version: 2 } };
    expect(await calendar.take(wish(HALL, { wait: true }, rules))).toMatchObject({ state: "waiting", position: 1 });
    expect(await calendar.take(two)).toMatchObject({ state: "waiting", position: 1 });
  });

  it("may wait for several of them", async () => {
    const calendar = aCalendar();
    const [holder, one] = [waits(HALL), waits(HALL)];
    await calendar.take(holder);
    await calendar.take(one);
    expect(await calendar.take(waits(KITCHEN, { userId: one.userId }))).toMatchObject({ state: "waiting" });
  });
});

describe("a calendar from before resources could share one", () => {
  it("keeps what it has, and what was counted for who waits", async () => {
    const calendar = aCalendar();
    const quotas = [{ per: "person", window: "month", most: 1 } as const];
    const rules = { offerMinutes: 60, sharing: null, quotas };
    const holder = wish(HALL, {}, rules);
    await calendar.take(holder);
    const waiter = wish(HALL, { wait: true }, rules);
    await calendar.take(waiter);
    const begun = { bookingId: anId("booking"), userId: waiter.userId, unitId: null, startAt: NOW };
    await runInDurableObject(calendar, (_, { storage: { sql } }) => {
      const started = JSON.stringify([begun]);
      sql.exec("UPDATE places SET started = ? WHERE booking_id = ?", started, waiter.bookingId);
      sql.exec("UPDATE rules SET rules = json_remove(rules, '$.sharing'); DROP VIEW occupied; DROP TABLE calendar");
      sql.exec(`CREATE VIEW occupied AS SELECT booking_id AS bookingId, user_id AS userId, state, start_at AS startAt,
        end_at AS endAt, attendees, accessories, coalesce(hold_until, 9007199254740991) AS until FROM places
        WHERE state IN ('held', 'offered', 'confirmed')`);
    });
    await evictDurableObject(calendar);
    expect(await calendar.take(wish(HALL, {}, { sharing: null }))).toMatchObject({ outcome: "full" });
    await calendar.release([holder.bookingId]);
    expect(await stateOf(calendar, waiter)).toBe("waiting");
    expect(await calendar.take(wish(HALL, {}, { sharing: null }))).toMatchObject({ outcome: "taken" });
  });
});

import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import { hours, type Instant, minutes, seconds } from "#shared/core/time";
import { brokenPromises, goOn, type Kept, type Look, lookAt } from "#shared/testing/agreement";
import { from } from "#shared/testing/bookings";
import { aHouse, type House, NOW, TEN } from "#shared/testing/broken";
import { doorOf, failing, interrupted } from "#shared/testing/faults";
import { at, deliver } from "#shared/testing/queue";
import { as } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import { settlePlace } from "../alarms.ts";
import type { Env } from "../call.ts";
import { type Place, type Verdict, WAITERS_LIMIT } from "../domain/place.ts";
import worker from "../index.ts";
import { bookingRoutes } from "../routes/bookings.ts";
import { stepRoutes } from "../routes/steps.ts";
import { PATIENCE } from "./resource-calendar.ts";

const ours = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });
const bound = { env: ours, door, heard: deliver(worker, "bookings", ours) };
const app = createApp<Env>({ worker: "bookings", contract: bookings });
bookingRoutes(app);
stepRoutes(app);
const queue = { offerMinutes: 30 };

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

/** The database in which a batch of an alarm breaks off. */
type Broken = (state: DurableObjectState, batch: number, when: "before" | "after") => D1Database;
const BREAKS = {
  "the book fails": (_, batch, when) => failing(ours.DB, batch, when),
  /** In the middle of its work: nothing is left of it but what is stored. */
  "the calendar is evicted": (state, batch, when) =>
    interrupted(ours.DB, batch, {
      [when]: () => {
        state.abort("evicted");
        return new Promise<never>(() => undefined);
      },
    }),
} satisfies Record<string, Broken>;
type Break = keyof typeof BREAKS;

/** The next question that the calendar asks the book breaks off: `before` what the book did about it, or `after`. */
const breakNext = ({ calendar }: House, fault: Break, batch: number, when: "before" | "after") =>
  runInDurableObject(calendar, (object, state) => {
    const asking = object as unknown as { settle: (place: Place) => Promise<Verdict> };
    const settle = asking.settle;
    asking.settle = (place) => {
      asking.settle = settle;
      const env = { ...ours, DB: BREAKS[fault](state, batch, when), EVENTS: undefined } as unknown as Env;
      return settlePlace(env, { waitUntil: () => undefined }, place);
    };
  });

interface Ringing {
  readonly what: string;
  readonly rules?: Record<string, unknown>;
  readonly prepare: (house: House) => Promise<string>;
  /** When the alarm has something to say to the book. */
  readonly due: Instant;
  readonly becomes: string;
  /** The book has it already: there is no second batch that would write it. */
  readonly isOnlyRead?: true;
}

const cutOff = () => doorOf(app, { ...ours, DB: failing(ours.DB, 2, "before") });
const statusOf = async ({ one }: House, id: string) => (await as(door, one).get(`/v1/bookings/${id}`)).body.status;

/** What a request asked of the calendar, and never wrote into the book. */
async function unwritten(asked: Promise<{ readonly status: number }>): Promise<void> {
  expect((await asked).status).toBe(500);
}

const ringing: Ringing[] = [
  {
    what: "an offer",
    rules: queue,
    prepare: async (house) => {
      const had = await house.id(house.two, house.book, from(TEN));
      const id = await house.id(house.one, house.book, from(TEN, 1, { wait: true }));
      await as(door, house.two).post(`/v1/bookings/${had}/cancel`);
      return id;
    },
    ...{ due: NOW, becomes: "offered" },
  },
  {
    what: "the end of an offer",
    rules: queue,
    prepare: async (house) => {
      const had = await house.id(house.two, house.book, from(TEN));
      const id = await house.id(house.one, house.book, from(TEN, 1, { wait: true }));
      await house.id(house.three, house.book, from(TEN, 1, { wait: true }));
      await as(door, house.two).post(`/v1/bookings/${had}/cancel`);
      await runDurableObjectAlarm(house.calendar);
      return id;
    },
    ...{ due: NOW + minutes(30), becomes: "lapsed" },
  },
  {
    what: "the end of a hold",
    prepare: (house) => house.id(house.one, house.book, from(TEN, 1, { hold: true })),
    ...{ due: NOW + minutes(5), becomes: "lapsed" },
  },
  {
    what: "the end of a request that nobody decided",
    rules: { approval: "blocking" },
    prepare: (house) => house.id(house.one, house.book, from(TEN)),
    ...{ due: TEN, becomes: "lapsed" },
  },
  {
    what: "the end of a wait",
    rules: queue,
    prepare: async (house) => {
      await house.id(house.two, house.book, from(TEN));
      return house.id(house.one, house.book, from(TEN, 1, { wait: true }));
    },
    ...{ due: TEN + hours(1), becomes: "lapsed" },
  },
  {
    what: "a booking for which nobody came",
    rules: { checkInMinutes: 15, ...queue },
    prepare: async (house) => {
      const id = await house.id(house.one, house.book, from(TEN, 2));
      await house.id(house.two, house.book, from(TEN + hours(1), 1, { wait: true }));
      return id;
    },
    ...{ due: TEN + minutes(15), becomes: "no_show" },
  },
  {
    what: "a booking whose person is there",
    rules: { checkInMinutes: 15 },
    prepare: async (house) => {
      const id = await house.id(house.one, house.book, from(TEN, 2));
      at(TEN);
      expect((await as(door, house.one).post(`/v1/bookings/${id}/check-in`)).status).toBe(200);
      return id;
    },
    ...{ due: TEN + minutes(15), becomes: "checked_in", isOnlyRead: true },
  },
  {
    what: "a booking that never reached it",
    prepare: async (house) => {
      await unwritten(as(cutOff(), house.one).post(house.book, from(TEN)));
      return runInDurableObject(house.calendar, (_, { storage }) =>
        String(storage.sql.exec("SELECT booking_id AS id FROM places").one().id),
      );
    },
    ...{ due: NOW + seconds(30), becomes: "lapsed" },
  },
  {
    what: "a confirmation that never reached it",
    prepare: async (house) => {
      const id = await house.id(house.one, house.book, from(TEN, 1, { hold: true }));
      await unwritten(as(cutOff(), house.one).post(`/v1/bookings/${id}/confirm`));
      return id;
    },
    ...{ due: NOW + seconds(30), becomes: "confirmed" },
  },
  {
    what: "a move that never reached it",
    prepare: async (house) => {
      const id = await house.id(house.one, house.book, from(TEN));
      await unwritten(as(cutOff(), house.one).patch(`/v1/bookings/${id}`, from(TEN + hours(3))));
      return id;
    },
    ...{ due: NOW + seconds(30), becomes: "confirmed" },
  },
];

describe("an alarm that breaks off", () => {
  const breaks = Object.keys(BREAKS) as Break[];
  const cases = ringing.flatMap((one) =>
    breaks.flatMap((fault) => (["before", "after"] as const).map((when) => ({ ...one, fault, when }))),
  );
  it.each(cases)("as $fault $when the book has $what, rings again until calendar and book agree", async (one) => {
    const house = await aHouse(bound, one.rules);
    const id = await one.prepare(house);
    await breakNext(house, one.fault, one.isOnlyRead ? 1 : 2, one.when);
    at(one.due);
    const [rung] = await Promise.allSettled([runDurableObjectAlarm(house.calendar)]);
    expect(rung.status).toBe(one.fault === "the calendar is evicted" ? "rejected" : "fulfilled");
    const scene = { ...house.scene, calendar: ours.CALENDARS.getByName(house.terrace.calendarId) };
    const again = await runInDurableObject(scene.calendar, (_, { storage }) => storage.getAlarm());
    expect(again ?? Number.POSITIVE_INFINITY, "rings although nobody comes").toBeLessThanOrEqual(one.due + PATIENCE);
    await goOn(scene, one.due + minutes(2), bound.heard);
    expect(brokenPromises(await lookAt(scene))).toEqual([]);
    expect(await statusOf(house, id)).toBe(one.becomes);
  });
});

describe("a hold that becomes a request which keeps no time", () => {
  it("leaves its time to who waits for it", async () => {
    const house = await aHouse(bound, { approval: "open", ...queue });
    const held = await house.id(house.one, house.book, from(TEN, 1, { hold: true }));
    const waiting = await house.id(house.two, house.book, from(TEN, 1, { wait: true }));
    await as(door, house.one).post(`/v1/bookings/${held}/confirm`);
    await goOn(house.scene, NOW + minutes(1), bound.heard);
    expect((await as(door, house.two).get(`/v1/bookings/${waiting}`)).body.status).toBe("offered");
    expect(brokenPromises(await lookAt(house.scene))).toEqual([]);
  });
});

describe("the queue of a calendar", () => {
  it("is never longer than it may be, whoever asks for its last place at once", async () => {
    const house = await aHouse(bound, queue);
    await house.id(house.one, house.book, from(TEN));
    await house.id(house.two, house.book, from(TEN, 1, { wait: true }));
    await runInDurableObject(house.calendar, (_, { storage }) =>
      storage.sql.exec(
        `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
         INSERT INTO places (booking_id, resource_id, user_id, request_key, start_at, end_at, attendees, state, queued_at)
         SELECT 'bkg_' || i, resource_id, 'usr_' || i, 'k' || i, start_at, end_at, 1, 'waiting', queued_at + i
         FROM n, places WHERE state = 'waiting'`,
        WAITERS_LIMIT - 2,
      ),
    );
    const wait = () =>
      as(door, house.three).post(house.book, from(TEN, 1, { wait: true }), { "idempotency-key": crypto.randomUUID() });
    const told = await Promise.all([
      wait(),
      wait(),
      as(door, house.boss).post(house.book, from(TEN, 1, { wait: true })),
    ]);
    expect(told.filter(({ status }) => status === 201)).toMatchObject([{ body: { waitlistPosition: WAITERS_LIMIT } }]);
    expect(told.map(({ body }) => body.code)).toContain("booking.waitlist_full");
  });
});

describe("the checker of calendar and book", () => {
  const sabotages: [string, (house: House, id: string) => Promise<unknown>, RegExp][] = [
    ["a place that is lost", (house) => inCalendar(house, "DELETE FROM places"), /they differ/],
    ["a place that is never asked about", (house) => inCalendar(house, "UPDATE places SET due_at = 1"), /is not/],
    [
      "a place that is over and stays",
      (house) => inCalendar(house, "UPDATE places SET state = 'over'"),
      /keeps what is over/,
    ],
    [
      "a booking that ends in the book alone",
      (_, id) => inBook("UPDATE bookings SET status = 'cancelled' WHERE id = ?", id),
      /they differ/,
    ],
    [
      "a hold that never ends",
      (_, id) => inBook("UPDATE bookings SET status = 'held', hold_until = 1 WHERE id = ?", id),
      /still held past its time/,
    ],
    ["a word that is said twice", (_, id) => inBook(`${COPY} AND envelope ->> '$.subject' = ?`, id), /said twice/],
  ];
  const COPY =
    "INSERT INTO outbox SELECT id || '2', envelope, at FROM outbox WHERE envelope ->> '$.type' LIKE 'booking.%'";
  const inCalendar = ({ calendar }: House, sql: string) =>
    runInDurableObject(calendar, (_, { storage }) => void storage.sql.exec(sql));
  const inBook = (sql: string, id: string) => ours.DB.prepare(sql).bind(id).run();

  it("notices whatever is broken behind its back", async () => {
    const caught: string[][] = [];
    for (const [, sabotage] of sabotages) {
      const house = await aHouse(bound, queue);
      const id = await house.id(house.one, house.book, from(TEN));
      await goOn(house.scene, NOW + minutes(1), bound.heard);
      expect(brokenPromises(await lookAt(house.scene))).toEqual([]);
      await sabotage(house, id);
      caught.push(brokenPromises(await lookAt(house.scene)));
      at(NOW);
    }
    for (const [index, [name, , words]] of sabotages.entries()) expect(caught[index]?.join(), name).toMatch(words);
  });

  it("notices two for one request, one person twice, too many seats, and who waits beside an empty one", () => {
    const times = { startAt: TEN, endAt: TEN + hours(1), attendees: 1, approval: "none" };
    const one = {
      ...times,
      id: "one",
      userId: "u",
      holdUntil: null,
      checkInUntil: null,
      dueAt: null,
      keptStartAt: null,
    };
    const place = (more: Partial<Kept>): Kept => ({ ...one, state: "confirmed", ...more });
    const booking = (more: object) => ({ ...one, status: "held", requestKey: "k", ...more });
    const look: Look = {
      ...{ now: NOW, capacity: 1, agreement: { unsettled: 0, difference: null }, said: [] },
      ...{ places: [], bookings: [] },
    };
    const faults = (more: Partial<Look>) => brokenPromises({ ...look, ...more }).join();
    expect(faults({})).toBe("");
    const two = { id: "two", userId: "v" };
    expect(faults({ bookings: [booking({}), booking(two)] })).toMatch(
      /two for one request.*too many seats in the book/,
    );
    expect(faults({ bookings: [booking({}), booking({ id: "two", requestKey: "l" })] })).toMatch(/one person twice/);
    expect(faults({ places: [place({}), place(two)] })).toMatch(/too many seats in the calendar/);
    expect(faults({ places: [place({ state: "waiting" })] })).toMatch(/waits, though there is room/);
    expect(faults({ places: [place({}), place({ ...two, state: "waiting" })] })).toBe("");
    expect(faults({ bookings: [booking({ status: "confirmed" })] })).toMatch(/booking.created was said 0 times/);
  });
});

import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import { minutes, seconds } from "#shared/core/time";
import { aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { doorOf, failing, interrupted } from "#shared/testing/faults";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at } from "#shared/testing/queue";
import { as, written } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import type { Env } from "../call.ts";
import { bookingRoutes } from "./bookings.ts";
import { stepRoutes } from "./steps.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const ours = env as unknown as Env;
const app = createApp<Env>({ worker: "bookings", contract: bookings });
bookingRoutes(app);
stepRoutes(app);
const door = exports.Door({ props: { caller: "gateway" } });
/** The second batch of a write is its commit. */
const broken = (when: "before" | "after") => doorOf(app, { ...ours, DB: failing(ours.DB, 2, when) });
/** A crash right after the commit: the calendar never hears of it. */
const forgetful = doorOf(app, { ...ours, CALENDARS: deaf(ours.CALENDARS) });

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

async function aHouse() {
  const building = await aBuilding(ours.DB);
  const terrace = await aTerrace(door, building);
  const [resident, neighbour] = [await aResident(ours.DB, building), await aResident(ours.DB, building)];
  const calendar = ours.CALENDARS.getByName(terrace.calendarId);
  return { terrace, resident, neighbour, calendar, book: `/v1/resources/${terrace.id}/bookings` };
}

type House = Awaited<ReturnType<typeof aHouse>>;

const mine = async ({ resident }: House) => (await as(door, resident).get("/v1/me/bookings")).body.items;

/** The alarms that are due half a minute, or a hold, later. */
async function later({ calendar }: House, wait = seconds(30)) {
  at(Date.now() + wait);
  await runDurableObjectAlarm(calendar);
}

/** Nothing waits any more, and the calendar has exactly the live bookings of the book. */
async function isSettled(house: House) {
  const places = await runInDurableObject(house.calendar, (_, { storage }) =>
    storage.sql.exec("select booking_id as id, state, due_at from places").toArray(),
  );
  const { results } = await ours.DB.prepare("select id from bookings where resource_id = ? and status = 'confirmed'")
    .bind(house.terrace.id)
    .all();
  expect(places).toEqual(results.map(({ id }) => ({ id, state: "confirmed", due_at: null })));
}

const saidOf = async (id: string) =>
  (await written(ours.DB)).filter(({ subject }) => subject === id).map(({ type }) => type);

describe("a booking whose commit failed", () => {
  it("before it took effect, frees its place after half a minute, and leaves nothing behind", async () => {
    const house = await aHouse();
    const told = await as(broken("before"), house.resident).post(house.book, from(TEN));
    expect(told).toMatchObject({ status: 500, body: { code: "service.broken" } });
    expect((await as(door, house.neighbour).post(house.book, from(TEN))).body.code).toBe("booking.slot_taken");
    await later(house);
    expect(await mine(house)).toMatchObject([{ status: "lapsed" }]);
    expect((await as(door, house.neighbour).post(house.book, from(TEN))).status).toBe(201);
    await later(house);
    await isSettled(house);
  });

  it("before it took effect, is made by the same request sent again", async () => {
    const house = await aHouse();
    await as(broken("before"), house.resident).post(house.book, from(TEN), { "idempotency-key": "k" });
    const told = await as(door, house.resident).post(house.book, from(TEN), { "idempotency-key": "k" });
    expect(told).toMatchObject({ status: 201, body: { status: "confirmed" } });
    await later(house);
    await isSettled(house);
    expect(await saidOf(told.body.id)).toEqual(["booking.created"]);
  });

  it("before it took effect, is made anew by the same request after its place was freed", async () => {
    const house = await aHouse();
    await as(broken("before"), house.resident).post(house.book, from(TEN));
    await later(house);
    expect(await as(door, house.resident).post(house.book, from(TEN))).toMatchObject({
      status: 201,
      body: { status: "confirmed" },
    });
    await later(house);
    await isSettled(house);
  });

  it("after it took effect, stays booked, and the same request finds it", async () => {
    const house = await aHouse();
    expect((await as(broken("after"), house.resident).post(house.book, from(TEN))).status).toBe(500);
    await later(house);
    await isSettled(house);
    const told = await as(door, house.resident).post(house.book, from(TEN));
    expect(told).toMatchObject({ status: 201, body: { status: "confirmed" } });
    expect(await mine(house)).toHaveLength(1);
    expect(await saidOf(told.body.id)).toEqual(["booking.created"]);
  });
});

describe("a booking that comes to the book too late", () => {
  it("is refused, as its place was given up meanwhile", async () => {
    const house = await aHouse();
    const slow = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before: () => later(house) }) });
    const told = await as(slow, house.resident).post(house.book, from(TEN));
    expect(told).toMatchObject({ status: 409, body: { code: "booking.lapsed" } });
    expect((await as(door, house.neighbour).post(house.book, from(TEN))).status).toBe(201);
    await later(house);
    await isSettled(house);
  });
});

describe("a hold whose commit failed", () => {
  it.each(["before", "after"] as const)("%s it took effect, lapses with its five minutes", async (when) => {
    const house = await aHouse();
    expect((await as(broken(when), house.resident).post(house.book, from(TEN, 1, { hold: true }))).status).toBe(500);
    await later(house, minutes(5));
    await isSettled(house);
    expect(await mine(house)).toMatchObject([{ status: "lapsed", holdUntil: null }]);
    expect((await as(door, house.neighbour).post(house.book, from(TEN))).status).toBe(201);
  });
});

describe("a confirmation whose commit failed", () => {
  it.each(["before", "after"] as const)("%s it took effect, is finished forward, and said once", async (when) => {
    const house = await aHouse();
    const held = await as(door, house.resident).post(house.book, from(TEN, 1, { hold: true }));
    at(NOW + minutes(5) - 1);
    expect((await as(broken(when), house.resident).post(`/v1/bookings/${held.body.id}/confirm`)).status).toBe(500);
    await later(house);
    await isSettled(house);
    expect(await mine(house)).toMatchObject([{ id: held.body.id, status: "confirmed", holdUntil: null }]);
    expect(await saidOf(held.body.id)).toEqual(["booking.created"]);
    expect((await as(door, house.neighbour).post(house.book, from(TEN))).body.code).toBe("booking.slot_taken");
  });
});

describe("a crash right after the answer", () => {
  it("of a booking leaves it settled by the alarm", async () => {
    const house = await aHouse();
    expect((await as(forgetful, house.resident).post(house.book, from(TEN))).status).toBe(201);
    await later(house);
    await isSettled(house);
  });

  it("of a hold given up leaves its place freed by the alarm, as no event says so", async () => {
    const house = await aHouse();
    const held = await as(door, house.resident).post(house.book, from(TEN, 1, { hold: true }));
    expect((await as(forgetful, house.resident).post(`/v1/bookings/${held.body.id}/cancel`)).status).toBe(200);
    await later(house);
    await isSettled(house);
  });
});

describe("a calendar that does not answer", () => {
  it("is an outage and no verdict", async () => {
    const house = await aHouse();
    const CALENDARS = { getByName: () => ({ take: () => Promise.reject(new Error("overloaded")) }) };
    const dark = doorOf(app, { ...ours, CALENDARS: CALENDARS as unknown as Env["CALENDARS"] });
    const told = await as(dark, house.resident).post(house.book, from(TEN));
    expect(told).toMatchObject({ status: 503, body: { code: "service.unavailable" } });
    expect(told.headers.get("retry-after")).toBe("5");
  });
});

/** A calendar that takes and confirms, and misses what it is told afterwards. */
function deaf(calendars: Env["CALENDARS"]): Env["CALENDARS"] {
  const lost = () => Promise.reject(new Error("the process is gone"));
  const getByName = (name: string) => {
    const { take, confirm, expectEnds } = calendars.getByName(name);
    return { take, confirm, expectEnds, settled: lost, release: lost, used: lost };
  };
  return { getByName } as unknown as Env["CALENDARS"];
}

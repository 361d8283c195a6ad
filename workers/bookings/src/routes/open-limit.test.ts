import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import { days, hours, minutes } from "#shared/core/time";
import { brokenPromises, goOn, lookAt } from "#shared/testing/agreement";
import { aTerrace, from, haveAhead, inMadrid } from "#shared/testing/bookings";
import { doorOf, failing, interrupted } from "#shared/testing/faults";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at, deliver } from "#shared/testing/queue";
import { as, manager } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import type { Env } from "../call.ts";
import worker from "../index.ts";
import { bookingRoutes } from "./bookings.ts";
import { seriesRoutes } from "./series.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const LIMIT = 100;
const SEATS = 500;
/** For stories of many requests, on a machine that has others to serve. */
const SLOW = 60_000;
const ours = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });
const app = createApp<Env>({ worker: "bookings", contract: bookings });
bookingRoutes(app);
seriesRoutes(app);

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

/** A terrace for very many, and somebody who has so many bookings ahead of something else. */
async function aHouse(ahead: number) {
  const building = await aBuilding(ours.DB);
  const [terrace, pool] = [await aTerrace(door, building, { capacity: SEATS }), await aTerrace(door, building)];
  const [resident, neighbour] = [await aResident(ours.DB, building), await aResident(ours.DB, building)];
  await haveAhead(ours.DB, resident, { ...pool, buildingId: building.id }, ahead, TEN);
  const calendar = ours.CALENDARS.getByName(terrace.calendarId);
  const boss = manager(building.id);
  const scene = { door, db: ours.DB, calendar, resourceId: terrace.id, boss, capacity: SEATS };
  const path = `/v1/resources/${terrace.id}`;
  return { resident, neighbour, boss, scene, book: `${path}/bookings`, series: `${path}/booking-series` };
}
type House = Awaited<ReturnType<typeof aHouse>>;

/** One hour that it is open after the other. */
const slot = (n: number) => TEN + days(Math.floor(n / 12)) + hours(n % 12);
const all = { attendees: SEATS };

const openOf = async ({ resident }: House) =>
  (
    await ours.DB.prepare("select count(*) as many from bookings where user_id = ? and status in ('confirmed', 'held')")
      .bind(resident.id)
      .first<{ many: number }>()
  )?.many;

const detail = "One person may have 100 bookings ahead of them.";
const tooMany = { status: 409, body: { code: "booking.too_many", facts: { limit: LIMIT }, detail } };

describe("whoever has ninety-nine bookings ahead", { timeout: SLOW }, () => {
  it("has one more at most, whatever is asked at once, and what the others had taken is free again", async () => {
    const house = await aHouse(LIMIT - 1);
    const { resident, neighbour, scene, book } = house;
    const asked = Array.from({ length: 60 }, (_, n) => from(slot(n), 1, { ...all, hold: n % 3 === 0 }));
    const told = await Promise.all(asked.map((body) => as(door, resident).post(book, body)));
    expect(told.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1);
    for (const one of told.filter(({ status }) => status !== 201)) expect(one).toMatchObject(tooMany);
    expect(await openOf(house)).toBe(LIMIT);

    await goOn(scene, NOW + minutes(6), deliver(worker, "bookings", ours));
    const refused = slot(told.findLastIndex(({ status }) => status === 409));
    expect((await as(door, neighbour).post(book, from(refused, 1, all))).status).toBe(201);
    expect(brokenPromises(await lookAt(scene))).toEqual([]);
  });

  it("has one more at most when the house books for them at once", async () => {
    const house = await aHouse(LIMIT - 1);
    const { resident, boss, book, scene } = house;
    const asked = Array.from({ length: 6 }, (_, n) => from(slot(n), 1, { userId: resident.id }));
    const told = await Promise.all(asked.map((body) => as(door, boss).post(book, body)));
    expect(told.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(await openOf(house)).toBe(LIMIT);
    await goOn(scene, NOW + minutes(6), deliver(worker, "bookings", ours));
    expect(brokenPromises(await lookAt(scene))).toEqual([]);
    expect(await openOf(house)).toBe(LIMIT);
  });

  it("gets the hundredth for the same request twenty times at once, with a key or without, and ever after", async () => {
    for (const headers of [{}, { "idempotency-key": "k" }]) {
      const { resident, book } = await aHouse(LIMIT - 1);
      const ask = () => as(door, resident).post(book, from(TEN), headers);
      const told = [...(await Promise.all(Array.from({ length: 20 }, ask))), await ask()];
      expect(new Set(told.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
      expect(told[0]?.status).toBe(201);
      expect(await as(door, resident).post(book, from(slot(1)), headers)).not.toMatchObject({ status: 201 });
    }
  });

  it("gets the hundredth also where the answer was lost", async () => {
    const { resident, book } = await aHouse(LIMIT - 1);
    const lost = doorOf(app, { ...ours, DB: failing(ours.DB, 2, "after") });
    const key = { "idempotency-key": "k" };
    expect((await as(lost, resident).post(book, from(TEN), key)).status).toBe(500);
    expect((await as(door, resident).post(book, from(TEN), key)).status).toBe(201);
    expect(await as(door, resident).post(book, from(slot(1)))).toMatchObject(tooMany);
  });

  it("has room again for each that is given up, and for each that begins", async () => {
    const { resident, book } = await aHouse(LIMIT);
    const who = as(door, resident);
    expect(await who.post(book, from(slot(1)))).toMatchObject(tooMany);
    const [last] = (await who.get("/v1/me/bookings?limit=1")).body.items;
    expect((await who.post(`/v1/bookings/${last.id}/cancel`)).status).toBe(200);
    expect((await who.post(book, from(slot(1)))).status).toBe(201);
    expect(await who.post(book, from(slot(2)))).toMatchObject(tooMany);
    at(slot(1));
    expect((await who.post(book, from(slot(2)))).status).toBe(201);
  });
});

describe("a series that others overtake", { timeout: SLOW }, () => {
  const daily = (conflicts: string) => from(TEN, 1, { rule: "FREQ=DAILY;COUNT=5", conflicts });

  it("is what fits under the limit by then, and says what does not", async () => {
    const house = await aHouse(LIMIT - 5);
    const { resident, book, series } = house;
    const before = async () => {
      for (const n of [1, 2]) await as(door, resident).post(book, from(slot(n)));
    };
    const slow = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before }) });
    const told = await as(slow, resident).post(series, daily("skip"));
    expect([told.status, told.body.bookings.length]).toEqual([201, 3]);
    const problem = { code: "booking.too_many", facts: { limit: LIMIT } };
    expect(told.body.skipped).toMatchObject([4, 5].map((position) => ({ position, problem })));
    expect(await openOf(house)).toBe(LIMIT);
  });

  it("is none where it is to be whole", async () => {
    const house = await aHouse(LIMIT - 5);
    const { resident, book, series, scene } = house;
    const before = async () => void (await as(door, resident).post(book, from(slot(1))));
    const slow = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before }) });
    expect(await as(slow, resident).post(series, daily("fail"))).toMatchObject({
      status: 409,
      body: { code: "series.conflict", facts: { conflicts: 1, position: 5, rule: "booking.too_many" } },
    });
    expect(await openOf(house)).toBe(LIMIT - 4);
    await goOn(scene, NOW + minutes(6), deliver(worker, "bookings", ours));
    expect(brokenPromises(await lookAt(scene))).toEqual([]);
  });

  it("never makes more than a hundred with another", async () => {
    const house = await aHouse(LIMIT - 5);
    const { resident, series } = house;
    const asked = [0, 1, 2].map((n) => from(slot(n), 1, { rule: "FREQ=DAILY;COUNT=3", conflicts: "skip" }));
    await Promise.all(asked.map((body) => as(door, resident).post(series, body)));
    expect(await openOf(house)).toBe(LIMIT);
  });
});

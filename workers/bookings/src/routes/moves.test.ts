import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import { days, hours, seconds, toIso } from "#shared/core/time";
import { aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { doorOf, failing, interrupted } from "#shared/testing/faults";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at } from "#shared/testing/queue";
import { as, manager, written } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import type { Env } from "../call.ts";
import { stepRoutes } from "./steps.ts";

const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
/** For stories of many requests, on a machine that has others to serve. */
const SLOW = 60_000;
const ours = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });
const app = createApp<Env>({ worker: "bookings", contract: bookings });
stepRoutes(app);

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

async function aHouse(rules = {}) {
  const building = await aBuilding(ours.DB);
  const terrace = await aTerrace(door, building, rules);
  const [resident, neighbour] = [await aResident(ours.DB, building), await aResident(ours.DB, building)];
  const calendar = ours.CALENDARS.getByName(terrace.calendarId);
  const boss = manager(building.id);
  return { building, terrace, resident, neighbour, boss, calendar, book: `/v1/resources/${terrace.id}/bookings` };
}
type House = Awaited<ReturnType<typeof aHouse>>;

const placesIn = ({ calendar }: House) =>
  runInDurableObject(calendar, (_, { storage }) =>
    storage.sql
      .exec("select start_at as startAt, attendees, kept_start_at as kept, due_at as due from places order by start_at")
      .toArray(),
  );
const later = (startAt: number, long = 1) => ({ startAt: toIso(startAt), endAt: toIso(startAt + hours(long)) });

describe("a booking is moved", () => {
  it("to a free time, whole, and what it had is free; told once", async () => {
    const house = await aHouse();
    const who = as(door, house.resident);
    const { body } = await who.post(house.book, from(TEN));
    const moved = await who.patch(`/v1/bookings/${body.id}`, later(TEN + hours(3), 2), { "if-match": '"v1"' });
    expect(moved).toMatchObject({ status: 200, body: { id: body.id, ...later(TEN + hours(3), 2) } });
    expect((await who.patch(`/v1/bookings/${body.id}`, {})).body).toMatchObject(later(TEN + hours(3), 2));
    expect(await placesIn(house)).toEqual([{ startAt: TEN + hours(3), attendees: 1, kept: null, due: null }]);
    expect((await as(door, house.neighbour).post(house.book, from(TEN))).status).toBe(201);
    const told = (await written(ours.DB)).filter(({ subject }) => subject === body.id).map(({ type }) => type);
    expect(told.sort()).toEqual(["booking.created", "booking.moved"]);
  });

  it("not yet where it is only asked: what would be, under the version there is, and a key says the same", async () => {
    const house = await aHouse();
    const who = as(door, house.resident);
    const { body } = await who.post(house.book, from(TEN));
    const [path, wish] = [`/v1/bookings/${body.id}`, later(TEN + hours(3), 2)];
    const before = { places: await placesIn(house), said: await written(ours.DB, { audit: true }) };
    const asked = await who.patch(`${path}?dryRun=true`, wish, { "if-match": '"v1"', "idempotency-key": "k" });
    expect(asked).toMatchObject({ status: 200, body: { id: body.id, status: "confirmed", ...wish } });
    expect(asked.headers.get("etag")).toBe('"v1"');
    expect((await who.get(path)).body).toEqual(body);
    expect({ places: await placesIn(house), said: await written(ours.DB, { audit: true }) }).toEqual(before);

    expect((await who.patch(path, wish, { "idempotency-key": "k" })).body).toEqual(asked.body);
    await who.patch(path, later(TEN + hours(5)));
    for (const way of [path, `${path}?dryRun=true`]) {
      expect((await who.patch(way, wish, { "idempotency-key": "k" })).body).toEqual(asked.body);
      expect((await who.patch(way, {}, { "idempotency-key": "k" })).status).toBe(422);
    }
  });

  it("nowhere where a dry run says that it cannot be, for the same reason, and everywhere else", {
    timeout: SLOW,
  }, async () => {
    const house = await aHouse({ mode: "free", stepMinutes: 30, minMinutes: 30, maxMinutes: 180, capacity: 3 });
    const [who, other] = [as(door, house.resident), as(door, house.neighbour)];
    const { body } = await who.post(house.book, from(TEN));
    await other.post(house.book, from(TEN + hours(2), 1, { attendees: 2 }));
    const seen = new Set<string>();
    for (const start of [-12, 0.5, 2, 2.25, 3, 500])
      for (const long of [0, 1, 4])
        for (const attendees of [1, 2, 4]) {
          const wish = { ...later(TEN + hours(start), long), attendees };
          const asked = await who.patch(`/v1/bookings/${body.id}?dryRun=true`, wish);
          const done = await who.patch(`/v1/bookings/${body.id}`, wish);
          const { requestId: _, ...said } = asked.body;
          expect([asked.status, done.body]).toEqual([done.status, expect.objectContaining(said)]);
          seen.add(done.body.code ?? "moved");
        }
    expect([...seen]).toEqual(expect.arrayContaining(["moved", "booking.slot_taken", "booking.over_capacity"]));
    expect(seen.size).toBeGreaterThan(6);
  });

  it("nowhere where it is taken, out of hours, by a stranger or by an old version: nothing changes", async () => {
    const house = await aHouse();
    const [who, other] = [as(door, house.resident), as(door, house.neighbour)];
    const { body } = await who.post(house.book, from(TEN));
    await other.post(house.book, from(TEN + hours(1)));
    const patch = (wish: unknown, headers = {}) => who.patch(`/v1/bookings/${body.id}`, wish, headers);
    expect((await patch(later(TEN + hours(1)))).body.code).toBe("booking.slot_taken");
    expect((await patch(later(TEN + hours(20)))).body.code).toBe("booking.outside_hours");
    expect((await patch({ startAt: toIso(TEN + hours(2)) })).body.code).toBe("booking.ends_before_start");
    expect((await patch({ status: "held" })).body.code).toBe("request.invalid");
    expect((await patch(later(TEN + hours(3)), { "if-match": '"v9"' })).status).toBe(412);
    expect((await other.patch(`/v1/bookings/${body.id}`, later(TEN + hours(3)))).status).toBe(404);
    expect((await who.get(`/v1/bookings/${body.id}`)).body).toMatchObject({ startAt: toIso(TEN) });
    expect(await placesIn(house)).toHaveLength(2);
  });

  it("by some of its own time, and to other seats, which who waits may have [BKG-06] [BKG-15]", async () => {
    const house = await aHouse({ capacity: 4, offerMinutes: 30 });
    const [who, other] = [as(door, house.resident), as(door, house.neighbour)];
    const { body } = await who.post(house.book, from(TEN, 2, { attendees: 3 }));
    expect((await who.patch(`/v1/bookings/${body.id}`, later(TEN + hours(1), 2))).status).toBe(200);
    const waiting = await other.post(house.book, from(TEN + hours(1), 1, { attendees: 2, wait: true }));
    expect(waiting.body.status).toBe("waiting");
    expect((await who.patch(`/v1/bookings/${body.id}`, { attendees: 5 })).body.code).toBe("booking.over_capacity");
    expect((await who.patch(`/v1/bookings/${body.id}`, { attendees: 2 })).body.attendees).toBe(2);
    await runDurableObjectAlarm(house.calendar);
    expect((await other.get(`/v1/bookings/${waiting.body.id}`)).body.status).toBe("offered");
  });
});

describe("whoever moves out", () => {
  it("moves nothing to after that, nor does the house for them [BKG-65]", async () => {
    const house = await aHouse();
    const leaves = await aResident(ours.DB, house.building, { untilAt: TEN + days(1) });
    const who = as(door, leaves);
    const { body } = await who.post(house.book, from(TEN));
    const refused = { status: 409, body: { code: "booking.after_moving_out" } };
    for (const by of [who, as(door, house.boss)]) {
      expect(await by.patch(`/v1/bookings/${body.id}`, later(TEN + days(2)))).toMatchObject(refused);
      expect((await by.patch(`/v1/bookings/${body.id}`, { attendees: 1 })).status).toBe(200);
    }
    expect((await who.patch(`/v1/bookings/${body.id}`, later(TEN + hours(3)))).status).toBe(200);
  });

  it("as they move something to after that, does not keep it [BKG-65]", async () => {
    const house = await aHouse();
    const { body } = await as(door, house.resident).post(house.book, from(TEN));
    const leave = async () =>
      void (await ours.DB.prepare("update homes set until_at = ?, version = 2 where user_id = ?")
        .bind(TEN + days(1), house.resident.id)
        .run());
    const slow = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before: leave }) });
    const told = await as(slow, house.resident).patch(`/v1/bookings/${body.id}`, later(TEN + days(2)));
    expect(told.body.code).toBe("booking.after_moving_out");
  });
});

describe("a move into a time that is closed meanwhile", () => {
  it("is refused with the reason, and turns back", async () => {
    const house = await aHouse();
    const { body } = await as(door, house.resident).post(house.book, from(TEN));
    const closing = { ...later(TEN + hours(3)), reason: "Election" };
    const close = async () =>
      void (await as(door, house.boss).post(house.book.replace("bookings", "blackouts"), closing));
    const slow = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before: close }) });
    const version = { "if-match": '"v1"' };
    const told = await as(slow, house.resident).patch(`/v1/bookings/${body.id}`, later(TEN + hours(3)), version);
    expect(told).toMatchObject({ status: 409, body: { code: "booking.blackout", facts: closing } });
    at(NOW + seconds(30));
    await runDurableObjectAlarm(house.calendar);
    await runDurableObjectAlarm(house.calendar);
    expect(await placesIn(house)).toEqual([{ startAt: TEN, attendees: 1, kept: null, due: null }]);
  });
});

describe("fewer seats", () => {
  it("can always be had before it starts, whatever the rules are by then, and more cannot [BKG-06]", async () => {
    const quotas = [{ per: "person", window: "day", most: 2 }];
    const rules = { capacity: 6, quotas, accessories: [{ name: "Chair", stock: 6 }] };
    const house = await aHouse(rules);
    const who = as(door, house.resident);
    const chairs = { accessories: [{ name: "Chair", count: 6 }] };
    const { body } = await who.post(house.book, from(TEN, 1, { attendees: 5, ...chairs }));
    await who.post(house.book, from(TEN + hours(2)));
    const fewer = { capacity: 3, quotas: [{ ...quotas[0], most: 1 }], accessories: [] };
    const patched = await as(door, house.boss).patch(`/v1/resources/${house.terrace.id}`, fewer, {
      "if-match": '"v1"',
    });
    expect(patched.status).toBe(200);
    expect((await who.patch(`/v1/bookings/${body.id}`, { attendees: 4 })).body).toMatchObject({ attendees: 4 });
    expect((await who.patch(`/v1/bookings/${body.id}`, { attendees: 5 })).body.code).toBe("booking.over_capacity");
    expect(await placesIn(house)).toMatchObject([{ attendees: 4, kept: null }, { attendees: 1 }]);
  });
});

describe("a move whose commit failed", () => {
  it("before it took effect turns back after half a minute, keeping both times until then", async () => {
    const house = await aHouse();
    const [who, other] = [as(door, house.resident), as(door, house.neighbour)];
    const { body } = await who.post(house.book, from(TEN));
    const broken = as(doorOf(app, { ...ours, DB: failing(ours.DB, 2, "before") }), house.resident);
    expect((await broken.patch(`/v1/bookings/${body.id}`, later(TEN + hours(3)))).status).toBe(500);
    expect((await other.post(house.book, from(TEN))).body.code).toBe("booking.slot_taken");
    expect((await other.post(house.book, from(TEN + hours(3)))).body.code).toBe("booking.slot_taken");
    at(NOW + seconds(30));
    await runDurableObjectAlarm(house.calendar);
    await runDurableObjectAlarm(house.calendar);
    expect(await placesIn(house)).toEqual([{ startAt: TEN, attendees: 1, kept: null, due: null }]);
    expect((await who.get(`/v1/bookings/${body.id}`)).body).toMatchObject({ startAt: toIso(TEN), status: "confirmed" });
    expect((await other.post(house.book, from(TEN + hours(3)))).status).toBe(201);
  });

  it("after it took effect is where the book has it, and what it had is free", async () => {
    const house = await aHouse();
    const { body } = await as(door, house.resident).post(house.book, from(TEN));
    const broken = as(doorOf(app, { ...ours, DB: failing(ours.DB, 2, "after") }), house.resident);
    expect((await broken.patch(`/v1/bookings/${body.id}`, later(TEN + hours(3)))).status).toBe(500);
    at(NOW + seconds(30));
    await runDurableObjectAlarm(house.calendar);
    expect(await placesIn(house)).toEqual([{ startAt: TEN + hours(3), attendees: 1, kept: null, due: null }]);
    expect((await as(door, house.neighbour).post(house.book, from(TEN))).status).toBe(201);
  });
});

import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import { minutes } from "#shared/core/time";
import { inMadrid } from "#shared/testing/bookings";
import { doorOf, interrupted } from "#shared/testing/faults";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at } from "#shared/testing/queue";
import { anId, as, type Door, manager, NOBODY, person, written } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import type { Env } from "../call.ts";
import { holidayRoutes } from "./holidays.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
/** For stories of many requests, on a machine that has others to serve. */
const SLOW = 30_000;
const ours = env as unknown as Env;
const door: Door = exports.Door({ props: { caller: "gateway" } });
const app = createApp<Env>({ worker: "bookings", contract: bookings });
holidayRoutes(app);

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

async function aHouse() {
  const building = await aBuilding(ours.DB);
  const runs = as(door, manager(building.id));
  const who = as(door, await aResident(ours.DB, building));
  const staff = as(door, person([{ role: "staff", on: building.id }]));
  const path = `/v1/buildings/${building.id}/holidays`;
  const add = async (date: string, name = "Fiesta") => (await runs.post(path, { date, name })).body.id as string;
  return { building, runs, who, staff, path, add };
}

const FEAST = { date: "2097-06-24", name: "San Juan 🎉" };
const refused = (status: number, code: string, facts?: object) => ({ status, body: { code, ...(facts && { facts }) } });

describe("a holiday", { timeout: SLOW }, () => {
  it("is added, seen, renamed and removed, in the round trips that are promised [BKG-14]", async () => {
    const { building, runs, who, path } = await aHouse();
    const told = await runs.post(path, FEAST);
    const { id } = told.body;
    const seen = { id, buildingId: building.id, ...FEAST, createdAt: "2097-06-04T07:00:00.000Z" };
    expect(told).toMatchObject({ status: 201, body: { ...seen, bookings: 0 } });
    expect([told.headers.get("location"), told.headers.get("etag")]).toEqual([`/v1/holidays/${id}`, '"v1"']);
    expect(told.headers.get("server-timing")).toBe('d1;desc="2 round trips"');

    at(NOW + minutes(1));
    const one = `/v1/holidays/${id}`;
    const named = await runs.patch(one, { name: " Sant Joan " }, { "if-match": '"v1"' });
    const renamed = { ...seen, name: "Sant Joan", updatedAt: "2097-06-04T07:01:00.000Z" };
    expect(named).toMatchObject({ status: 200, body: renamed });
    const read = await who.get(one);
    expect(read).toMatchObject({ status: 200, body: renamed });
    expect(read.headers.get("server-timing")).toBe('d1;desc="1 round trips"');
    expect((await who.get(one, { "if-none-match": '"v2"' })).status).toBe(304);
    for (const body of [{}, { name: "Sant Joan" }])
      expect((await runs.patch(one, body, { "if-match": '"v2"' })).headers.get("etag")).toBe('"v2"');

    const gone = await runs.delete(one, { "if-match": '"v2"' });
    expect([gone.status, gone.headers.get("server-timing")]).toEqual([204, 'd1;desc="2 round trips"']);
    expect(await who.get(one)).toMatchObject(refused(404, "thing.not_found"));
    expect((await who.get(path)).body).toEqual({ items: [], nextCursor: null });
    expect((await runs.post(path, FEAST)).status).toBe(201);
  });

  it("is written down for the audit with who changed it, and said to nobody [BKG-14]", async () => {
    const { runs, path } = await aHouse();
    const { id } = (await runs.post(path, FEAST)).body;
    at(NOW + 1);
    await runs.patch(`/v1/holidays/${id}`, { name: "Feria" }, { "if-match": '"v1"' });
    at(NOW + 2);
    await runs.delete(`/v1/holidays/${id}`, { "if-match": '"v2"' });
    const said = (await written(ours.DB, { audit: true })).filter(({ subject }) => subject === id);
    expect(said.map(({ type, data }) => [type, data])).toMatchObject([
      ["audit.recorded", { operation: "createHoliday" }],
      ["audit.recorded", { operation: "updateHoliday", fields: ["name"] }],
      ["audit.recorded", { operation: "removeHoliday" }],
    ]);
  });

  it("is changed and removed by whoever names what they read, and by no other [BKG-14]", async () => {
    const { runs, add } = await aHouse();
    const one = `/v1/holidays/${await add("2097-06-24")}`;
    expect(await runs.patch(one, { name: "Feria" })).toMatchObject(refused(428, "thing.if_match_required"));
    expect(await runs.delete(one)).toMatchObject(refused(428, "thing.if_match_required"));
    await runs.patch(one, { name: "Feria" }, { "if-match": '"v1"' });
    expect(await runs.patch(one, { name: "Otra" }, { "if-match": '"v1"' })).toMatchObject(refused(412, "thing.stale"));
    expect(await runs.delete(one, { "if-match": '"v1"' })).toMatchObject(refused(412, "thing.stale"));
    expect((await runs.get(one)).body.name).toBe("Feria");
  });

  it("that another changes meanwhile is read again, and is as it became [BKG-14]", async () => {
    const { building, runs, add } = await aHouse();
    const boss = manager(building.id);
    const [named, removed] = [`/v1/holidays/${await add("2097-06-24")}`, `/v1/holidays/${await add("2097-06-25")}`];
    const meanwhile = (path: string) => {
      const before = async () => void (await runs.patch(path, { name: "Feria" }, { "if-match": "*" }));
      return as(doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before }) }), boss);
    };
    const late = { "if-match": '"v1"' };
    expect(await meanwhile(named).patch(named, { name: "Otra" }, late)).toMatchObject(refused(412, "thing.stale"));
    expect(await meanwhile(removed).delete(removed, late)).toMatchObject(refused(412, "thing.stale"));
    expect((await runs.get(removed)).body.name).toBe("Feria");
  });

  it("is of a date once, and the same call under a key is answered again [BKG-14]", async () => {
    const { runs, path } = await aHouse();
    const key = { "idempotency-key": "k" };
    const { body } = await runs.post(path, FEAST, key);
    expect(await runs.post(path, FEAST, key)).toMatchObject({ status: 201, body });
    expect(await runs.post(path, { ...FEAST, name: "Otra" }, key)).toMatchObject(
      refused(422, "idempotency.key_reused"),
    );
    const facts = { date: FEAST.date, name: FEAST.name, holidayId: body.id };
    expect(await runs.post(path, FEAST)).toMatchObject(refused(409, "holiday.date_taken", facts));
    const other = await aHouse();
    expect((await other.runs.post(other.path, FEAST)).status).toBe(201);
  });

  it("that two add at once is there once, and a year that is full stays so [BKG-14]", async () => {
    const { building, runs, path } = await aHouse();
    const both = await Promise.all([runs.post(path, FEAST), runs.post(path, FEAST)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(both.find(({ status }) => status === 409)?.body.code).toBe("holiday.date_taken");

    await ours.DB.prepare(
      `with recursive days (n) as (select 1 union all select n + 1 from days where n < 98)
       insert into holidays select 'hol_' || printf('%026d', n), ?, date('2097-07-01', n || ' days'), 'Fiesta', 0, 0, 1 from days`,
    )
      .bind(building.id)
      .run();
    const last = await Promise.all(["2097-01-01", "2097-01-02"].map((date) => runs.post(path, { date, name: "Last" })));
    expect(last.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const full = refused(409, "holiday.too_many", { year: 2097, limit: 100 });
    expect(last.find(({ status }) => status === 409)).toMatchObject(full);
    expect(await runs.post(path, { date: "2097-12-31", name: "One more" })).toMatchObject(full);
    expect((await runs.post(path, { date: "2098-01-01", name: "Next year" })).status).toBe(201);
  });

  it("lies near today by the building's clock [BKG-14]", async () => {
    at(inMadrid("2098-01-01T00:00"));
    const { runs, path } = await aHouse();
    const facts = { first: "2097-01-01", last: "2103-12-31" };
    for (const date of ["2096-12-31", "2104-01-01"])
      expect(await runs.post(path, { date, name: "Fiesta" })).toMatchObject(
        refused(409, "holiday.out_of_range", { date, ...facts }),
      );
    expect((await runs.post(path, { date: facts.last, name: "Fiesta" })).status).toBe(201);
  });

  it.each([
    { what: "no date", body: { ...FEAST, date: "2097-02-30" }, path: "/body/date" },
    { what: "an instant", body: { ...FEAST, date: "2097-06-24T00:00:00Z" }, path: "/body/date" },
    { what: "no name", body: { date: FEAST.date }, path: "/body/name" },
    { what: "a name that nobody sees", body: { ...FEAST, name: "\u200b" }, path: "/body/name" },
    { what: "a name too long", body: { ...FEAST, name: "x".repeat(121) }, path: "/body/name" },
    { what: "half of a character", body: { ...FEAST, name: "\ud83c" }, path: "/body/name" },
    { what: "an unknown field", body: { ...FEAST, yearly: true }, path: "/body/yearly" },
  ])("is refused with $what", async ({ body, path: at }) => {
    const { runs, path } = await aHouse();
    const told = await runs.post(path, JSON.stringify(body), { "content-type": "application/json" });
    expect(told).toMatchObject({ status: 400, body: { code: "request.invalid", errors: [{ path: at }] } });
  });

  it("is not moved to another date, nor named by nothing [BKG-14]", async () => {
    const { runs, add } = await aHouse();
    const one = `/v1/holidays/${await add("2097-06-24")}`;
    for (const body of [{ date: "2097-06-25" }, { name: "" }, { name: null }])
      expect(await runs.patch(one, body, { "if-match": '"v1"' })).toMatchObject(refused(400, "request.invalid"));
  });

  it("is kept by managers, seen by who lives there and by staff, and is nothing to anybody else [BKG-14]", async () => {
    const { who, staff, path, add } = await aHouse();
    const one = `/v1/holidays/${await add("2097-06-24")}`;
    for (const some of [who, staff]) {
      expect((await some.get(path)).body.items).toMatchObject([{ date: "2097-06-24" }]);
      expect((await some.get(one)).status).toBe(200);
      const denied = refused(403, "access.denied", { permission: "resource.update" });
      expect(await some.post(path, FEAST)).toMatchObject(denied);
      expect(await some.patch(one, { name: "Feria" }, { "if-match": '"v1"' })).toMatchObject(denied);
      expect(await some.delete(one, { "if-match": '"v1"' })).toMatchObject(denied);
    }
    const nobody = as(door, NOBODY);
    for (const told of [await nobody.get(path), await nobody.get(one), await nobody.post(path, FEAST)])
      expect(told).toMatchObject(refused(404, "thing.not_found"));
    for (const told of [
      await nobody.patch(one, { name: "Feria" }, { "if-match": '"v1"' }),
      await nobody.delete(one, { "if-match": '"v1"' }),
    ])
      expect(told).toMatchObject(refused(404, "thing.not_found"));
    // In these tests residency, which is asked where they live, is out of order.
    const elsewhere = as(door, manager((await aBuilding(ours.DB)).id));
    for (const told of [await elsewhere.get(path), await elsewhere.get(one), await elsewhere.post(path, FEAST)])
      expect(told.status).toBe(503);
    expect(await who.get(`/v1/holidays/${anId("holiday")}`)).toMatchObject(refused(404, "thing.not_found"));
    expect((await who.get(`/v1/holidays/${anId("blackout")}`)).status).toBe(400);
  });
});

describe("the holidays of a building", { timeout: SLOW }, () => {
  it("are told by their dates, all or those of a year, page by page [BKG-14]", async () => {
    const { who, path, add } = await aHouse();
    for (const date of ["2098-01-01", "2097-12-25", "2097-01-06", "2096-12-31"]) await add(date, `of ${date}`);
    const dates = async (query: string) => {
      const told = await who.get(`${path}?${query}`);
      expect(told.headers.get("server-timing")).toBe('d1;desc="1 round trips"');
      return told.body.items.map(({ date }: { date: string }) => date);
    };
    expect(await dates("")).toEqual(["2096-12-31", "2097-01-06", "2097-12-25", "2098-01-01"]);
    expect(await dates("year=2097")).toEqual(["2097-01-06", "2097-12-25"]);
    expect(await dates("year=2099")).toEqual([]);
    const { nextCursor } = (await who.get(`${path}?year=2097&limit=1`)).body;
    expect((await who.get(`${path}?year=2097&limit=1&cursor=${nextCursor}`)).body).toMatchObject({
      ...{ items: [{ date: "2097-12-25" }], nextCursor: null },
    });
    for (const query of ["", "year=2098&"])
      expect(await who.get(`${path}?${query}cursor=${nextCursor}`)).toMatchObject(refused(400, "request.cursor"));
  });

  it.each(["year=x", "year=97", "year=20970", "year=2097.5", "from=2097-01-01"])(
    "are not asked for by %s",
    async (query) => {
      const { who, path } = await aHouse();
      expect(await who.get(`${path}?${query}`)).toMatchObject(refused(400, "request.invalid"));
    },
  );
});

import { env, exports } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Person } from "#shared/core/actor";
import { days, toIso } from "#shared/core/time";
import { aHouse } from "#shared/testing/residency";
import { anId, as, manager, person, written } from "#shared/testing/story";

const door = exports.Door({ props: { caller: "gateway" } });
const bookings = exports.Door({ props: { caller: "bookings" } });
const trips = (told: { headers: Headers }) => Number(/desc="(\d+)/.exec(told.headers.get("server-timing") ?? "")?.[1]);
const said = async (building: string) => (await written(env.DB)).filter((event) => event.building === building);

afterEach(() => {
  vi.useRealTimers();
});

describe("who lives where", () => {
  it("is asked for any day, by the building's clock, through moving out and in again [BLD-61] [BLD-03]", async () => {
    vi.setSystemTime("2026-03-10T23:30:00Z");
    const { building, boss, at, unit, home } = await aHouse(door);
    const { id } = await unit("1A");
    const [tenant, owner] = [person(), person()];
    const { claim } = await home(id, tenant);
    await home(id, owner, "offsite_owner");
    vi.setSystemTime("2026-05-01T10:00:00Z");
    await as(door, boss).post(`/v1/residences/${claim.residenceId}/end`, {});
    vi.setSystemTime("2026-07-01T10:00:00Z");
    await home(id, tenant, "subtenant");

    const on = async (day: string) => {
      const told = await as(door, boss).get(`/v1/units/${id}/residents?at=${day}`);
      expect([told.body.timeZone, trips(told)]).toEqual(["Europe/Madrid", 1]);
      return told.body.items
        .map(({ userId, kind }: { userId: string; kind: string }) => [userId === tenant.id, kind])
        .sort();
    };
    const [before, after] = [
      [true, "tenant"],
      [true, "subtenant"],
    ];
    const always = [false, "offsite_owner"];
    // Half past eleven at night in Greenwich is half past midnight of the next day in Madrid.
    expect(await on("2026-03-10")).toEqual([]);
    expect(await on("2026-03-11")).toEqual([always, before]);
    expect(await on("2026-05-01")).toEqual([always, before]);
    expect(await on("2026-05-02")).toEqual([always]);
    expect(await on("2026-06-30")).toEqual([always]);
    expect(await on("2026-07-01")).toEqual([always, after]);
    expect((await as(door, boss).get(`/v1/units/${id}/residents`)).body.items).toHaveLength(2);
    const all = await as(door, boss).get(`${at}/residents`);
    expect([all.body.items.length, trips(all)]).toEqual([2, 1]);

    const versions = (await said(building.id))
      .filter(({ type, data }) => /^resident\./.test(type) && (data as { userId: string }).userId === tenant.id)
      .map(({ type, version }) => [type, version]);
    expect(versions).toEqual([
      ["resident.verified", 1],
      ["resident.unverified", 2],
      ["resident.verified", 3],
    ]);
  });

  it("is told to staff with names, and to no neighbour", async () => {
    const { building, at, unit, home } = await aHouse(door);
    const { id } = await unit("1A");
    const { who } = await home(id);
    for (const path of [`${at}/residents`, `/v1/units/${id}/residents`]) {
      const staff = person([{ role: "staff", on: building.id }]);
      expect((await as(door, staff).get(path)).body.items).toMatchObject([
        { userId: who.id, userName: null, unitLabel: "1A" },
      ]);
      expect(await as(door, who).get(path)).toMatchObject({
        status: 403,
        body: { facts: { permission: "resident.read" } },
      });
      for (const stranger of [person(), manager(anId("building"))])
        expect((await as(door, stranger).get(path)).status).toBe(404);
    }
    expect((await as(door, who).get(`/v1/units/${id}/residents?at=2026-02-30`)).status).toBe(400);
  });

  it("comes in pages", async () => {
    const { boss, at, unit, home } = await aHouse(door);
    const { id } = await unit("1A");
    for (let count = 0; count < 3; count += 1) await home(id);
    for (const path of [`${at}/residents`, `/v1/units/${id}/residents`]) {
      const first = (await as(door, boss).get(`${path}?limit=2`)).body;
      const second = (await as(door, boss).get(`${path}?limit=2&cursor=${first.nextCursor}`)).body;
      expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
    }
  });
});

describe("moving out", () => {
  it("is done by the resident, in two round trips: they are gone, and everybody is told", async () => {
    const { building, at, unit, home } = await aHouse(door);
    const { id } = await unit("1A");
    const { who, claim } = await home(id);
    vi.setSystemTime(Date.now() + 1000);
    const told = await as(door, who).post(`/v1/residences/${claim.residenceId}/end`, {});
    expect([told.status, trips(told), told.headers.get("etag")]).toEqual([200, 2, '"v2"']);
    expect(told.body).toMatchObject({ residenceId: claim.residenceId, unitLabel: "1A", untilAt: toIso(Date.now()) });
    const homes = await as(door, who).get("/v1/me/homes");
    expect([homes.body.items, trips(homes)]).toEqual([[], 1]);
    expect((await as(door, who).get(`${at}/units`)).status).toBe(404);
    expect((await said(building.id)).at(-1)).toMatchObject({
      type: "resident.unverified",
      subject: claim.residenceId,
      version: 2,
      data: { userId: who.id, unitId: id, untilAt: Date.now() },
    });
  });

  it("at a day ahead leaves the home open until then", async () => {
    const { at, unit, home } = await aHouse(door);
    const { who, claim } = await home((await unit("1A")).id);
    const untilAt = toIso(Date.now() + days(30));
    await as(door, who).post(`/v1/residences/${claim.residenceId}/end`, { untilAt });
    expect((await as(door, who).get("/v1/me/homes")).body.items).toMatchObject([{ untilAt }]);
    expect((await as(door, who).get(`${at}/units`)).status).toBe(200);
    vi.setSystemTime(Date.now() + days(30));
    expect((await as(door, who).get("/v1/me/homes")).body.items).toEqual([]);
    expect((await as(door, who).get(`${at}/units`)).status).toBe(404);
  });

  it("is refused before the beginning, beyond a year, and when it is done", async () => {
    const { boss, unit, home } = await aHouse(door);
    const { claim } = await home((await unit("1A")).id);
    const end = (untilAt?: number, headers = {}) =>
      as(door, boss).post(
        `/v1/residences/${claim.residenceId}/end`,
        untilAt === undefined ? {} : { untilAt: toIso(untilAt) },
        headers,
      );
    const code = (code: string) => ({ body: { code } });
    expect(await end(Date.parse(claim.decidedAt) - 1)).toMatchObject(code("residence.until_before_from"));
    expect(await end(Date.now() + days(367))).toMatchObject(code("residence.until_too_far"));
    expect(await end(undefined, { "if-match": '"v9"' })).toMatchObject(code("thing.stale"));
    expect((await end()).status).toBe(200);
    expect(await end()).toMatchObject({ status: 409, ...code("residence.ended") });
  });

  it("is the resident's and the manager's to say, and of the manager the audit knows for whom", async () => {
    const { building, boss, unit, home } = await aHouse(door);
    const { id } = await unit("1A");
    const { who, claim } = await home(id);
    const { who: neighbour } = await home(id);
    const end = (actor: Person) => as(door, actor).post(`/v1/residences/${claim.residenceId}/end`, {});
    expect((await end(neighbour)).status).toBe(404);
    expect((await end(person())).status).toBe(404);
    expect(await end(person([{ role: "staff", on: building.id }]))).toMatchObject({
      status: 403,
      body: { facts: { permission: "claim.decide" } },
    });
    expect((await end(boss)).status).toBe(200);
    const audit = (await written(env.DB, { audit: true })).filter(({ type }) => type === "audit.recorded");
    expect(audit.find(({ subject }) => subject === claim.residenceId)).toMatchObject({
      actor: boss.id,
      data: { operation: "endResidence", onBehalfOf: who.id },
    });
  });
});

describe("another worker that missed something", () => {
  const ask = (worker: typeof door, body: unknown) => as(worker, { kind: "nobody" }).post("/internal/homes-of", body);

  it("is told a building and a person's latest homes in it, ended ones too", async () => {
    const { building, organisationId, unit, home } = await aHouse(door);
    const other = await aHouse(door);
    const [one, two] = [await unit("1A"), await unit("2A")];
    const { who, claim } = await home(one.id);
    await home(two.id, who, "owner");
    await other.home((await other.unit("1A")).id, who);
    vi.setSystemTime(Date.now() + 1000);
    await as(door, who).post(`/v1/residences/${claim.residenceId}/end`, {});
    vi.setSystemTime(Date.now() + 1000);
    await home(one.id, who, "household");

    const told = await ask(bookings, { userId: who.id, buildingId: building.id });
    expect([told.status, trips(told)]).toEqual([200, 1]);
    const { id, name, timeZone, currency, locale } = building;
    expect(told.body.building).toEqual({ id, organisationId, name, timeZone, currency, locale, version: 1 });
    expect(told.body.homes).toHaveLength(2);
    const home1 = { userId: who.id, unitId: one.id, buildingId: id, unitLabel: "1A", kind: "household", untilAt: null };
    expect(told.body.homes).toContainEqual({ ...home1, fromAt: Date.now(), version: 3 });
    expect(told.body.homes).toContainEqual(expect.objectContaining({ unitId: two.id, kind: "owner", version: 1 }));
  });

  it("is told the building alone for nobody, and nothing of a building that is not there", async () => {
    const { building } = await aHouse(door);
    expect((await ask(bookings, { userId: null, buildingId: building.id })).body).toMatchObject({
      building: { id: building.id },
      homes: [],
    });
    const none = await ask(bookings, { userId: anId("user"), buildingId: anId("building") });
    expect(none.body).toEqual({ building: null, homes: [] });
  });

  it("is a worker: the gateway finds no such route", async () => {
    const { building } = await aHouse(door);
    expect((await ask(door, { userId: null, buildingId: building.id })).status).toBe(404);
  });
});

import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { ADDRESS, aHouse, PATIO } from "#shared/testing/residency";
import { admin, anId, as, manager, NOBODY, person, written } from "#shared/testing/story";

const door = exports.Door({ props: { caller: "gateway" } });
const trips = (told: { headers: Headers }) => Number(/desc="(\d+)/.exec(told.headers.get("server-timing") ?? "")?.[1]);

describe("a manager of an organisation", () => {
  it("adds a building in two round trips at most, and says so", async () => {
    const organisationId = anId("organisation");
    const told = await as(door, manager(organisationId)).post("/v1/buildings", { organisationId, ...PATIO });
    expect(told.status).toBe(201);
    expect(told.body).toMatchObject({ organisationId, name: "Patio", address: { ...ADDRESS, line2: null } });
    expect(told.headers.get("location")).toBe(`/v1/buildings/${told.body.id}`);
    expect(trips(told)).toBeLessThanOrEqual(2);
    const events = (await written(env.DB)).filter(({ building }) => building === told.body.id);
    expect(events).toMatchObject([
      {
        type: "building.created",
        subject: told.body.id,
        version: 1,
        data: { organisationId, name: "Patio", timeZone: "Europe/Madrid", currency: "EUR", locale: "es" },
      },
    ]);
  });

  it("adds it once under one key", async () => {
    const organisationId = anId("organisation");
    const who = as(door, manager(organisationId));
    const body = { organisationId, ...PATIO };
    const add = () => who.post("/v1/buildings", body, { "idempotency-key": "first" });
    const ids = (await Promise.all([add(), add(), add()])).map((told) => told.body.id);
    expect(new Set(ids).size).toBe(1);
    expect((await who.get("/v1/buildings")).body.items).toHaveLength(1);
  });

  it("adds none to another's organisation, nor does staff to their own", async () => {
    const organisationId = anId("organisation");
    for (const who of [manager(anId("organisation")), person([{ role: "staff", on: organisationId }]), person()])
      expect(await as(door, who).post("/v1/buildings", { organisationId, ...PATIO })).toMatchObject({
        status: 403,
        body: { code: "access.denied", facts: { permission: "building.create" } },
      });
    const everywhere = await as(door, admin()).post("/v1/buildings", { organisationId, ...PATIO });
    expect(everywhere.status).toBe(201);
  });

  it.each([
    { path: "/body/address/country", wrong: { address: { ...ADDRESS, country: "XX" } } },
    { path: "/body/address/line3", wrong: { address: { ...ADDRESS, line3: "x" } } },
    { path: "/body/timeZone", wrong: { timeZone: "Mars/Olympus" } },
    { path: "/body/currency", wrong: { currency: "EURO" } },
    { path: "/body/locale", wrong: { locale: "not a locale" } },
    { path: "/body/name", wrong: { name: "  " } },
    { path: "/body/name", wrong: { name: "x".repeat(121) } },
    { path: "/body/organisationId", wrong: { organisationId: anId("building") } },
  ])("is told that $path is wrong", async ({ path, wrong }) => {
    const organisationId = anId("organisation");
    const told = await as(door, manager(organisationId)).post("/v1/buildings", { organisationId, ...PATIO, ...wrong });
    expect(told).toMatchObject({ status: 400, body: { code: "request.invalid" } });
    expect(told.body.errors.map((error: { path: string }) => error.path)).toContain(path);
  });

  it("changes what they read, and only that", async () => {
    const { boss, at, building } = await aHouse(door);
    const who = as(door, boss);
    const etag = (await who.get(at)).headers.get("etag") ?? "";
    const patch = { name: "Patio de la Luz", address: { line2: "Portal B" } };
    const told = await who.patch(at, patch, { "if-match": etag });
    expect(told.body).toMatchObject({ name: "Patio de la Luz", address: { ...ADDRESS, line2: "Portal B" } });
    expect([told.headers.get("etag"), trips(told)]).toEqual(['"v2"', 2]);
    expect((await who.get(at)).body).toEqual(told.body);
    expect(await who.patch(at, patch, { "if-match": etag })).toMatchObject({
      status: 412,
      body: { code: "thing.stale" },
    });
    expect(await who.patch(at, patch)).toMatchObject({ status: 428, body: { code: "thing.if_match_required" } });
    const events = (await written(env.DB)).filter((event) => event.building === building.id);
    expect(events.map(({ type, version }) => [type, version])).toEqual([
      ["building.created", 1],
      ["building.updated", 2],
    ]);
  });

  it("is the only one to change it", async () => {
    const { at, building, unit, home } = await aHouse(door);
    const { who } = await home((await unit("1A")).id);
    const change = (actor: Parameters<typeof as>[1]) =>
      as(door, actor).patch(at, { name: "Mine" }, { "if-match": '"v1"' });
    expect(await change(who)).toMatchObject({ status: 403, body: { facts: { permission: "building.update" } } });
    expect((await change(person([{ role: "staff", on: building.id }]))).status).toBe(403);
    expect(await change(person())).toMatchObject({ status: 404, body: { code: "thing.not_found" } });
  });
});

describe("a building", () => {
  it("shows all of itself to whom it is home or work, and can be asked whether it changed", async () => {
    const { at, building, unit, home } = await aHouse(door);
    const { who } = await home((await unit("1A")).id);
    for (const actor of [who, manager(building.id), person([{ role: "provider", on: building.id }])]) {
      const told = await as(door, actor).get(at);
      expect(told.body).toEqual(building);
      expect(trips(told)).toBe(1);
      expect((await as(door, actor).get(at, { "if-none-match": told.headers.get("etag") ?? "" })).status).toBe(304);
    }
  });

  it("shows its name and address alone to anybody else, and has no version for them", async () => {
    const { at, building } = await aHouse(door);
    const told = await as(door, person()).get(at, { "if-none-match": '"v1"' });
    expect(told.status).toBe(200);
    expect(told.body).toEqual({ id: building.id, name: building.name, address: building.address });
    expect(told.headers.get("etag")).toBeNull();
  });

  it("that is not there is not found", async () => {
    const told = await as(door, person()).get(`/v1/buildings/${anId("building")}`);
    expect(told).toMatchObject({ status: 404, body: { code: "thing.not_found" } });
    expect((await as(door, person()).get("/v1/buildings/usr_1")).status).toBe(400);
  });
});

describe("the list of buildings", () => {
  it("holds those one lives in and those one serves, and no other", async () => {
    const [mine, other, ours] = [await aHouse(door), await aHouse(door), await aHouse(door)];
    const resident = person([{ role: "staff", on: ours.building.id }]);
    await mine.home((await mine.unit("1A")).id, resident);
    const told = await as(door, resident).get("/v1/buildings");
    const ids = told.body.items.map(({ id }: { id: string }) => id);
    expect(new Set(ids)).toEqual(new Set([mine.building.id, ours.building.id]));
    expect(ids).not.toContain(other.building.id);
    expect(trips(told)).toBe(1);
    expect((await as(door, person()).get("/v1/buildings")).body).toEqual({ items: [], nextCursor: null });
    expect((await as(door, NOBODY).get("/v1/buildings")).body.items).toEqual([]);
  });

  it("comes in pages whose cursors belong to one person", async () => {
    const organisationId = anId("organisation");
    const who = as(door, manager(organisationId));
    for (const name of ["A", "B", "C"]) await who.post("/v1/buildings", { organisationId, ...PATIO, name });
    const first = (await who.get("/v1/buildings?limit=2")).body;
    const second = (await who.get(`/v1/buildings?limit=2&cursor=${first.nextCursor}`)).body;
    expect(new Set([...first.items, ...second.items].map(({ name }) => name))).toEqual(new Set(["A", "B", "C"]));
    expect(second.nextCursor).toBeNull();
    const foreign = await as(door, person()).get(`/v1/buildings?cursor=${first.nextCursor}`);
    expect(foreign).toMatchObject({ status: 400, body: { code: "request.cursor" } });
  });

  it("is of all buildings for an admin of the platform", async () => {
    const { building } = await aHouse(door);
    let cursor: string | null = "";
    const ids: string[] = [];
    while (cursor !== null) {
      const page: { items: { id: string }[]; nextCursor: string | null } = (
        await as(door, admin()).get(`/v1/buildings?limit=100${cursor && `&cursor=${cursor}`}`)
      ).body;
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(ids).toContain(building.id);
  });
});

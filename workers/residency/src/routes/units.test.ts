import { exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { aHouse } from "#shared/testing/residency";
import { anId, as, manager, person } from "#shared/testing/story";

const door = exports.Door({ props: { caller: "gateway" } });
const trips = (told: { headers: Headers }) => Number(/desc="(\d+)/.exec(told.headers.get("server-timing") ?? "")?.[1]);
const labels = (told: { body: { items: { label: string }[] } }) => told.body.items.map(({ label }) => label);

describe("a building's tree", () => {
  it("is entrances, floors and units, each with its path, told apart by kind and entrance [BLD-01]", async () => {
    const { boss, at } = await aHouse(door);
    const who = as(door, boss);
    const entrance = await who.post(`${at}/entrances`, { label: "Stairs A" });
    expect([entrance.status, trips(entrance)]).toEqual([201, 2]);
    const entranceId = entrance.body.id;
    const made = await who.post(`${at}/units`, { label: "3B", floor: "3", entranceId, areaSquareMetres: 82.5 });
    expect([made.status, trips(made)]).toEqual([201, 2]);
    expect(made.body).toMatchObject({
      label: "3B",
      kind: "flat",
      floor: "3",
      entranceLabel: "Stairs A",
      path: ["Stairs A", "3", "3B"],
      areaSquareMetres: 82.5,
    });
    await who.post(`${at}/units`, { label: "P1", floor: "-1", kind: "parking" });
    await who.post(`${at}/units`, { label: "S1", kind: "storage", entranceId });
    await who.post(`${at}/units`, { label: "Shop", kind: "commercial" });

    const told = await who.get(made.headers.get("location") ?? "");
    expect(told.body).toEqual(made.body);
    expect(trips(told)).toBe(1);
    expect(labels(await who.get(`${at}/units`))).toEqual(["3B", "P1", "S1", "Shop"]);
    for (const [kind, label] of Object.entries({ flat: "3B", parking: "P1", storage: "S1", commercial: "Shop" }))
      expect(labels(await who.get(`${at}/units?kind=${kind}`))).toEqual([label]);
    expect(labels(await who.get(`${at}/units?entrance=${entranceId}`))).toEqual(["3B", "S1"]);
    const entrances = await who.get(`${at}/entrances`);
    expect(labels(entrances)).toEqual(["Stairs A"]);
    expect(trips(entrances)).toBe(1);
  });

  it("is read in the order people read, page by page", async () => {
    const { boss, at, unit } = await aHouse(door);
    for (const label of ["10A", "2A", "1A", "01A"]) await unit(label);
    const who = as(door, boss);
    const first = await who.get(`${at}/units?limit=3`);
    const second = await who.get(`${at}/units?limit=3&cursor=${first.body.nextCursor}`);
    expect([labels(first), labels(second)]).toEqual([["01A", "1A", "2A"], ["10A"]]);
    expect(trips(first)).toBe(1);
    const other = await who.get(`${at}/units?limit=3&kind=flat&cursor=${first.body.nextCursor}`);
    expect(other).toMatchObject({ status: 400, body: { code: "request.cursor" } });
  });

  it("is open to whom it is home, and nothing to anybody else", async () => {
    const { at, unit, home } = await aHouse(door);
    const { id } = await unit("1A");
    const { who } = await home(id);
    for (const path of [`${at}/units`, `${at}/entrances`, `/v1/units/${id}`]) {
      expect((await as(door, who).get(path)).status).toBe(200);
      for (const stranger of [person(), manager(anId("building"))])
        expect(await as(door, stranger).get(path)).toMatchObject({ status: 404, body: { code: "thing.not_found" } });
    }
    for (const [path, body] of [
      [`${at}/units`, { label: "2A" }],
      [`${at}/entrances`, { label: "B" }],
    ] as const) {
      expect(await as(door, who).post(path, body)).toMatchObject({
        status: 403,
        body: { code: "access.denied", facts: { permission: "unit.update" } },
      });
      expect((await as(door, person()).post(path, body)).status).toBe(404);
    }
  });

  it("answers the same for another building's unit as for none", async () => {
    const [mine, other] = [await aHouse(door), await aHouse(door)];
    const { id } = await other.unit("1A");
    const who = as(door, mine.boss);
    const [foreign, none] = [await who.get(`/v1/units/${id}`), await who.get(`/v1/units/${anId("unit")}`)];
    expect([foreign.status, { ...foreign.body, requestId: "" }]).toEqual([404, { ...none.body, requestId: "" }]);
    const patch = (unit: string) => who.patch(`/v1/units/${unit}`, { label: "x" }, { "if-match": '"v1"' });
    expect([(await patch(id)).status, (await patch(anId("unit"))).status]).toEqual([404, 404]);
  });
});

describe("a unit's label", () => {
  it("is one in its building, whatever its case", async () => {
    const { boss, at, unit } = await aHouse(door);
    await unit("1A");
    const who = as(door, boss);
    expect(await who.post(`${at}/units`, { label: "1a" })).toMatchObject({
      status: 409,
      body: { code: "unit.label_taken" },
    });
    await who.post(`${at}/entrances`, { label: "A" });
    expect(await who.post(`${at}/entrances`, { label: " a" })).toMatchObject({
      status: 409,
      body: { code: "entrance.label_taken" },
    });
    const second = await unit("2A");
    const taken = await who.patch(`/v1/units/${second.id}`, { label: "1A" }, { "if-match": '"v1"' });
    expect(taken).toMatchObject({ status: 409, body: { code: "unit.label_taken" } });
    const other = await aHouse(door);
    expect((await other.unit("1A")).label).toBe("1A");
  });
});

describe("a unit", () => {
  it("is changed as it was read, or not at all", async () => {
    const { boss, at, unit } = await aHouse(door);
    const who = as(door, boss);
    const { id } = await unit("1A", { floor: "1" });
    const entrance = (await who.post(`${at}/entrances`, { label: "B" })).body;
    const told = await who.patch(`/v1/units/${id}`, { floor: null, entranceId: entrance.id }, { "if-match": '"v1"' });
    expect(told.body).toMatchObject({ label: "1A", floor: null, entranceId: entrance.id, path: ["B", "1A"] });
    expect([trips(told), told.headers.get("etag")]).toEqual([2, '"v2"']);
    expect((await who.patch(`/v1/units/${id}`, { floor: "2" }, { "if-match": '"v1"' })).status).toBe(412);
    expect((await who.patch(`/v1/units/${id}`, { floor: "2" })).status).toBe(428);
    expect((await who.get(`/v1/units/${id}`, { "if-none-match": '"v2"' })).status).toBe(304);
  });

  it("has an entrance of its own building", async () => {
    const [mine, other] = [await aHouse(door), await aHouse(door)];
    const foreign = (await as(door, other.boss).post(`${other.at}/entrances`, { label: "A" })).body.id;
    const who = as(door, mine.boss);
    const { id } = await mine.unit("1A");
    expect(await who.post(`${mine.at}/units`, { label: "2A", entranceId: foreign })).toMatchObject({ status: 404 });
    const moved = await who.patch(`/v1/units/${id}`, { entranceId: foreign }, { "if-match": '"v1"' });
    expect(moved).toMatchObject({ status: 404, body: { code: "thing.not_found" } });
  });

  it.each([
    { areaSquareMetres: -1 },
    { areaSquareMetres: 1.234 },
    { kind: "castle" },
    { floor: "x".repeat(21) },
    { label: "x".repeat(41) },
    { colour: "red" },
  ])("is not made with %j", async (wrong) => {
    const { boss, at } = await aHouse(door);
    const told = await as(door, boss).post(`${at}/units`, { label: "1A", ...wrong });
    expect(told).toMatchObject({ status: 400, body: { errors: [{ path: `/body/${Object.keys(wrong)[0]}` }] } });
  });
});

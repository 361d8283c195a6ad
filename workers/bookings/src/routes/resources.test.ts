import { env, exports } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { A_TERRACE, aTerrace } from "#shared/testing/bookings";
import { aBuilding, aResident } from "#shared/testing/projection";
import { anId, as, manager, NOBODY, person, written } from "#shared/testing/story";

const door = exports.Door({ props: { caller: "gateway" } });
let building: Awaited<ReturnType<typeof aBuilding>>;
let path: string;

beforeEach(async () => {
  building = await aBuilding(env.DB);
  path = `/v1/buildings/${building.id}/resources`;
});

const saidOf = async (id: string) =>
  (await written(env.DB)).filter(({ subject }) => subject === id).sort((a, b) => a.version - b.version);

describe("a manager adds something that can be booked", () => {
  it("with the building's clock, in two round trips, and says so", async () => {
    const told = await as(door, manager(building.id)).post(path, A_TERRACE);
    expect(told.body).toMatchObject({ name: "Roof terrace", timeZone: "Europe/Madrid", capacity: 1 });
    expect(told.status).toBe(201);
    expect(told.headers.get("location")).toBe(`/v1/resources/${told.body.id}`);
    expect(told.headers.get("server-timing")).toBe('d1;desc="2 round trips"');
    expect(await saidOf(told.body.id)).toMatchObject([{ type: "resource.updated", building: building.id, version: 1 }]);
  });

  it("once, however often the request with one key is repeated", async () => {
    const who = as(door, manager(building.organisationId));
    const key = { "idempotency-key": "k1" };
    const told = await Promise.all(Array.from({ length: 20 }, () => who.post(path, A_TERRACE, key)));
    expect(new Set(told.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect((await who.get(path)).body.items).toHaveLength(1);
    const other = await who.post(path, { ...A_TERRACE, name: "Gym" }, key);
    expect(other).toMatchObject({ status: 422, body: { code: "idempotency.key_reused" } });
  });

  it("but not in another's building, and residency's outage is no verdict", async () => {
    expect(await as(door, manager(anId("building"))).post(path, A_TERRACE)).toMatchObject({ status: 503 });
    const denied = { status: 403, body: { code: "access.denied", facts: { permission: "resource.create" } } };
    const staff = person([{ role: "staff", on: building.id }]);
    expect(await as(door, staff).post(path, A_TERRACE)).toMatchObject(denied);
    expect(await as(door, await aResident(env.DB, building)).post(path, A_TERRACE)).toMatchObject(denied);
  });

  it("by names of one line, however they were pasted; what was kept before stays as it is", async () => {
    const who = as(door, manager(building.id));
    const pasted = { name: "Roof\r\nterrace 🌿", tags: ["on\u2028top"], description: "Stairs.\nNo lift." };
    const told = await who.post(path, { ...A_TERRACE, ...pasted });
    expect(told).toMatchObject({ status: 201, body: { name: "Roof terrace 🌿", tags: ["on top"] } });
    expect(told.body.description).toBe(pasted.description);
    const bell = await who.post(path, { ...A_TERRACE, name: "Roof\u009bterrace" });
    expect(bell.body.errors).toMatchObject([{ path: "/body/name", code: "control_characters" }]);
    const old = "Old\u0085name\nof two lines";
    await env.DB.prepare("update resources set name = ?, tags = ? where id = ?")
      .bind(old, JSON.stringify(["on\ntop"]), told.body.id)
      .run();
    const changed = await who.patch(`/v1/resources/${told.body.id}`, { capacity: 3 }, { "if-match": '"v1"' });
    expect(changed).toMatchObject({ status: 200, body: { name: old, capacity: 3 } });
    expect((await who.get(`${path}?tag=${encodeURIComponent("on\ntop")}`)).body.items).toHaveLength(1);
  });

  it("and is told what is wrong with it", async () => {
    const who = as(door, manager(building.id));
    const told = await who.post(path, { ...A_TERRACE, capacity: 0, colour: "red" });
    expect(told.status).toBe(400);
    expect(told.body.errors.map((one: { path: string; code: string }) => [one.path, one.code])).toEqual([
      ["/body/capacity", "too_small"],
      ["/body/colour", "unknown_field"],
    ]);
    expect((await who.post(path, "{")).body.code).toBe("request.malformed");
    expect((await who.post(path, "x".repeat(200_000))).status).toBe(413);
    expect((await who.post(path, "a", { "content-type": "text/plain" })).status).toBe(415);
    expect((await who.post(path, { ...A_TERRACE, timeZone: "Madrid" })).status).toBe(400);
    expect((await who.post(path, { ...A_TERRACE, slotMinutes: 1440 })).body.code).toBe("resource.opening_too_short");
  });
});

describe("a manager changes a resource", () => {
  const first = { "if-match": '"v1"' };

  it("naming the version they read, in two round trips, and says so", async () => {
    const { id } = await aTerrace(door, building);
    const who = as(door, manager(building.id));
    const told = await who.patch(`/v1/resources/${id}`, { name: "Sun deck", capacity: 12 }, first);
    expect(told).toMatchObject({ status: 200, body: { name: "Sun deck", capacity: 12 } });
    expect(told.headers.get("etag")).toBe('"v2"');
    expect(told.headers.get("server-timing")).toBe('d1;desc="2 round trips"');
    expect(await saidOf(id)).toMatchObject([{ version: 1 }, { version: 2, data: { name: "Sun deck" } }]);
    const audits = (await written(env.DB, { audit: true })).filter((one) => one.subject === id && one.version === 0);
    expect(audits.map(({ data }) => data)).toContainEqual({
      operation: "updateResource",
      onBehalfOf: null,
      fields: ["name", "capacity"],
    });
  });

  it("only if nobody was faster, and not without saying what they read", async () => {
    const { id } = await aTerrace(door, building);
    const who = as(door, manager(building.id));
    const told = await Promise.all(
      ["Sun deck", "Garden"].map((name) => who.patch(`/v1/resources/${id}`, { name }, first)),
    );
    expect(told.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(await who.patch(`/v1/resources/${id}`, { name: "Late" }, first)).toMatchObject({
      body: { code: "thing.stale" },
    });
    expect(await who.patch(`/v1/resources/${id}`, { name: "Blind" })).toMatchObject({
      status: 428,
      body: { code: "thing.if_match_required" },
    });
  });

  it("blocks it with a reason, and withdraws it for good [BKG-01]", async () => {
    const { id } = await aTerrace(door, building);
    const who = as(door, manager(building.id));
    const patch = (body: unknown, version: number) =>
      who.patch(`/v1/resources/${id}`, body, { "if-match": `"v${version}"` });
    expect((await patch({ status: "blocked" }, 1)).body.code).toBe("resource.reason_missing");
    expect((await patch({ status: "blocked", statusReason: "Rain" }, 1)).body.statusReason).toBe("Rain");
    expect((await patch({ status: "available" }, 2)).body).toMatchObject({ status: "available", statusReason: null });
    expect((await patch({ status: "withdrawn" }, 3)).body.status).toBe("withdrawn");
    expect(await patch({ name: "Again" }, 4)).toMatchObject({ status: 409, body: { code: "resource.withdrawn" } });
    expect((await patch({ slotMinutes: 30 }, 4)).body.errors).toMatchObject([{ code: "unknown_field" }]);
  });

  it("but not as a resident, and not where it does not exist", async () => {
    const { id } = await aTerrace(door, building);
    const resident = as(door, await aResident(env.DB, building));
    expect(await resident.patch(`/v1/resources/${id}`, { name: "Mine" }, first)).toMatchObject({ status: 403 });
    const nowhere = await as(door, manager(building.id)).patch(
      `/v1/resources/${anId("resource")}`,
      { name: "X" },
      first,
    );
    expect(nowhere).toMatchObject({ status: 404, body: { code: "thing.not_found" } });
  });
});

describe("whoever lives there sees what can be booked", () => {
  it("in one round trip each, and is spared what they have already", async () => {
    const { id } = await aTerrace(door, building);
    const resident = as(door, await aResident(env.DB, building));
    const list = await resident.get(path);
    expect(list.body.items).toMatchObject([{ id }]);
    const one = await resident.get(`/v1/resources/${id}`);
    expect(one.headers.get("etag")).toBe('"v1"');
    const again = await resident.get(`/v1/resources/${id}`, { "if-none-match": '"v1"' });
    expect(again.status).toBe(304);
    for (const { headers } of [list, one, again]) expect(headers.get("server-timing")).toBe('d1;desc="1 round trips"');
  });

  it("page by page", async () => {
    for (let n = 0; n < 3; n += 1) await aTerrace(door, building, { name: `Room ${n}` });
    const resident = as(door, await aResident(env.DB, building));
    const first = await resident.get(`${path}?limit=2`);
    const second = await resident.get(`${path}?limit=2&cursor=${first.body.nextCursor}`);
    expect([...first.body.items, ...second.body.items].map(({ name }) => name)).toEqual(["Room 0", "Room 1", "Room 2"]);
    expect(second.body.nextCursor).toBeNull();
    const elsewhere = `/v1/buildings/${anId("building")}/resources?cursor=${first.body.nextCursor}`;
    expect(await resident.get(elsewhere)).toMatchObject({ status: 400, body: { code: "request.cursor" } });
  });

  it("and nobody else does", async () => {
    const { id } = await aTerrace(door, building);
    const other = await aBuilding(env.DB);
    const stranger = as(door, manager(other.id));
    expect((await stranger.get(`/v1/resources/${id}`)).status).toBe(503);
    expect((await as(door, NOBODY).get(`/v1/resources/${id}`)).status).toBe(404);
    expect((await as(door, NOBODY).get(`/v1/resources/bkg_1`)).status).toBe(400);
  });
});

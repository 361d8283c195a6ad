import { env, exports } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { aHouse } from "#shared/testing/residency";
import { anId, as, manager, person, written } from "#shared/testing/story";

const door = exports.Door({ props: { caller: "gateway" } });
const trips = (told: { headers: Headers }) => Number(/desc="(\d+)/.exec(told.headers.get("server-timing") ?? "")?.[1]);
const said = async (building: string) => (await written(env.DB)).filter((event) => event.building === building);
/** Events of one commit stand in no order. */
const inOrder = <T extends { type: string }>(events: T[]) => events.sort((a, b) => (a.type < b.type ? -1 : 1));
const refused = (status: number, code: string) => ({ status, body: { code } });

afterEach(() => {
  vi.useRealTimers();
});

describe("a claim without a code", () => {
  it("waits for the manager, who is told", async () => {
    const { building, boss, at, unit } = await aHouse(door);
    const { id } = await unit("1A");
    const who = person();
    const told = await as(door, who).post("/v1/claims", { unitId: id, kind: "owner", message: "Bought in May" });
    expect(told).toMatchObject({ status: 201, body: { status: "pending", way: "request", message: "Bought in May" } });
    const events = await said(building.id);
    const submitted = { type: "claim.submitted", subject: told.body.id, data: { userId: who.id } };
    expect(events.filter(({ type }) => type === "claim.submitted")).toMatchObject([submitted]);
    expect(JSON.stringify(events)).not.toContain("Bought in May");
    const lists = [
      await as(door, who).get("/v1/claims"),
      await as(door, boss).get(`${at}/claims`),
      await as(door, boss).get(`${at}/claims?status=pending`),
    ];
    for (const list of lists) expect([list.body.items, trips(list)]).toEqual([[told.body], 1]);
    expect((await as(door, boss).get(`${at}/claims?status=approved`)).body.items).toEqual([]);
    expect((await as(door, who).get("/v1/me/homes")).body.items).toEqual([]);
  });

  it("is approved: the person lives there, and everybody who must know is told", async () => {
    const { building, boss, unit } = await aHouse(door);
    const { id } = await unit("1A");
    const who = person();
    const { body: claim } = await as(door, who).post("/v1/claims", { unitId: id, kind: "tenant" });
    const told = await as(door, boss).post(`/v1/claims/${claim.id}/approve`);
    expect(told).toMatchObject({ status: 200, body: { status: "approved" } });
    expect([trips(told), told.headers.get("etag") !== null]).toEqual([2, true]);
    expect((await as(door, who).get("/v1/me/homes")).body.items).toMatchObject([{ unitId: id }]);
    expect(inOrder(await said(building.id)).map(({ type }) => type)).toEqual([
      "building.created",
      "claim.decided",
      "claim.submitted",
      "resident.verified",
      "unit.assigned_to_user",
    ]);
  });

  it("is rejected with a reason, and may be made again", async () => {
    const { building, boss, unit } = await aHouse(door);
    const { id } = await unit("1A");
    const who = as(door, person());
    const { body: claim } = await who.post("/v1/claims", { unitId: id, kind: "tenant" });
    const decide = (body: unknown) => as(door, boss).post(`/v1/claims/${claim.id}/reject`, body);
    expect((await decide({})).status).toBe(400);
    const told = await decide({ reason: "No contract" });
    expect(told).toMatchObject({ status: 200, body: { status: "rejected", reason: "No contract" } });
    expect(trips(told)).toBe(2);
    expect((await who.get(`/v1/claims/${claim.id}`)).body.reason).toBe("No contract");
    const decided = (await said(building.id)).filter(({ type }) => type === "claim.decided");
    expect(decided).toMatchObject([{ person: boss.id, data: { decision: "rejected", reason: "No contract" } }]);
    expect((await who.post("/v1/claims", { unitId: id, kind: "tenant" })).status).toBe(201);
  });

  it("is decided once: of two managers one wins, and the other is told", async () => {
    const { building, boss, unit } = await aHouse(door);
    const { id } = await unit("1A");
    for (let round = 0; round < 5; round += 1) {
      const { body: claim } = await as(door, person()).post("/v1/claims", { unitId: id, kind: "household" });
      const [yes, no] = await Promise.all([
        as(door, boss).post(`/v1/claims/${claim.id}/approve`),
        as(door, manager(building.id)).post(`/v1/claims/${claim.id}/reject`, { reason: "No" }),
      ]);
      expect([yes.status, no.status].sort()).toEqual([200, 409]);
      const lost = yes.status === 409 ? yes : no;
      const status = yes.status === 200 ? "approved" : "rejected";
      expect(lost.body).toMatchObject({ code: "claim.decided", facts: { status } });
      expect((await as(door, boss).get(`/v1/claims/${claim.id}`)).body.status).toBe(status);
    }
  });

  it("is one a person and unit, and one an owner, whoever is faster [BLD-62]", async () => {
    const { boss, at, unit } = await aHouse(door);
    const { id } = await unit("1A");
    const claims = await Promise.all([
      ...Array.from({ length: 200 }, () => as(door, person()).post("/v1/claims", { unitId: id, kind: "owner" })),
      as(door, person()).post("/v1/claims", { unitId: id, kind: "household" }),
    ]);
    expect(claims.pop()?.status).toBe(201);
    expect(claims.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status, body } of claims)
      if (status !== 201) {
        expect([status, body.code]).toEqual([409, "claim.owner_pending"]);
        expect(body.detail).toContain("claim it as household");
      }
    const pending = (await as(door, boss).get(`${at}/claims?status=pending&limit=100`)).body.items;
    expect(pending.map(({ kind }: { kind: string }) => kind).sort()).toEqual(["household", "owner"]);

    const who = as(door, person());
    const mine = await Promise.all([1, 2, 3].map(() => who.post("/v1/claims", { unitId: id, kind: "tenant" })));
    expect(mine.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    for (const { status, body } of mine) if (status === 409) expect(body.code).toBe("claim.already_open");
  }, 30_000);

  it("is refused to whom lives there, for a unit that is not there, and beyond twenty", async () => {
    const { boss, at, unit, home } = await aHouse(door);
    const { id } = await unit("1A");
    const { who } = await home(id);
    const claim = (actor: typeof who, unitId: string) => as(door, actor).post("/v1/claims", { unitId, kind: "tenant" });
    expect(await claim(who, id)).toMatchObject(refused(409, "claim.already_resident"));
    expect(await claim(who, anId("unit"))).toMatchObject(refused(404, "thing.not_found"));
    const csv = ["unit", ...Array.from({ length: 21 }, (_, count) => `U${count}`)].join("\n");
    await as(door, boss).post(`${at}/imports`, csv, { "content-type": "text/csv" });
    const units = (await as(door, boss).get(`${at}/units?limit=100`)).body.items.slice(-21);
    const eager = person();
    for (const one of units.slice(0, 20)) expect((await claim(eager, one.id)).status).toBe(201);
    expect(await claim(eager, units[20].id)).toMatchObject(refused(409, "claim.too_many"));
  });

  it("cannot be approved for whom a code was faster", async () => {
    const { boss, unit, code } = await aHouse(door);
    const { id } = await unit("1A");
    const who = as(door, person());
    const { body: claim } = await who.post("/v1/claims", { unitId: id, kind: "tenant" });
    await who.post("/v1/claims", { code: await code(id) });
    expect(await as(door, boss).post(`/v1/claims/${claim.id}/approve`)).toMatchObject(refused(409, "claim.decided"));
  });
});

describe("a claim", () => {
  it("is seen by whoever made it and those who run the building, and is nothing to anybody else", async () => {
    const { building, boss, at, unit, home } = await aHouse(door);
    const { id } = await unit("1A");
    const { who: neighbour } = await home(id);
    const who = person();
    const { body: claim } = await as(door, who).post("/v1/claims", { unitId: id, kind: "household" });
    const path = `/v1/claims/${claim.id}`;
    const staff = person([{ role: "staff", on: building.id }]);
    for (const actor of [who, boss, staff]) {
      const told = await as(door, actor).get(path);
      expect([told.body, trips(told)]).toEqual([claim, 1]);
      expect((await as(door, actor).get(path, { "if-none-match": told.headers.get("etag") ?? "" })).status).toBe(304);
    }
    const none = await as(door, neighbour).get(`/v1/claims/${anId("claim")}`);
    for (const actor of [neighbour, person(), manager(anId("building"))]) {
      const told = await as(door, actor).get(path);
      expect([told.status, { ...told.body, requestId: "" }]).toEqual([404, { ...none.body, requestId: "" }]);
      expect((await as(door, actor).post(`${path}/approve`)).status).toBe(404);
      expect((await as(door, actor).post(`${path}/reject`, { reason: "No" })).status).toBe(404);
    }
    const denied = { status: 403, body: { code: "access.denied", facts: { permission: "claim.decide" } } };
    for (const actor of [who, staff]) {
      expect(await as(door, actor).post(`${path}/approve`)).toMatchObject(denied);
      expect(await as(door, actor).post(`${path}/reject`, { reason: "No" })).toMatchObject(denied);
    }
    expect((await as(door, neighbour).get(`${at}/claims`)).status).toBe(403);
    expect((await as(door, person()).get(`${at}/claims`)).status).toBe(404);
  });

  it("is decided as it was read, if the manager says which they read", async () => {
    const { boss, unit } = await aHouse(door);
    const { id } = await unit("1A");
    const { body: claim } = await as(door, person()).post("/v1/claims", { unitId: id, kind: "tenant" });
    const path = `/v1/claims/${claim.id}`;
    const etag = (await as(door, boss).get(path)).headers.get("etag") ?? "";
    await as(door, boss).patch(`/v1/units/${id}`, { label: "1B" }, { "if-match": '"v1"' });
    const approve = (read: string) => as(door, boss).post(`${path}/approve`, undefined, { "if-match": read });
    expect(await approve(etag)).toMatchObject(refused(412, "thing.stale"));
    const fresh = await as(door, boss).get(path, { "if-none-match": etag });
    expect([fresh.status, fresh.body.unitLabel]).toEqual([200, "1B"]);
    expect((await approve(fresh.headers.get("etag") ?? "")).status).toBe(200);
  });

  it("is listed in pages, the newest first", async () => {
    const { boss, at, unit } = await aHouse(door);
    const who = as(door, person());
    for (const label of ["1A", "2A", "3A"]) {
      await who.post("/v1/claims", { unitId: (await unit(label)).id, kind: "tenant" });
      vi.setSystemTime(Date.now() + 5);
    }
    for (const [actor, path] of [
      [who, "/v1/claims"],
      [as(door, boss), `${at}/claims`],
    ] as const) {
      const first = (await actor.get(`${path}?limit=2`)).body;
      const second = (await actor.get(`${path}?limit=2&cursor=${first.nextCursor}`)).body;
      const labels = [...first.items, ...second.items].map(({ unitLabel }) => unitLabel);
      expect([labels, second.nextCursor]).toEqual([["3A", "2A", "1A"], null]);
    }
  });
});

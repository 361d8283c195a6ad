import { env as bindings, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Person } from "#shared/core/actor";
import { buildingCreated, publishing } from "#shared/testing/events";
import { admin, anId, as, manager, NOBODY } from "#shared/testing/story";

const { DB } = bindings;
const door = exports.Door({ props: { caller: "gateway" } });
const start = (body: unknown = { listener: "bookings" }, who: Person = admin(), headers = {}) =>
  as(door, who).post("/v1/replays", body, headers);
const cancel = (id: string, who: Person = admin(), headers = {}) =>
  as(door, who).post(`/v1/replays/${id}/cancel`, undefined, headers);

beforeEach(async () => {
  await DB.prepare("delete from replays").run();
  await publishing(exports.Door)("residency", buildingCreated());
});
afterEach(() => void vi.useRealTimers());

describe("who runs the platform", () => {
  it("starts a replay of what the log has, in two round trips, and the audit says so", async () => {
    const [who, building] = [admin(), anId("building")];
    const wish = { types: ["building.created"], buildingId: building, fromAt: "2026-01-01T01:00:00+01:00" };
    const told = await start({ listener: "bookings", ...wish }, who);
    const view = {
      ...{ listener: "bookings", ...wish, fromAt: "2026-01-01T00:00:00.000Z", untilAt: null, status: "running" },
      ...{ progress: 0, sent: 0, heard: 0, dead: 0, skipped: 0, endedAt: null },
    };
    expect(told).toMatchObject({ status: 201, body: view });
    expect(told.headers.get("location")).toBe(`/v1/replays/${told.body.id}`);
    expect(told.headers.get("server-timing")).toBe('d1;desc="2 round trips"');
    await vi.waitFor(async () =>
      expect((await as(door, admin()).get(`/v1/audit?subject=${told.body.id}`)).body.items).toMatchObject([
        { operation: "startReplay", actor: who.id, buildingId: building },
      ]),
    );
  });

  it("has all replayed that a listener may hear again, where no type is named", async () => {
    expect((await start()).body.types.toSorted()).toEqual([
      "building.created",
      "building.updated",
      "resident.unverified",
      "resident.verified",
      "user.role_changed",
    ]);
  });

  it("reads each by its id and its version, and all of them page by page, the latest first", async () => {
    const ids: string[] = [];
    for (let at = 0; at < 3; at += 1) {
      const { id } = (await start()).body;
      await cancel(id);
      ids.unshift(id);
      vi.setSystemTime(Date.now() + 1000);
    }
    const who = as(door, admin());
    const first = (await who.get("/v1/replays?limit=2")).body;
    const second = (await who.get(`/v1/replays?limit=2&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
    const one = await who.get(`/v1/replays/${ids[0]}`);
    expect(one).toMatchObject({ status: 200, body: first.items[0] });
    const known = { "if-none-match": one.headers.get("etag") ?? "" };
    expect((await who.get(`/v1/replays/${ids[0]}`, known)).status).toBe(304);
    expect((await who.get("/v1/replays?cursor=x")).body.code).toBe("request.cursor");
    expect((await who.get(`/v1/replays/${anId("replay")}`)).body.code).toBe("thing.not_found");
  });

  it("starts one, however often the request with one key is repeated, and not another with the same key", async () => {
    const [who, key] = [admin(), { "idempotency-key": "k1" }];
    const told = await Promise.all([1, 2, 3, 4].map(() => start({ listener: "bookings" }, who, key)));
    expect(new Set(told.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(told[0]?.status).toBe(201);
    const other = await start({ listener: "notifications" }, who, key);
    expect(other).toMatchObject({ status: 422, body: { code: "idempotency.key_reused" } });
  });

  it("starts one at a time for a listener: replay.running", async () => {
    const { id } = (await start()).body;
    expect(await start()).toMatchObject({ status: 409, body: { code: "replay.running" } });
    await cancel(id);
    expect((await start()).status).toBe(201);
  });

  it("cancels it in two round trips, once, and the audit says so: replay.ended", async () => {
    const { id } = (await start()).body;
    const told = await cancel(id);
    expect(told).toMatchObject({ status: 200, body: { id, status: "cancelled", endedAt: expect.any(String) } });
    expect(told.headers.get("server-timing")).toBe('d1;desc="2 round trips"');
    expect(await cancel(id)).toMatchObject({ status: 409, body: { code: "replay.ended" } });
    await vi.waitFor(async () =>
      expect((await as(door, admin()).get(`/v1/audit?subject=${id}`)).body.items).toMatchObject([
        { operation: "cancelReplay", fields: ["status"] },
        { operation: "startReplay" },
      ]),
    );
  });

  it("cancels what it has read, and not what has gone on since", async () => {
    const { id } = (await start()).body;
    const stale = await cancel(id, admin(), { "if-match": '"v9"' });
    expect(stale).toMatchObject({ status: 412, body: { code: "thing.stale" } });
    expect((await cancel(id, admin(), { "if-match": '"v1"' })).status).toBe(200);
  });
});

describe("what may not be replayed", () => {
  it("is what the catalogue does not let a listener hear again, and each is named: replay.event_refused", async () => {
    const told = await start({ listener: "bookings", types: ["booking.cancelled", "building.created", "x"] });
    expect(told).toMatchObject({
      status: 409,
      body: { code: "replay.event_refused", facts: { listener: "bookings", events: "booking.cancelled, x" } },
    });
  });

  it.each(["iam", "events", "gateway"])("is anything, to %s: replay.listener_refused", async (listener) =>
    expect(await start({ listener })).toMatchObject({ status: 409, body: { code: "replay.listener_refused" } }),
  );

  it("is what nobody understands", async () => {
    const told = await start({ listener: "nobody", types: [], buildingId: anId("unit"), fromAt: "2026-01-01", who: 1 });
    expect(told.status).toBe(400);
    expect(told.body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      "/body/buildingId",
      "/body/fromAt",
      "/body/listener",
      "/body/types",
      "/body/who",
    ]);
    const backwards = { fromAt: "2026-01-02T00:00:00Z", untilAt: "2026-01-02T00:00:00Z" };
    expect((await start({ listener: "bookings", ...backwards })).body.errors).toMatchObject([
      { path: "/body/untilAt" },
    ]);
  });
});

it("is nobody else's: a manager reads, starts and cancels nothing, nor does whoever has not signed in", async () => {
  const { id } = (await start()).body;
  const denied = (permission: string) => ({ status: 403, body: { code: "access.denied", facts: { permission } } });
  for (const who of [manager(anId("building")), manager(anId("organisation"))]) {
    expect(await start({ listener: "bookings" }, who)).toMatchObject(denied("replay.manage"));
    expect(await cancel(id, who)).toMatchObject(denied("replay.manage"));
    expect(await as(door, who).get("/v1/replays")).toMatchObject(denied("replay.read"));
    expect(await as(door, who).get(`/v1/replays/${id}`)).toMatchObject(denied("replay.read"));
  }
  const nobody = as(door, NOBODY);
  expect((await nobody.post("/v1/replays", { listener: "bookings" })).status).toBe(401);
  expect((await nobody.post(`/v1/replays/${id}/cancel`)).status).toBe(401);
  expect((await nobody.get("/v1/replays")).status).toBe(401);
  expect((await nobody.get(`/v1/replays/${id}`)).status).toBe(401);
});

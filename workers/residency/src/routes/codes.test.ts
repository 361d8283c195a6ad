import { env, exports } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { days } from "#shared/core/time";
import { standIn } from "#shared/testing/outside";
import { aHouse } from "#shared/testing/residency";
import { anId, as, manager, person, written } from "#shared/testing/story";
import type { Env } from "../call.ts";
import { Door } from "../index.ts";

const door = exports.Door({ props: { caller: "gateway" } });
const trips = (told: { headers: Headers }) => Number(/desc="(\d+)/.exec(told.headers.get("server-timing") ?? "")?.[1]);

afterEach(() => {
  vi.useRealTimers();
});

describe("codes", () => {
  it("are made for every unit that waits for its first resident, in two round trips", async () => {
    const { boss, at, unit, home } = await aHouse(door);
    const units = [await unit("1A"), await unit("2A"), await unit("3A"), await unit("10A")];
    await home(units[0].id);
    await as(door, boss).post(`${at}/codes`, { unitIds: [units[1].id] });
    const told = await as(door, boss).post(`${at}/codes`, {});
    expect([told.status, trips(told), told.body.remaining]).toEqual([201, 2, 0]);
    expect(told.body.items.map(({ unitLabel }: { unitLabel: string }) => unitLabel)).toEqual(["3A", "10A"]);
    for (const { code, kind, expiresAt } of told.body.items) {
      expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
      expect(kind).toBe("tenant");
      expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(days(89));
    }
    expect(told.headers.get("cache-control")).toBe("no-store");
    expect((await as(door, boss).post(`${at}/codes`, {})).body).toEqual({ items: [], remaining: 0 });
  });

  it("are five hundred at a time, and the answer says how many are left", async () => {
    const { boss, at } = await aHouse(door);
    const csv = ["unit", ...Array.from({ length: 510 }, (_, count) => `U${count}`)].join("\n");
    await as(door, boss).post(`${at}/imports`, csv, { "content-type": "text/csv" });
    const first = await as(door, boss).post(`${at}/codes`, {});
    expect([first.body.items.length, first.body.remaining, trips(first)]).toEqual([500, 10, 2]);
    expect(new Set(first.body.items.map(({ code }: { code: string }) => code)).size).toBe(500);
    const second = await as(door, boss).post(`${at}/codes`, {});
    expect([second.body.items.length, second.body.remaining]).toEqual([10, 0]);
  });

  it("are kept as hashes alone, and shown once", async () => {
    const { boss, at, unit } = await aHouse(door);
    const { id } = await unit("1A");
    const ask = () => as(door, boss).post(`${at}/codes`, { unitIds: [id], kind: "owner" }, { "idempotency-key": "k" });
    const [first, second] = [(await ask()).body.items[0].code, (await ask()).body.items[0].code];
    expect(first).not.toBe(second);
    const tables = ["codes", "answers", "outbox"].map((table) => env.DB.prepare(`select * from ${table}`).all());
    const kept = JSON.stringify(await Promise.all(tables));
    for (const code of [first, second]) {
      expect(kept).not.toContain(code);
      expect(kept).not.toContain(code.replaceAll("-", ""));
    }
    const list = await as(door, boss).get(`${at}/codes`);
    expect(trips(list)).toBe(1);
    expect(list.body.items.map(({ status }: { status: string }) => status)).toEqual(["open", "revoked"]);
    expect(JSON.stringify(list.body)).not.toContain(second);
    expect(list.body.items[0]).toMatchObject({ unitId: id, unitLabel: "1A", kind: "owner", usedAt: null });
  });

  it("are open, used, expired or revoked", async () => {
    const { boss, at, unit, code } = await aHouse(door);
    const [one, two] = [await unit("1A"), await unit("2A")];
    const who = as(door, boss);
    await as(door, person()).post("/v1/claims", { code: await code(one.id) });
    await who.post(`${at}/codes`, { unitIds: [two.id], validDays: 1 });
    const statuses = async () =>
      Object.fromEntries(
        (await who.get(`${at}/codes`)).body.items.map((item: { unitLabel: string; status: string }) => [
          item.unitLabel,
          item.status,
        ]),
      );
    expect(await statuses()).toEqual({ "1A": "used", "2A": "open" });
    vi.setSystemTime(Date.now() + days(1));
    expect(await statuses()).toEqual({ "1A": "used", "2A": "expired" });
    expect((await who.post(`${at}/codes`, {})).body.items).toMatchObject([{ unitLabel: "2A" }]);
    expect((await who.get(`${at}/codes`)).body.items.map(({ status }: { status: string }) => status)).toEqual(
      expect.arrayContaining(["open", "revoked", "used"]),
    );
  });

  it("go out by letter too where the manager gives an address, and no address is kept", async () => {
    const { boss, building, at, unit } = await aHouse(door);
    const [one, two] = [await unit("1A"), await unit("2A")];
    const asked = standIn(() => Response.json({ accepted: true }));
    const deferred: Promise<unknown>[] = [];
    const context = { props: { caller: "gateway" }, waitUntil: (work: Promise<unknown>) => deferred.push(work) };
    const mine = new Door(context as never, { ...(env as object as Env), NOTIFICATIONS: asked });
    const told = await as({ fetch: (request) => mine.fetch(request) }, boss).post(`${at}/codes`, {
      unitIds: [one.id],
      letters: [{ unitId: two.id, email: "Resident@example.com" }],
    });
    await Promise.allSettled(deferred);
    const [first, second] = told.body.items;
    expect([first.unitLabel, second.unitLabel, trips(told)]).toEqual(["1A", "2A", 2]);
    expect(await Promise.all(asked.asked.map((request) => request.json()))).toEqual([
      {
        letter: "claim_code",
        to: "resident@example.com",
        locale: "es",
        parameters: { code: second.code, unitLabel: "2A", place: building.name },
        validUntil: Date.parse(second.expiresAt),
        dedupeKey: second.id,
        userId: null,
      },
    ]);
    const tables = ["codes", "answers", "outbox"].map((table) => env.DB.prepare(`select * from ${table}`).all());
    expect(JSON.stringify(await Promise.all(tables))).not.toContain("example.com");
  });

  it("are made even where no letter can be sent, and a letter has a unit and an address of its own", async () => {
    const { boss, at, unit } = await aHouse(door);
    const { id: unitId } = await unit("1A");
    const letter = { unitId, email: "resident@example.com" };
    const ask = (letters: unknown[]) => as(door, boss).post(`${at}/codes`, { letters });
    expect((await ask([letter])).status).toBe(201);
    for (const [wrong, path] of [
      [[letter, letter], "/body/letters"],
      [[{ unitId, email: "nobody" }], "/body/letters/0/email"],
    ] as const)
      expect(await ask([...wrong])).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });

  it("are made by two at once for different units, or for one unit by one of them", async () => {
    const { boss, at, unit } = await aHouse(door);
    await unit("1A");
    const told = await Promise.all([1, 2, 3].map(() => as(door, boss).post(`${at}/codes`, {})));
    const codes = told.flatMap(({ body }) => body.items ?? []);
    expect(codes).toHaveLength(1);
    for (const { status, body } of told)
      if (status !== 201) expect([status, body.code]).toEqual([409, "thing.concurrent"]);
    expect((await as(door, person()).post("/v1/claims", { code: codes[0].code })).status).toBe(201);
  });

  it("are a manager's, and for units of that building", async () => {
    const [house, other] = [await aHouse(door), await aHouse(door)];
    const { who } = await house.home((await house.unit("1A")).id);
    const foreign = (await other.unit("1A")).id;
    for (const unitId of [foreign, anId("unit")])
      expect(await as(door, house.boss).post(`${house.at}/codes`, { unitIds: [unitId] })).toMatchObject({
        status: 404,
        body: { code: "thing.not_found" },
      });
    expect(await as(door, who).post(`${house.at}/codes`, {})).toMatchObject({
      status: 403,
      body: { facts: { permission: "code.create" } },
    });
    expect((await as(door, who).get(`${house.at}/codes`)).status).toBe(403);
    expect((await as(door, manager(other.building.id)).get(`${house.at}/codes`)).status).toBe(404);
    expect((await as(door, house.boss).post(`${house.at}/codes`, { validDays: 0 })).status).toBe(400);
    const audit = (await written(env.DB, { audit: true })).filter((event) => event.building === house.building.id);
    expect(audit.map(({ data }) => (data as { operation?: string }).operation)).toContain("createCodes");
  });
});

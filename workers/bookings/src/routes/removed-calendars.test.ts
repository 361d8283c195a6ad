import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import type { Id } from "#shared/core/ids";
import { hours } from "#shared/core/time";
import { A_TERRACE, aSharedCalendar, aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { doorOf, interrupted } from "#shared/testing/faults";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at } from "#shared/testing/queue";
import { anId, as, manager, NOBODY, written } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import type { Env } from "../call.ts";
import { calendarRoutes } from "./calendars.ts";
import { resourceRoutes } from "./resources.ts";

const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const ours = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });
const app = createApp<Env>({ worker: "bookings", contract: bookings });
calendarRoutes(app);
resourceRoutes(app);
const first = { "if-match": '"v1"' };

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

type Person = ReturnType<typeof as>;
type Calendar = Id<"calendar">;

async function aHouse() {
  const building = await aBuilding(ours.DB);
  const boss = manager(building.id);
  const halls = await aSharedCalendar(door, building);
  /** The same manager at a door where something else happens before what they ask is written. */
  const whoMeets = (before: () => Promise<unknown>): Person =>
    as(doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before: async () => void (await before()) }) }), boss);
  return { building, halls, staff: as(door, boss), whoMeets, resources: `/v1/buildings/${building.id}/resources` };
}

const remove = (staff: Person, id: Calendar, headers = {}) =>
  staff.delete(`/v1/calendars/${id}`, { ...first, ...headers });
const patch = (staff: Person, id: Id<"resource">, change: object, version = 1) =>
  staff.patch(`/v1/resources/${id}`, change, { "if-match": `"v${version}"` });
const inUse = (resources: number, resourceId: Id<"resource">) => ({
  ...{ status: 409, body: { code: "calendar.in_use", facts: { resources, resourceId } } },
});
const raw = (sql: string, ...values: unknown[]) =>
  ours.DB.prepare(sql)
    .bind(...values)
    .run();
const LEAVE = "insert into removed_calendars (id, building_id, removed_at) values (?, ?, ?)";

describe("a manager removes a calendar that no resource is in", () => {
  it("in two round trips, once for one key, and the audit says who did", async () => {
    const { building, halls, staff } = await aHouse();
    const other = await aSharedCalendar(door, building, { name: "Gyms" });
    const key = { "idempotency-key": "k" };
    const told = await remove(staff, halls, key);
    expect(told.status).toBe(204);
    expect(told.headers.get("server-timing")).toBe('d1;desc="2 round trips"');
    expect((await staff.get(`/v1/calendars/${halls}`)).status).toBe(404);
    const left = (await staff.get(`/v1/buildings/${building.id}/calendars`)).body.items;
    expect(left.map(({ id }: { id: string }) => id)).toEqual([other]);
    const again = await remove(staff, halls, key);
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([204, "true"]);
    expect((await remove(staff, other, key)).body.code).toBe("idempotency.key_reused");
    expect((await remove(staff, halls)).status).toBe(404);
    const said = (await written(ours.DB, { audit: true })).filter(({ subject }) => subject === halls);
    const what = said.map(({ type, data }) => (data as { operation?: string }).operation ?? type);
    expect(what.sort()).toEqual(["calendar.updated", "createCalendar", "removeCalendar"]);
  });

  it("naming the version they read, and nobody else does", async () => {
    const { building, halls, staff } = await aHouse();
    await staff.patch(`/v1/calendars/${halls}`, { name: "Rooms" }, first);
    expect((await staff.delete(`/v1/calendars/${halls}`)).status).toBe(428);
    expect(await remove(staff, halls)).toMatchObject({ status: 412, body: { code: "thing.stale" } });
    const resident = as(door, await aResident(ours.DB, building));
    expect(await remove(resident, halls)).toMatchObject({ status: 403, body: { code: "access.denied" } });
    expect((await remove(as(door, NOBODY), halls)).status).toBe(404);
    expect((await remove(staff, anId("calendar"))).status).toBe(404);
    expect((await remove(staff, "cal_1" as Calendar)).status).toBe(400);
    expect((await remove(staff, halls, { "if-match": '"v2"' })).status).toBe(204);
  });

  it("unless it has changed while they do", async () => {
    const { halls, staff, whoMeets } = await aHouse();
    const boss = whoMeets(() => staff.patch(`/v1/calendars/${halls}`, { name: "Rooms" }, first));
    expect((await remove(boss, halls)).status).toBe(412);
    expect((await staff.get(`/v1/calendars/${halls}`)).body.name).toBe("Rooms");
  });
});

describe("a calendar that is in use", () => {
  it("stays until its last resource is in another, and says how many are left", async () => {
    const { building, halls, staff } = await aHouse();
    const one = await aTerrace(door, building, { calendarId: halls });
    at(NOW + 1);
    const two = await aTerrace(door, building, { calendarId: halls });
    expect(await remove(staff, halls)).toMatchObject(inUse(2, one.id));
    await patch(staff, one.id, { calendarId: null });
    await patch(staff, two.id, { status: "blocked", statusReason: "Repairs" });
    expect(await remove(staff, halls)).toMatchObject(inUse(1, two.id));
    await expect(raw(LEAVE, halls, building.id, NOW)).rejects.toThrow("calendar.in_use");
    await patch(staff, two.id, { calendarId: null }, 2);
    expect((await remove(staff, halls)).status).toBe(204);
  });

  it.each([
    { what: "booked", body: {} },
    { what: "held", body: { hold: true } },
  ])("stays while anything of a withdrawn resource is $what and ahead, and no longer", async ({ body }) => {
    const { building, halls, staff } = await aHouse();
    const terrace = await aTerrace(door, building, { calendarId: halls });
    const who = as(door, await aResident(ours.DB, building));
    await who.post(`/v1/resources/${terrace.id}/bookings`, from(TEN, 1, body));
    await patch(staff, terrace.id, { status: "withdrawn" });
    at(TEN + hours(1) - 1);
    expect(await remove(staff, halls)).toMatchObject(inUse(1, terrace.id));
    await expect(raw(LEAVE, halls, building.id, TEN)).rejects.toThrow("calendar.in_use");
    at(TEN + hours(1));
    expect((await remove(staff, halls)).status).toBe(204);
    expect((await who.get(`/v1/resources/${terrace.id}`)).body).toMatchObject({ calendarId: halls });
    expect((await staff.get(`/v1/resources/${terrace.id}/calendar`)).body.difference).toBeNull();
  });

  it.each(["goes", "begins"])("stays where a resource %s there while it is being removed", async (how) => {
    const { building, halls, staff, whoMeets, resources } = await aHouse();
    const terrace = await aTerrace(door, building);
    const boss = whoMeets(() =>
      how === "goes"
        ? patch(staff, terrace.id, { calendarId: halls })
        : staff.post(resources, { ...A_TERRACE, calendarId: halls }),
    );
    expect(await remove(boss, halls)).toMatchObject({ status: 409, body: { code: "calendar.in_use" } });
    expect((await staff.get(`/v1/calendars/${halls}`)).status).toBe(200);
  });
});

describe("a calendar that was removed", () => {
  it("is none that a resource may be in", async () => {
    const { building, halls, staff, resources } = await aHouse();
    const terrace = await aTerrace(door, building);
    await remove(staff, halls);
    const refused = { status: 409, body: { code: "resource.calendar_unknown", facts: { calendarId: halls } } };
    expect(await patch(staff, terrace.id, { calendarId: halls })).toMatchObject(refused);
    expect(await staff.post(resources, { ...A_TERRACE, calendarId: halls })).toMatchObject(refused);
  });

  it("takes in no resource that was on its way there, and that one stays where it was", async () => {
    const { building, halls, staff, whoMeets } = await aHouse();
    const terrace = await aTerrace(door, building);
    const boss = whoMeets(() => remove(staff, halls));
    const told = await patch(boss, terrace.id, { calendarId: halls });
    expect(told).toMatchObject({ status: 409, body: { code: "resource.calendar_unknown" } });
    expect((await staff.get(`/v1/resources/${terrace.id}`)).body.calendarId).toBe(terrace.calendarId);
  });

  it("takes in no resource that was about to begin there, and none is made", async () => {
    const { halls, staff, whoMeets, resources } = await aHouse();
    const boss = whoMeets(() => remove(staff, halls));
    const told = await boss.post(resources, { ...A_TERRACE, calendarId: halls });
    expect(told).toMatchObject({ status: 409, body: { code: "resource.calendar_unknown" } });
    expect((await staff.get(resources)).body.items).toEqual([]);
  });
});

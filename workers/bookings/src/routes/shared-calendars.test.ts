import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import type { Id } from "#shared/core/ids";
import { hours, minutes } from "#shared/core/time";
import { A_TERRACE, aSharedCalendar, aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { doorOf, interrupted } from "#shared/testing/faults";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at } from "#shared/testing/queue";
import { anId, as, manager, NOBODY, written } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import type { Env } from "../call.ts";
import { bookingRoutes } from "./bookings.ts";
import { resourceRoutes } from "./resources.ts";

const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const ours = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });
const app = createApp<Env>({ worker: "bookings", contract: bookings });
bookingRoutes(app);
resourceRoutes(app);
const [ONE, TWO] = [1, 2].map((n) => `d1;desc="${n} round trips"`);

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

async function aHouse() {
  const building = await aBuilding(ours.DB);
  const boss = manager(building.id);
  return { building, boss, staff: as(door, boss), path: `/v1/buildings/${building.id}/calendars` };
}

const QUOTAS = [{ per: "household", window: "week", most: 3 }];
const first = { "if-match": '"v1"' };

describe("a manager makes a calendar that resources may share", () => {
  it("with the building's clock, in two round trips, and says so, once for one key", async () => {
    const { building, staff, path } = await aHouse();
    const wanted = { name: "Gyms", quotas: QUOTAS };
    const key = { "idempotency-key": "k" };
    const told = await staff.post(path, wanted, key);
    expect(told).toMatchObject({
      status: 201,
      body: { ...wanted, buildingId: building.id, timeZone: "Europe/Madrid" },
    });
    expect(told.body).toMatchObject({ isExclusive: false, concurrent: null });
    expect(told.headers.get("location")).toBe(`/v1/calendars/${told.body.id}`);
    expect(told.headers.get("server-timing")).toBe(TWO);
    expect((await staff.post(path, wanted, key)).body).toEqual(told.body);
    expect((await staff.post(path, { ...wanted, name: "Pools" }, key)).body.code).toBe("idempotency.key_reused");
    const said = (await written(ours.DB)).filter(({ subject }) => subject === told.body.id);
    expect(said).toMatchObject([{ type: "calendar.updated", building: building.id, version: 1 }]);
  });

  it("and sees those of the building, page by page, in one round trip", async () => {
    const { building, staff, path } = await aHouse();
    for (const [n, name] of ["Gyms", "Halls", "Pools"].entries()) {
      at(NOW + n);
      await aSharedCalendar(door, building, { name });
    }
    const page = await staff.get(`${path}?limit=2`);
    const next = await staff.get(`${path}?limit=2&cursor=${page.body.nextCursor}`);
    const names = [...page.body.items, ...next.body.items].map(({ name }) => name);
    expect([names, next.body.nextCursor]).toEqual([["Gyms", "Halls", "Pools"], null]);
    const one = await staff.get(`/v1/calendars/${page.body.items[0].id}`);
    expect(one.body).toEqual(page.body.items[0]);
    const again = await staff.get(`/v1/calendars/${one.body.id}`, { "if-none-match": '"v1"' });
    expect(again.status).toBe(304);
    for (const { headers } of [page, one, again]) expect(headers.get("server-timing")).toBe(ONE);
  });

  it("and changes it, naming the version they read", async () => {
    const { building, staff } = await aHouse();
    const id = await aSharedCalendar(door, building);
    const change = { name: "Rooms", isExclusive: false, quotas: QUOTAS, concurrent: 2 };
    const told = await staff.patch(`/v1/calendars/${id}`, change, first);
    expect(told).toMatchObject({ status: 200, body: change });
    expect([told.headers.get("etag"), told.headers.get("server-timing")]).toEqual(['"v2"', TWO]);
    expect((await staff.patch(`/v1/calendars/${id}`, { name: "Late" }, first)).status).toBe(412);
    expect((await staff.patch(`/v1/calendars/${id}`, { name: "Blind" })).status).toBe(428);
    const audit = (await written(ours.DB, { audit: true })).filter(
      ({ subject, version }) => subject === id && version === 0,
    );
    expect(audit.map(({ data }) => data)).toContainEqual({
      ...{ operation: "updateCalendar", onBehalfOf: null, fields: ["name", "isExclusive", "quotas", "concurrent"] },
    });
  });

  it("and nobody else does", async () => {
    const { building, path, staff } = await aHouse();
    const id = await aSharedCalendar(door, building);
    const resident = as(door, await aResident(ours.DB, building));
    const denied = { status: 403, body: { code: "access.denied" } };
    expect(await resident.post(path, { name: "Mine" })).toMatchObject(denied);
    expect(await resident.get(path)).toMatchObject(denied);
    expect(await resident.get(`/v1/calendars/${id}`)).toMatchObject(denied);
    expect(await resident.patch(`/v1/calendars/${id}`, { name: "Mine" }, first)).toMatchObject(denied);
    expect((await as(door, NOBODY).get(`/v1/calendars/${id}`)).status).toBe(404);
    expect((await staff.get(`/v1/calendars/${anId("calendar")}`)).status).toBe(404);
    const wrong = await staff.post(path, { name: "", isExclusive: "yes", quotas: [{}], colour: "red" });
    expect(wrong.body.errors.map(({ path: where }: { path: string }) => where)).toContain("/body/colour");
  });
});

describe("the calendar of a resource", () => {
  const patch = (staff: ReturnType<typeof as>, id: Id<"resource">, calendarId: string | null, version = 1) =>
    staff.patch(`/v1/resources/${id}`, { calendarId }, { "if-match": `"v${version}"` });

  it("is a shared one where the resource says so, and its own again when it says null, in two round trips", async () => {
    const { building, staff } = await aHouse();
    const halls = await aSharedCalendar(door, building);
    const made = await staff.post(`/v1/buildings/${building.id}/resources`, { ...A_TERRACE, calendarId: halls });
    expect(made).toMatchObject({ status: 201, body: { calendarId: halls } });
    const terrace = await aTerrace(door, building);
    const told = await patch(staff, terrace.id, halls);
    expect(told).toMatchObject({ status: 200, body: { calendarId: halls } });
    expect([told.headers.get("etag"), told.headers.get("server-timing")]).toEqual(['"v2"', TWO]);
    const out = await patch(staff, terrace.id, null, 2);
    expect([out.status, [halls, terrace.calendarId].includes(out.body.calendarId)]).toEqual([200, false]);
    expect((await patch(staff, terrace.id, null, 3)).headers.get("etag")).toBe('"v3"');
    expect((await staff.get(`/v1/resources/${terrace.id}`)).body).toEqual(out.body);
  });

  it("is none of another building, nor one that is not there to be shared", async () => {
    const { building, staff } = await aHouse();
    const [terrace, other] = [await aTerrace(door, building), await aTerrace(door, building)];
    const foreign = await aSharedCalendar(door, await aBuilding(ours.DB));
    for (const calendarId of [foreign, anId("calendar"), other.calendarId]) {
      const refused = { status: 409, body: { code: "resource.calendar_unknown", facts: { calendarId } } };
      expect(await patch(staff, terrace.id, calendarId)).toMatchObject(refused);
      const wanted = { ...A_TERRACE, calendarId };
      expect(await staff.post(`/v1/buildings/${building.id}/resources`, wanted)).toMatchObject(refused);
    }
    expect((await patch(staff, terrace.id, "cal_1")).status).toBe(400);
    const shared = "update resources set calendar_id = ?, version = version + 1 where id = ?";
    for (const calendarId of [foreign, other.calendarId])
      await expect(ours.DB.prepare(shared).bind(calendarId, terrace.id).run()).rejects.toThrow("calendar_unknown");
  });

  it.each([
    { what: "booked", body: {} },
    { what: "held", body: { hold: true } },
    { what: "asked for", body: {}, rules: { approval: "open" } },
    { what: "waited for", body: { wait: true }, rules: { offerMinutes: 30 }, isTaken: true },
  ])("does not change while anything of it is $what, and does once that is over", async ({ body, rules, isTaken }) => {
    const { building, staff } = await aHouse();
    const halls = await aSharedCalendar(door, building);
    const terrace = await aTerrace(door, building, { offerMinutes: null, ...rules });
    const [who, other] = [as(door, await aResident(ours.DB, building)), as(door, await aResident(ours.DB, building))];
    const book = `/v1/resources/${terrace.id}/bookings`;
    const taken = isTaken ? (await other.post(book, from(TEN))).body.id : undefined;
    const { body: booked } = await who.post(book, from(TEN, 1, body));
    if (taken) await ours.DB.prepare("update bookings set status = 'cancelled' where id = ?").bind(taken).run();
    const refused = { status: 409, body: { code: "resource.booked_ahead", facts: { bookings: 1 } } };
    expect(await patch(staff, terrace.id, halls)).toMatchObject(refused);
    const raw = "update resources set calendar_id = ?, updated_at = ? where id = ?";
    await expect(ours.DB.prepare(raw).bind(halls, NOW, terrace.id).run()).rejects.toThrow("resource.booked_ahead");
    expect((await staff.patch(`/v1/resources/${terrace.id}`, { name: "Deck" }, first)).status).toBe(200);
    await who.post(`/v1/bookings/${booked.id}/cancel`);
    expect((await patch(staff, terrace.id, halls, 2)).status).toBe(200);
  });

  it("changes when what was booked is past", async () => {
    const { building, staff } = await aHouse();
    const [halls, terrace] = [await aSharedCalendar(door, building), await aTerrace(door, building)];
    const who = as(door, await aResident(ours.DB, building));
    await who.post(`/v1/resources/${terrace.id}/bookings`, from(TEN));
    at(TEN + hours(1) - 1);
    expect((await patch(staff, terrace.id, halls)).status).toBe(409);
    at(TEN + hours(1));
    expect((await patch(staff, terrace.id, halls)).status).toBe(200);
  });

  it("that changes while somebody books is the one that grants it in the end", async () => {
    const { building, staff } = await aHouse();
    const [halls, terrace] = [await aSharedCalendar(door, building), await aTerrace(door, building)];
    const kitchen = await aTerrace(door, building, { calendarId: halls });
    const [one, two] = [await aResident(ours.DB, building), await aResident(ours.DB, building)];
    const before = async () => void (await patch(staff, terrace.id, halls));
    const racing = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before }) });
    const told = await as(racing, one).post(`/v1/resources/${terrace.id}/bookings`, from(TEN));
    expect(told.status).toBe(201);
    const row = ours.DB.prepare("select calendar_id as id from bookings where id = ?").bind(told.body.id);
    expect(await row.first()).toEqual({ id: halls });
    expect((await as(door, two).post(`/v1/resources/${kitchen.id}/bookings`, from(TEN))).body.code).toBe(
      "booking.slot_taken",
    );
    expect((await staff.get(`/v1/resources/${terrace.id}/calendar`)).body.difference).toBeNull();
  });

  it("stays what it is where somebody books while it is being changed", async () => {
    const { building, boss } = await aHouse();
    const [halls, terrace] = [await aSharedCalendar(door, building), await aTerrace(door, building)];
    const who = as(door, await aResident(ours.DB, building));
    const before = async () => void (await who.post(`/v1/resources/${terrace.id}/bookings`, from(TEN)));
    const racing = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before }) });
    const told = await patch(as(racing, boss), terrace.id, halls);
    expect(told).toMatchObject({ status: 409, body: { code: "resource.booked_ahead" } });
    expect((await who.get(`/v1/resources/${terrace.id}`)).body.calendarId).toBe(terrace.calendarId);
  });

  it("may change while a hold that ran out is not ended in the book, only once it is", async () => {
    const { building, staff } = await aHouse();
    const [halls, terrace] = [await aSharedCalendar(door, building), await aTerrace(door, building)];
    const who = as(door, await aResident(ours.DB, building));
    const { body } = await who.post(`/v1/resources/${terrace.id}/bookings`, from(TEN, 1, { hold: true }));
    at(NOW + minutes(6));
    expect((await patch(staff, terrace.id, halls)).status).toBe(409);
    const ended = "update bookings set status = 'lapsed', hold_until = null where id = ?";
    await ours.DB.prepare(ended).bind(body.id).run();
    expect((await patch(staff, terrace.id, halls)).status).toBe(200);
  });
});

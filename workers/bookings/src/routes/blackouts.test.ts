import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import { hours, toIso } from "#shared/core/time";
import { aTerrace, BOOKING, from, inMadrid } from "#shared/testing/bookings";
import { doorOf, interrupted } from "#shared/testing/faults";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at } from "#shared/testing/queue";
import { anId, as, manager, written } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import { openDatabase } from "#shared/worker/database";
import type { Env } from "../call.ts";
import { HITS_LIMIT } from "../domain/blackout.ts";
import { bookings as table } from "../store/schema.ts";
import { blackoutRoutes } from "./blackouts.ts";
import { bookingRoutes } from "./bookings.ts";

const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const ours = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });
const app = createApp<Env>({ worker: "bookings", contract: bookings });
bookingRoutes(app);
blackoutRoutes(app);

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

async function aHouse(rules: Record<string, unknown> = {}) {
  const building = await aBuilding(ours.DB);
  const terrace = await aTerrace(door, building, rules);
  const [resident, boss] = [await aResident(ours.DB, building), manager(building.id)];
  const [book, close] = [`/v1/resources/${terrace.id}/bookings`, `/v1/resources/${terrace.id}/blackouts`];
  return { building, terrace, resident, boss, book, close };
}

const REASON = "The lift is being repaired 🔧";
const closing = (startAt: number, long: number) => ({
  startAt: toIso(startAt),
  endAt: toIso(startAt + hours(long)),
  reason: REASON,
});

describe("a blackout", () => {
  it("that began long ago looks at what is not over, however much was booked before [BKG-14]", async () => {
    const { building, terrace, resident, boss, book, close } = await aHouse();
    const { orm } = openDatabase(ours.DB, "first-primary");
    const where = { buildingId: building.id, resourceId: terrace.id, calendarId: terrace.calendarId };
    for (let n = 1; n <= HITS_LIMIT + 1; n += 1) {
      const id = anId("booking");
      const [startAt, endAt] = [NOW - hours(n), NOW - hours(n - 1)];
      await orm.insert(table).values({ ...BOOKING, ...where, id, requestKey: id, startAt, endAt, createdAt: NOW });
    }
    const { body: hit } = await as(door, resident).post(book, from(TEN));
    const told = await as(door, boss).post(close, closing(NOW - hours(144), 192));
    expect(told).toMatchObject({ status: 201, body: { hits: [{ bookingId: hit.id }] } });
  });

  it("counts nobody who is there already, and gives up what is booked behind them [BKG-14]", async () => {
    const { building, terrace, resident, boss, book, close } = await aHouse({ capacity: 500 });
    const { orm } = openDatabase(ours.DB, "first-primary");
    const where = { buildingId: building.id, resourceId: terrace.id, calendarId: terrace.calendarId };
    const there = { startAt: NOW - hours(1), endAt: NOW + hours(1), status: "checked_in", createdAt: NOW } as const;
    for (let n = 0; n <= HITS_LIMIT; n += 1) {
      const id = anId("booking");
      await orm.insert(table).values({ ...BOOKING, ...where, ...there, id, requestKey: id });
    }
    const { body: hit } = await as(door, resident).post(book, from(TEN));
    const told = await as(door, boss).post(close, closing(NOW, 48));
    expect(told).toMatchObject({ status: 201, body: { hits: [{ bookingId: hit.id }] } });
  });

  it("gives up what is booked then and tells why, once it was asked whom it would hit [BKG-14]", async () => {
    const { resident, boss, book, close, terrace } = await aHouse();
    const [who, staff] = [as(door, resident), as(door, boss)];
    const { body: hit } = await who.post(book, from(TEN));
    const { body: spared } = await who.post(book, from(TEN + hours(4)));
    const hits = [{ bookingId: hit.id, userId: resident.id, startAt: hit.startAt, endAt: hit.endAt }];
    const asked = await staff.post(`${close}?dryRun=true`, closing(TEN - hours(1), 3));
    expect(asked).toMatchObject({ status: 200, body: { hits } });
    expect((await who.get(`/v1/bookings/${hit.id}`)).body.status).toBe("confirmed");

    expect(await staff.post(close, closing(TEN - hours(1), 3))).toMatchObject({ status: 201, body: { hits } });
    expect((await who.get(`/v1/bookings/${hit.id}`)).body).toMatchObject({ status: "cancelled", reason: REASON });
    expect((await who.get(`/v1/bookings/${spared.id}`)).body.status).toBe("confirmed");
    const told = (await written(ours.DB)).find((one) => one.subject === hit.id && one.type === "booking.cancelled");
    expect(told?.data).toMatchObject({ cause: "blackout", reason: REASON });
    const refused = { code: "booking.blackout", facts: { reason: REASON } };
    expect(await who.post(book, from(TEN + hours(1)))).toMatchObject({ status: 409, body: refused });
    expect((await who.post(`${book}?dryRun=true`, from(TEN))).body.problem).toMatchObject(refused);
    const slots = await who.get(`/v1/resources/${terrace.id}/slots?from=2097-06-05&to=2097-06-05`);
    expect(slots.body.items[0].startAt).toBe(toIso(TEN + hours(2)));
  });

  it("is seen by who lives there, and opened again only by who runs it [BKG-14]", async () => {
    const { resident, boss, book, close } = await aHouse();
    const [who, staff] = [as(door, resident), as(door, boss)];
    const { body } = await staff.post(close, closing(TEN, 1));
    expect((await who.get(close)).body.items).toMatchObject([{ id: body.blackout.id, reason: REASON }]);
    expect((await who.post(close, closing(TEN, 1))).status).toBe(403);
    expect((await who.delete(`/v1/blackouts/${body.blackout.id}`)).status).toBe(403);
    expect((await staff.delete(`/v1/blackouts/${body.blackout.id}`)).status).toBe(204);
    expect((await staff.delete(`/v1/blackouts/${body.blackout.id}`)).status).toBe(404);
    expect((await who.get(close)).body.items).toEqual([]);
    expect((await who.post(book, from(TEN))).status).toBe(201);
  });

  it("that comes while somebody books is in nobody's way unseen: the booking is refused [BKG-14]", async () => {
    const { resident, boss, book, close } = await aHouse();
    const before = async () => void (await as(door, boss).post(close, closing(TEN, 1)));
    const racing = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before }) });
    const told = await as(racing, resident).post(book, from(TEN));
    expect(told.body).toMatchObject({ code: "booking.blackout", facts: { reason: REASON } });
    expect(told.body.detail).toBe(`It is closed from ${toIso(TEN)} until ${toIso(TEN + hours(1))}: ${REASON}`);
    expect((await as(door, resident).get("/v1/me/bookings")).body.items).toEqual([]);
  });

  it("gives up also what is booked while it is being made [BKG-14]", async () => {
    const { resident, boss, book, close } = await aHouse();
    const before = async () => void (await as(door, resident).post(book, from(TEN)));
    const racing = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before }) });
    const { status, body } = await as(racing, boss).post(close, closing(TEN, 1));
    expect([status, body.hits.length]).toEqual([201, 1]);
    expect((await as(door, resident).get("/v1/me/bookings")).body.items).toMatchObject([{ status: "cancelled" }]);
  });
});

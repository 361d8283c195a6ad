import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { days, hours, minutes, toIso } from "#shared/core/time";
import { aTerrace, from, haveAhead, inMadrid } from "#shared/testing/bookings";
import { aBuilding, aResident } from "#shared/testing/projection";
import { anId, as, manager, NOBODY, person, written } from "#shared/testing/story";
import { pageOf } from "#shared/worker/page";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
/** For stories of many requests, on a machine that has others to serve. */
const SLOW = 30_000;
const door = exports.Door({ props: { caller: "gateway" } });
const ONE = 'd1;desc="1 round trips"';
const TWO = 'd1;desc="2 round trips"';

beforeEach(() => void vi.setSystemTime(NOW));
afterEach(() => void vi.useRealTimers());

async function aHouse(more: Record<string, unknown> = {}) {
  const building = await aBuilding(env.DB);
  const terrace = await aTerrace(door, building, more);
  const resident = await aResident(env.DB, building);
  return { building, terrace, resident, book: `/v1/resources/${terrace.id}/bookings` };
}

const saidOf = async (id: string) =>
  (await written(env.DB)).filter(({ subject }) => subject === id).sort((a, b) => a.version - b.version);
const timing = (told: { headers: Headers }) => told.headers.get("server-timing");

describe("a resident books", { timeout: SLOW }, () => {
  it("a time, in two round trips, and it is said once", async () => {
    const { book, resident, building } = await aHouse();
    const told = await as(door, resident).post(book, from(TEN));
    expect(told).toMatchObject({
      status: 201,
      body: { status: "confirmed", userId: resident.id, resourceName: "Roof terrace", attendees: 1, holdUntil: null },
    });
    expect(told.body).toMatchObject({ startAt: toIso(TEN), endAt: toIso(TEN + hours(1)), timeZone: "Europe/Madrid" });
    expect(told.body).not.toHaveProperty("requestKey");
    expect(told.headers.get("location")).toBe(`/v1/bookings/${told.body.id}`);
    expect(told.headers.get("etag")).toBe('"v1"');
    expect(timing(told)).toBe(TWO);
    expect(await saidOf(told.body.id)).toMatchObject([
      { type: "booking.created", building: building.id, actor: resident.id, data: { status: "confirmed" } },
    ]);
  });

  it("and gets the same booking for the same request, with a key or without, even twenty times at once", async () => {
    const { book, resident } = await aHouse();
    for (const [startAt, headers] of [
      [TEN, {}],
      [TEN + hours(1), { "idempotency-key": "k" }],
    ] as const) {
      const told = await Promise.all(
        Array.from({ length: 20 }, () => as(door, resident).post(book, from(startAt), headers)),
      );
      expect(new Set(told.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
      expect(told[0]).toMatchObject({ status: 201, body: { status: "confirmed" } });
      expect(await saidOf(told[0]?.body.id)).toHaveLength(1);
    }
    expect((await as(door, resident).get("/v1/me/bookings")).body.items).toHaveLength(2);
  });

  it("and one key for two different times gets only one of them", async () => {
    const { book, resident } = await aHouse();
    const key = { "idempotency-key": "k" };
    const told = await Promise.all([TEN, TEN + hours(1)].map((at) => as(door, resident).post(book, from(at), key)));
    expect(told.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  it("the same time again after giving it up, and gets a new booking", async () => {
    const { book, resident } = await aHouse();
    const who = as(door, resident);
    const first = await who.post(book, from(TEN));
    expect((await who.post(`/v1/bookings/${first.body.id}/cancel`)).status).toBe(200);
    const second = await who.post(book, from(TEN));
    expect(second).toMatchObject({ status: 201, body: { status: "confirmed" } });
    expect(second.body.id).not.toBe(first.body.id);
  });

  it("as staff does who lives elsewhere, while an owner who does may not [BKG-21]", async () => {
    const { book, building } = await aHouse();
    const staff = person([{ role: "staff", on: building.organisationId }]);
    expect(await as(door, staff).post(book, from(TEN))).toMatchObject({ status: 201, body: { unitId: null } });
    const owner = await aResident(env.DB, building, { kind: "offsite_owner" });
    expect(await as(door, owner).post(book, from(TEN + hours(1)))).toMatchObject({
      status: 403,
      body: { code: "access.not_a_resident" },
    });
  });

  it("for no time after they move out", async () => {
    const { book, building } = await aHouse();
    const leaving = await aResident(env.DB, building, { untilAt: TEN + minutes(1) });
    expect((await as(door, leaving).post(book, from(TEN))).status).toBe(201);
    expect(await as(door, leaving).post(book, from(TEN + hours(1)))).toMatchObject({
      status: 409,
      body: { code: "booking.after_moving_out", facts: { untilAt: toIso(TEN + minutes(1)) } },
    });
  });
});

describe("a booking is refused, and nothing is taken", () => {
  it.each([
    { code: "booking.ends_before_start", body: from(TEN, 0), status: 400 },
    { code: "booking.in_the_past", body: from(NOW - hours(1), 2) },
    { code: "booking.too_far", body: from(TEN + days(400)) },
    { code: "booking.too_long", body: from(TEN, 24 * 8) },
    { code: "booking.over_capacity", body: from(TEN, 1, { attendees: 13 }) },
    { code: "booking.outside_hours", body: from(TEN - hours(1)) },
    { code: "booking.not_a_slot", body: from(TEN, 1.5) },
    { code: "request.invalid", body: { ...from(TEN), startAt: "2097-06-05 10:00" }, status: 400 },
    { code: "request.invalid", body: { ...from(TEN), attendees: 0.5 }, status: 400 },
    { code: "request.invalid", body: { ...from(TEN), calendarId: anId("calendar") }, status: 400 },
    { code: "access.denied", body: { ...from(TEN), userId: anId("user") }, status: 403 },
  ])("$code [BKG-02]", async ({ code, body, status = 409 }) => {
    const { book, resident } = await aHouse({ capacity: 12 });
    expect(await as(door, resident).post(book, body)).toMatchObject({ status, body: { code } });
    expect((await as(door, resident).get("/v1/me/bookings")).body.items).toEqual([]);
    const { body: slots } = await as(door, resident).get(
      book.replace("bookings", "slots?from=2097-06-05&to=2097-06-05"),
    );
    expect(slots.items.every(({ free }: { free: number }) => free === 12)).toBe(true);
  });

  it("as past where it is, also from before they moved in", async () => {
    const { book, building } = await aHouse();
    const newcomer = await aResident(env.DB, building, { fromAt: NOW - hours(1) });
    expect(await as(door, newcomer).post(book, from(NOW - hours(2)))).toMatchObject({
      status: 409,
      body: { code: "booking.in_the_past", facts: { now: toIso(NOW) } },
    });
  });

  it("because the resource is blocked, and says why [BKG-01]", async () => {
    const { terrace, book, resident, building } = await aHouse();
    const blocked = { status: "blocked", statusReason: "New floor" };
    await as(door, manager(building.id)).patch(`/v1/resources/${terrace.id}`, blocked, { "if-match": '"v1"' });
    expect(await as(door, resident).post(book, from(TEN))).toMatchObject({
      status: 409,
      body: { code: "resource.blocked", detail: "It cannot be booked for now: New floor" },
    });
  });

  it("to whom it is none of their business", async () => {
    const { book } = await aHouse();
    expect(await as(door, NOBODY).post(book, from(TEN))).toMatchObject({
      status: 401,
      body: { code: "auth.required" },
    });
    expect((await as(door, person()).post(book, from(TEN))).status).toBe(503);
    const nowhere = `/v1/resources/${anId("resource")}/bookings`;
    expect(await as(door, person()).post(nowhere, from(TEN))).toMatchObject({ status: 404 });
  });

  it("to whom has a hundred ahead of them, but for what they have asked for already", async () => {
    const { book, resident, building, terrace } = await aHouse();
    const ask = (startAt: number, key = {}) => as(door, resident).post(book, from(startAt), key);
    const askBoth = () => Promise.all([ask(TEN), ask(TEN + hours(1), { "idempotency-key": "k" })]);
    const had = await askBoth();
    await haveAhead(env.DB, resident, { ...terrace, buildingId: building.id }, 98, TEN + days(1));
    const told = await ask(TEN + hours(2));
    expect(told).toMatchObject({ status: 409, body: { code: "booking.too_many", facts: { limit: 100 } } });
    expect(await askBoth()).toMatchObject(had.map(({ body }) => ({ status: 201, body: { id: body.id } })));
  });
});

describe("two want one time", () => {
  it("and the second learns what is free next, in their language [BKG-04]", async () => {
    const { book, resident, building } = await aHouse();
    const neighbour = await aResident(env.DB, building);
    await as(door, resident).post(book, from(TEN, 3));
    const told = await as(door, neighbour).post(book, from(TEN, 2), { "accept-language": "es" });
    expect(told).toMatchObject({ status: 409, body: { code: "booking.slot_taken", title: "Ocupado" } });
    expect(told.body.facts).toEqual({ nextFreeAt: toIso(TEN + hours(3)), nextFreeUntil: toIso(TEN + hours(5)) });
    const { nextFreeAt: startAt, nextFreeUntil: endAt } = told.body.facts;
    expect((await as(door, neighbour).post(book, { startAt, endAt })).status).toBe(201);
  });

  it("of their own, and learn which it is [BKG-05]", async () => {
    const { book, resident } = await aHouse();
    const who = as(door, resident);
    const held = await who.post(book, from(TEN, 1, { hold: true }));
    expect(await who.post(book, from(TEN))).toMatchObject({
      status: 409,
      body: { code: "booking.held_by_you", facts: { bookingId: held.body.id } },
    });
    await who.post(`/v1/bookings/${held.body.id}/confirm`);
    expect(await who.post(book, from(TEN))).toMatchObject({ status: 409, body: { code: "booking.booked_by_you" } });
  });
});

describe("a hold", () => {
  it("says nothing until it is confirmed, in two round trips [BKG-05]", async () => {
    const { book, resident } = await aHouse();
    const held = await as(door, resident).post(book, from(TEN, 1, { hold: true }));
    expect(held).toMatchObject({ status: 201, body: { status: "held", holdUntil: toIso(NOW + minutes(5)) } });
    expect(timing(held)).toBe(TWO);
    expect(await saidOf(held.body.id)).toEqual([]);
    const again = await as(door, resident).post(book, from(TEN, 1, { hold: true }));
    expect(again.body).toEqual(held.body);

    vi.setSystemTime(NOW + minutes(5) - 1);
    const told = await as(door, resident).post(`/v1/bookings/${held.body.id}/confirm`);
    expect(told).toMatchObject({ status: 200, body: { status: "confirmed", holdUntil: null } });
    expect(told.headers.get("etag")).toBe('"v2"');
    expect(timing(told)).toBe(TWO);
    expect(await saidOf(held.body.id)).toMatchObject([{ type: "booking.created", version: 2 }]);
    expect(await as(door, resident).post(`/v1/bookings/${held.body.id}/confirm`)).toMatchObject({
      status: 409,
      body: { code: "booking.not_held", facts: { status: "confirmed" } },
    });
  });

  it("lapses, and is free for others and for oneself [BKG-05]", async () => {
    const { book, resident, building } = await aHouse();
    const held = await as(door, resident).post(book, from(TEN, 1, { hold: true }));
    vi.setSystemTime(NOW + minutes(5));
    expect(await as(door, resident).post(`/v1/bookings/${held.body.id}/confirm`)).toMatchObject({
      status: 409,
      body: { code: "booking.lapsed" },
    });
    const own = await as(door, resident).post(book, from(TEN, 1, { hold: true }));
    expect(own).toMatchObject({ status: 201, body: { status: "held" } });
    expect(own.body.id).not.toBe(held.body.id);
    vi.setSystemTime(NOW + minutes(10));
    const neighbour = await aResident(env.DB, building);
    expect((await as(door, neighbour).post(book, from(TEN))).status).toBe(201);
  });

  it("is given up without a word", async () => {
    const { book, resident, building } = await aHouse();
    const held = await as(door, resident).post(book, from(TEN, 1, { hold: true }));
    expect((await as(door, resident).post(`/v1/bookings/${held.body.id}/cancel`)).body.status).toBe("cancelled");
    expect(await saidOf(held.body.id)).toEqual([]);
    const neighbour = await aResident(env.DB, building);
    expect((await as(door, neighbour).post(book, from(TEN))).status).toBe(201);
  });
});

describe("a booking is given up", () => {
  it("by whom it belongs to, in two round trips, and its time is free", async () => {
    const { book, resident, building } = await aHouse();
    const { body } = await as(door, resident).post(book, from(TEN));
    const told = await as(door, resident).post(`/v1/bookings/${body.id}/cancel`, undefined, { "if-match": '"v1"' });
    expect(told).toMatchObject({ status: 200, body: { status: "cancelled" } });
    expect(timing(told)).toBe(TWO);
    expect(await saidOf(body.id)).toMatchObject([
      {},
      { type: "booking.cancelled", version: 2, data: { cause: "person" } },
    ]);
    const neighbour = await aResident(env.DB, building);
    expect((await as(door, neighbour).post(book, from(TEN))).status).toBe(201);
  });

  it("by staff, who say so, on the resident's behalf [BKG-21]", async () => {
    const { book, resident, building } = await aHouse();
    const { body } = await as(door, resident).post(book, from(TEN));
    const staff = person([{ role: "staff", on: building.id }]);
    expect((await as(door, staff).post(`/v1/bookings/${body.id}/cancel`)).body.status).toBe("cancelled");
    expect(await saidOf(body.id)).toMatchObject([{}, { actor: staff.id, data: { cause: "staff" } }]);
    const audits = (await written(env.DB, { audit: true })).filter(
      (one) => one.subject === body.id && one.version === 0,
    );
    const data = { operation: "cancelBooking", onBehalfOf: resident.id, fields: ["status"] };
    expect(audits.find(({ actor }) => actor === staff.id)?.data).toEqual(data);
  });

  it("once, not after it has started, and not by a version long gone", async () => {
    const { book, resident } = await aHouse();
    const who = as(door, resident);
    const { body } = await who.post(book, from(TEN));
    const cancel = (headers = {}) => who.post(`/v1/bookings/${body.id}/cancel`, undefined, headers);
    expect(await cancel({ "if-match": '"v9"' })).toMatchObject({ status: 412, body: { code: "thing.stale" } });
    vi.setSystemTime(TEN);
    expect(await cancel()).toMatchObject({ status: 409, body: { code: "booking.already_started" } });
    vi.setSystemTime(NOW);
    const told = await Promise.all(Array.from({ length: 5 }, () => cancel()));
    expect(told.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    expect(told.find(({ status }) => status === 409)?.body.code).toBe("booking.not_open");
    expect(await saidOf(body.id)).toHaveLength(2);
  });
});

describe("a check-in", () => {
  it("is said, in two round trips, by the person or the house, while it is time [BKG-13]", async () => {
    const { book, resident, building } = await aHouse();
    const ids: string[] = [];
    for (const at of [TEN, TEN + hours(1)]) ids.push((await as(door, resident).post(book, from(at))).body.id);
    const checkIn = (who: Parameters<typeof as>[1], n: number) => as(door, who).post(`/v1/bookings/${ids[n]}/check-in`);
    vi.setSystemTime(TEN - minutes(15) - 1);
    expect(await checkIn(resident, 0)).toMatchObject({
      status: 409,
      body: { code: "booking.check_in_closed", facts: { opensAt: toIso(TEN - minutes(15)) } },
    });
    vi.setSystemTime(TEN - minutes(15));
    const told = await checkIn(resident, 0);
    expect(told).toMatchObject({ status: 200, body: { status: "checked_in" } });
    expect(timing(told)).toBe(TWO);
    expect(await checkIn(resident, 0)).toMatchObject({ status: 409, body: { code: "booking.not_confirmed" } });
    vi.setSystemTime(TEN + hours(1));
    expect((await checkIn(person([{ role: "staff", on: building.id }]), 1)).body.status).toBe("checked_in");
    for (const id of ids) expect((await saidOf(id)).at(-1)).toMatchObject({ type: "booking.checked_in" });
  });
});

describe("what is not one's own", () => {
  it("does not exist, for a neighbour as for a stranger", async () => {
    const { book, resident, building } = await aHouse();
    const { body } = await as(door, resident).post(book, from(TEN));
    const strangers = [await aResident(env.DB, building), manager(anId("building")), NOBODY];
    for (const who of strangers) {
      const told = [
        await as(door, who).get(`/v1/bookings/${body.id}`),
        await as(door, who).get(`/v1/bookings/${anId("booking")}`),
      ];
      for (const step of ["confirm", "cancel", "check-in"])
        told.push(await as(door, who).post(`/v1/bookings/${body.id}/${step}`));
      for (const one of told) expect(one).toMatchObject({ status: 404, body: { code: "thing.not_found" } });
    }
  });

  it("may be looked at by staff, and not touched by those who may only look", async () => {
    const { book, resident, building } = await aHouse();
    const { body } = await as(door, resident).post(book, from(TEN));
    const looker = as(door, person([{ role: "staff", on: building.id, can: ["booking.read"] }]));
    expect((await looker.get(`/v1/bookings/${body.id}`)).status).toBe(200);
    expect(await looker.post(`/v1/bookings/${body.id}/cancel`)).toMatchObject({
      status: 403,
      body: { code: "access.denied" },
    });
    expect(await looker.post(`/v1/bookings/${body.id}/check-in`)).toMatchObject({
      body: { facts: { permission: "booking.check_in" } },
    });
  });
});

describe("lists of bookings", () => {
  it("are read in one round trip, the latest start first, page by page, whatever is booked meanwhile", async () => {
    const { book, resident, building } = await aHouse();
    const mine = as(door, resident);
    for (const n of [2, 0, 1]) await mine.post(book, from(TEN + hours(n)));
    const lists = [
      { path: "/v1/me/bookings", reader: mine },
      { path: `/v1/buildings/${building.id}/bookings`, reader: as(door, manager(building.id)) },
    ];
    const firsts = await Promise.all(lists.map(({ path, reader }) => reader.get(`${path}?limit=2`)));
    await mine.post(book, from(TEN + hours(3)));
    for (const [n, { path, reader }] of lists.entries()) {
      const first = firsts[n];
      const second = await reader.get(`${path}?limit=2&cursor=${first?.body.nextCursor}`);
      const starts = [...(first?.body.items ?? []), ...second.body.items].map(({ startAt }) => startAt);
      expect(starts).toEqual([2, 1, 0].map((hour) => toIso(TEN + hours(hour))));
      expect([timing(second), second.body.nextCursor]).toEqual([ONE, null]);
      expect((await reader.get(`${path}?cursor=nonsense`)).body.code).toBe("request.cursor");
      expect((await reader.get(`${path}?limit=101`)).status).toBe(400);
    }
  });

  it("are no fault of ours where somebody makes up a cursor", async () => {
    const { resident, building } = await aHouse();
    const mine = { list: resident.id, path: "/v1/me/bookings", reader: resident };
    const all = { list: building.id, path: `/v1/buildings/${building.id}/bookings`, reader: manager(building.id) };
    for (const { list, path, reader } of [mine, all]) {
      for (const after of [[], ["x"], [1], [1, 2, 3]]) {
        const { nextCursor } = pageOf(`bookings ${list}`, [1, 2], 1, () => after);
        expect((await as(door, reader).get(`${path}?cursor=${nextCursor}`)).status).toBe(200);
      }
    }
  });

  it("of a building are for those who run it", async () => {
    const { resident, building } = await aHouse();
    const path = `/v1/buildings/${building.id}/bookings`;
    expect(await as(door, resident).get(path)).toMatchObject({ status: 403, body: { code: "access.denied" } });
    expect((await as(door, NOBODY).get(path)).status).toBe(404);
    expect((await as(door, NOBODY).get("/v1/me/bookings")).status).toBe(401);
  });

  it("are spared whoever has the booking already", async () => {
    const { book, resident } = await aHouse();
    const { body } = await as(door, resident).post(book, from(TEN));
    const told = await as(door, resident).get(`/v1/bookings/${body.id}`);
    expect(told).toMatchObject({ status: 200, body });
    expect(timing(told)).toBe(ONE);
    const again = await as(door, resident).get(`/v1/bookings/${body.id}`, { "if-none-match": '"v1"' });
    expect(again.status).toBe(304);
  });
});

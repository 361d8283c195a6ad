import { runDurableObjectAlarm } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import type { Person } from "#shared/core/actor";
import { hours, minutes, toIso } from "#shared/core/time";
import { GIVABLE_STATUSES } from "#shared/core/vocabulary";
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
import { stepRoutes } from "./steps.ts";

const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const ours = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });
const app = createApp<Env>({ worker: "bookings", contract: bookings });
bookingRoutes(app);
stepRoutes(app);
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

/** A day of the terrace on which somebody has, asked for, holds, was offered and waits for a time, an hour each. */
async function aDay() {
  const house = await aHouse({ offerMinutes: 30 });
  const { building, terrace, resident: one, boss, book } = house;
  const [two, three] = [await aResident(ours.DB, building), await aResident(ours.DB, building)];
  const calendar = ours.CALENDARS.getByName(terrace.calendarId);
  const take = async (who: Person, n: number, more = {}): Promise<string> =>
    (await as(door, who).post(book, from(TEN + hours(n), 1, more))).body.id;
  const confirmed = await take(one, 0);
  const waiting = await take(two, 0, { wait: true });
  const freed = await take(three, 1);
  const offered = await take(one, 1, { wait: true });
  await as(door, three).post(`/v1/bookings/${freed}/cancel`);
  await runDurableObjectAlarm(calendar);
  const held = await take(two, 2, { hold: true });
  await as(door, boss).patch(`/v1/resources/${terrace.id}`, { approval: "blocking" }, { "if-match": '"v1"' });
  const requested = await take(three, 3);
  const all = [
    ...[
      { status: "confirmed", id: confirmed, who: one },
      { status: "waiting", id: waiting, who: two },
    ],
    ...[
      { status: "offered", id: offered, who: one },
      { status: "held", id: held, who: two },
    ],
    { status: "requested", id: requested, who: three },
  ];
  for (const { id, who, status } of all) expect(await statusOf(who, id)).toBe(status);
  return { ...house, calendar, all };
}

/** What an event says of what a blackout ended with it. */
interface Part {
  readonly blackout: { readonly nth: number; readonly of: number };
}

const statusOf = async (who: Person, id: string) => (await as(door, who).get(`/v1/bookings/${id}`)).body.status;
const endsOf = async (id: string) =>
  (await written(ours.DB)).filter(({ subject, type }) => subject === id && type === "booking.cancelled");

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

  it("gives up a hundred of all kinds at once and tells of each, and none of one more [BKG-14]", async () => {
    const { building, terrace, boss, close } = await aHouse({ capacity: 500 });
    const { orm } = openDatabase(ours.DB, "first-primary");
    const where = { buildingId: building.id, resourceId: terrace.id, calendarId: terrace.calendarId };
    const ids: string[] = [];
    for (let n = 0; n <= HITS_LIMIT; n += 1) {
      const id = anId("booking");
      const status = GIVABLE_STATUSES[n % GIVABLE_STATUSES.length] ?? "held";
      const holdUntil = status === "held" || status === "offered" ? NOW + minutes(5) : null;
      const queuedAt = status === "waiting" ? n : null;
      const [startAt, userId] = [TEN + hours(n === HITS_LIMIT ? 1 : 0), anId("user")];
      const row = { ...BOOKING, ...where, id, requestKey: id, userId, status, holdUntil, queuedAt, updatedAt: NOW };
      await orm.insert(table).values({ ...row, startAt, endAt: startAt + hours(1) });
      ids.push(id);
    }
    const staff = as(door, boss);
    const refused = { status: 409, body: { code: "blackout.hits_too_many", facts: { limit: HITS_LIMIT } } };
    expect(await staff.post(close, closing(TEN, 2))).toMatchObject(refused);
    const { status, body } = await staff.post(close, closing(TEN, 1));
    expect([status, body.hits.length]).toEqual([201, HITS_LIMIT]);
    expect(body.counts).toEqual({ held: 20, requested: 20, waiting: 20, offered: 20, confirmed: 20 });
    const told = (await written(ours.DB)).filter(
      ({ type, building: id }) => type === "booking.cancelled" && id === building.id,
    );
    expect(told.map(({ subject }) => subject).sort()).toEqual(ids.slice(0, HITS_LIMIT).sort());
  });

  it("gives up what is booked then and tells why, once it was asked whom it would hit [BKG-14]", async () => {
    const { resident, boss, book, close, terrace } = await aHouse();
    const [who, staff] = [as(door, resident), as(door, boss)];
    const { body: hit } = await who.post(book, from(TEN));
    const { body: spared } = await who.post(book, from(TEN + hours(4)));
    const { startAt, endAt } = hit;
    const hits = [{ bookingId: hit.id, userId: resident.id, status: "confirmed", startAt, endAt }];
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

  it("counts and names whom it would hit by what they have, asked for, hold, were offered or wait for [BKG-14]", async () => {
    const { boss, close, all } = await aDay();
    const { status, body } = await as(door, boss).post(`${close}?dryRun=true`, closing(TEN, 4));
    expect(status).toBe(200);
    expect(body.counts).toEqual({ held: 1, requested: 1, waiting: 1, offered: 1, confirmed: 1 });
    const hits = body.hits.map((one: { bookingId: string; userId: string; status: string }) => [
      one.status,
      one.bookingId,
      one.userId,
    ]);
    expect(hits.sort()).toEqual(all.map(({ status, id, who }) => [status, id, who.id]).sort());
    for (const { id, who, status } of all) expect(await statusOf(who, id)).toBe(status);
    for (const { id } of all) expect(await endsOf(id)).toEqual([]);
  });

  it("tells everybody whose wish it ends, once, what it was and why, and keeps no place of theirs [BKG-14]", async () => {
    const { boss, close, all, calendar } = await aDay();
    expect((await as(door, boss).post(close, closing(TEN, 4))).status).toBe(201);
    for (const { id, who, status } of all) {
      const { body } = await as(door, who).get(`/v1/bookings/${id}`);
      expect(body, status).toMatchObject({
        status: "cancelled",
        reason: REASON,
        holdUntil: null,
        waitlistPosition: null,
      });
      const told = await endsOf(id);
      expect(told, status).toMatchObject([
        { person: who.id, data: { userId: who.id, fromStatus: status, cause: "blackout", reason: REASON } },
      ]);
    }
    const partOf = async ({ id }: { id: string }) => (await endsOf(id)).map(({ data }) => (data as Part).blackout);
    for (const { who } of all) {
      const theirs = (await Promise.all(all.filter((one) => one.who === who).map(partOf))).flat();
      expect(theirs.map(({ nth }) => nth).sort()).toEqual(theirs.map((_, index) => index + 1));
      for (const { of } of theirs) expect(of).toBe(theirs.length);
    }
    await runDurableObjectAlarm(calendar);
    for (const { id } of all) expect(await endsOf(id)).toHaveLength(1);
    const { body } = await as(door, boss).get(close.replace("blackouts", "calendar"));
    expect(body).toMatchObject({ difference: null, places: 0, bookings: 0 });
  });

  it("refuses with its reason whoever comes back for a hold or an offer that it ended [BKG-14]", async () => {
    const { boss, close, all } = await aDay();
    const { body } = await as(door, boss).post(close, closing(TEN, 4));
    const kept = all.filter(({ status }) => status === "held" || status === "offered");
    const confirm = ({ who, id }: (typeof all)[number]) => as(door, who).post(`/v1/bookings/${id}/confirm`);
    const { startAt, endAt } = closing(TEN, 4);
    const refused = { status: 409, body: { code: "booking.blackout", facts: { reason: REASON, startAt, endAt } } };
    for (const one of kept) expect(await confirm(one)).toMatchObject(refused);
    await as(door, boss).delete(`/v1/blackouts/${body.blackout.id}`);
    for (const one of kept)
      expect(await confirm(one)).toMatchObject({ body: { code: "booking.not_held", facts: { status: "cancelled" } } });
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

  it.each([
    { wish: "holds a time", more: { hold: true } },
    { wish: "begins to wait", more: { wait: true } },
  ])("that comes while somebody $wish is in nobody's way unseen: they are refused [BKG-14]", async ({ more }) => {
    const { building, resident, boss, book, close } = await aHouse({ offerMinutes: 30 });
    await as(door, await aResident(ours.DB, building)).post(book, from(TEN));
    const startAt = "hold" in more ? TEN + hours(1) : TEN;
    const before = async () => void (await as(door, boss).post(close, closing(TEN, 2)));
    const racing = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before }) });
    expect((await as(racing, resident).post(book, from(startAt, 1, more))).body.code).toBe("booking.blackout");
    expect((await as(door, resident).get("/v1/me/bookings")).body.items).toEqual([]);
  });

  it("refuses with its reason a hold that is confirmed while it is being made [BKG-14]", async () => {
    const { resident, boss, book, close } = await aHouse();
    const { body } = await as(door, resident).post(book, from(TEN, 1, { hold: true }));
    const before = async () => void (await as(door, boss).post(close, closing(TEN, 1)));
    const racing = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before }) });
    const refused = { code: "booking.blackout", facts: { reason: REASON } };
    expect((await as(racing, resident).post(`/v1/bookings/${body.id}/confirm`)).body).toMatchObject(refused);
    expect(await statusOf(resident, body.id)).toBe("cancelled");
    expect(await endsOf(body.id)).toMatchObject([{ data: { fromStatus: "held" } }]);
  });

  it.each([
    { what: "held", more: { hold: true } },
    { what: "waiting", more: { wait: true } },
  ] as const)("gives up also what is $what while it is being made, and tells of it once [BKG-14]", async (wish) => {
    const { building, resident, boss, book, close } = await aHouse({ offerMinutes: 30 });
    if (wish.what === "waiting") await as(door, await aResident(ours.DB, building)).post(book, from(TEN));
    const before = async () => void (await as(door, resident).post(book, from(TEN, 1, wish.more)));
    const racing = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before }) });
    expect((await as(racing, boss).post(close, closing(TEN, 1))).body.counts[wish.what]).toBe(1);
    const [mine] = (await as(door, resident).get("/v1/me/bookings")).body.items;
    expect(mine.status).toBe("cancelled");
    expect(await endsOf(mine.id)).toMatchObject([{ data: { fromStatus: wish.what } }]);
  });

  it("ends an offer that is made to who waits while it is being made, and tells of its end once [BKG-14]", async () => {
    const { building, terrace, resident, boss, book, close } = await aHouse({ offerMinutes: 30 });
    const first = as(door, await aResident(ours.DB, building));
    const { body: theirs } = await first.post(book, from(TEN));
    const { body: mine } = await as(door, resident).post(book, from(TEN, 1, { wait: true }));
    const before = async () => {
      await first.post(`/v1/bookings/${theirs.id}/cancel`);
      await runDurableObjectAlarm(ours.CALENDARS.getByName(terrace.calendarId));
      expect(await statusOf(resident, mine.id)).toBe("offered");
    };
    const racing = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before }) });
    expect((await as(racing, boss).post(close, closing(TEN, 1))).body.counts).toMatchObject({ waiting: 0, offered: 1 });
    expect(await endsOf(mine.id)).toMatchObject([{ data: { fromStatus: "offered" } }]);
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

import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import { hours } from "#shared/core/time";
import { aSharedCalendar, aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { doorOf, interrupted } from "#shared/testing/faults";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at } from "#shared/testing/queue";
import { anId, as, manager } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import type { Env } from "../call.ts";
import { PATIENCE } from "../objects/resource-calendar.ts";
import { calendarRoutes } from "./calendars.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const ours = env as unknown as Env;
const { CALENDARS, DB } = ours;
const app = createApp<Env>({ worker: "bookings", contract: bookings });
calendarRoutes(app);
const door = exports.Door({ props: { caller: "gateway" } });
const GRILL = [{ name: "Grill", count: 1 }];

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

type Who = ReturnType<typeof as>;

/** A booking with a grill, and two who wait for its time; or, where the house must agree, a request. */
async function aHouse(rules: Record<string, unknown> = {}) {
  const building = await aBuilding(DB);
  const accessories = [{ name: "Grill", stock: 1 }];
  const terrace = await aTerrace(door, building, { offerMinutes: 30, checkInMinutes: 30, accessories, ...rules });
  const people = await Promise.all([0, 1, 2].map(() => aResident(DB, building)));
  const [one, two, three] = people.map((who) => as(door, who)) as [Who, Who, Who];
  const boss = manager(building.id);
  const staff = as(door, boss);
  const path = `/v1/resources/${terrace.id}`;
  const book = async (who: Who, more = {}) => String((await who.post(`${path}/bookings`, from(TEN, 1, more))).body.id);
  const booked = await book(one, { accessories: GRILL });
  const waits = await book(two, { wait: true });
  await book(three, { wait: true });
  const calendar = CALENDARS.getByName(terrace.calendarId);
  const sql = (text: string) => runInDurableObject(calendar, (_, { storage }) => storage.sql.exec(text).toArray());
  const check = async () => (await staff.get(`${path}/calendar`)).body;
  const mend = async () => {
    expect((await staff.post(`${path}/calendar/rebuild`)).status).toBe(200);
    // What became otherwise is asked about once more.
    for (const _ of [1, 2]) await runDurableObjectAlarm(calendar);
  };
  const inBook = async () =>
    (await DB.prepare("select * from bookings where resource_id = ? order by id").bind(terrace.id).all()).results;
  return { one, two, boss, staff, path, terrace, booked, waits, calendar, sql, check, mend, inBook };
}

interface Spoiling {
  readonly what: string;
  readonly how: string;
  readonly field?: string;
  readonly whose?: "waits";
  readonly rules?: Record<string, unknown>;
  readonly told?: Record<string, unknown>;
}

const ANOTHER = { user: anId("user"), resource: anId("resource") };

const spoilings: readonly Spoiling[] = [
  { what: "accessories", how: "accessories = '[]'", told: { inCalendar: "[]" } },
  { what: "guests", how: "guests = 1", told: { inBook: "0", inCalendar: "1" } },
  { what: "userId", how: `user_id = '${ANOTHER.user}'`, told: { inCalendar: ANOTHER.user } },
  { what: "unitId", how: "unit_id = null", told: { inCalendar: null } },
  { what: "queuedAt", whose: "waits", how: "queued_at = queued_at + 1000000" },
  { what: "checkInUntil", how: "check_in_until = 1", told: { inCalendar: "1" } },
  { what: "requestKey", how: "request_key = 'another'", told: { inCalendar: "another" } },
  { what: "approval", how: "approval = 'blocking'", told: { inBook: "none", inCalendar: "blocking" } },
  { what: "a time beside", field: "kept", how: `kept_start_at = ${TEN}, kept_end_at = ${TEN + 1}, kept_attendees = 1` },
  { what: "when the book is asked", field: "dueAt", how: "due_at = null", told: { inCalendar: null } },
  {
    ...{ what: "which resource it is of", field: "booking", how: `resource_id = '${ANOTHER.resource}'` },
    told: { inCalendar: null },
  },
  { what: "that it is over", field: "booking", how: "state = 'over'", told: { inCalendar: null } },
  {
    ...{ what: "that it is agreed to", field: "state", rules: { approval: "blocking" }, how: "state = 'confirmed'" },
    told: { inBook: "requested", inCalendar: "confirmed" },
  },
  {
    ...{ what: "that it is offered", field: "state", whose: "waits" },
    ...{ how: `state = 'offered', hold_until = ${TEN}`, told: { inBook: "waiting", inCalendar: "offered" } },
  },
];

describe("a place that is spoiled in its calendar", () => {
  it.each(spoilings)("in $what is found out, and mended from the book, which stays as it is [BKG-61]", async (one) => {
    const { what, how, field = what, whose = "booked", rules, told } = one;
    const house = await aHouse(rules);
    const [before, agrees] = [await house.inBook(), await house.check()];
    expect(agrees).toEqual({ bookings: 3, places: 3, unsettled: 0, difference: null });
    await house.sql(`UPDATE places SET ${how} WHERE booking_id = '${house[whose]}'`);
    expect((await house.check()).difference).toMatchObject({ bookingId: house[whose], field, ...told });
    await house.mend();
    expect(await house.check()).toEqual(agrees);
    expect(await house.inBook()).toEqual(before);
  });

  it("in how long it is held is found out, and mended from the book [BKG-61]", async () => {
    const { one, path, sql, check, mend } = await aHouse();
    const { body } = await one.post(`${path}/bookings`, from(TEN + hours(2), 1, { hold: true }));
    const later = `hold_until = hold_until + ${hours(9)}, due_at = due_at + ${hours(9)}`;
    await sql(`UPDATE places SET ${later} WHERE state = 'held'`);
    expect((await check()).difference).toMatchObject({ bookingId: body.id, field: "holdUntil" });
    await mend();
    expect((await check()).difference).toBeNull();
  });

  it("is missed by nobody whom the book still expects, whenever the calendar asks [BKG-13]", async () => {
    const { booked, calendar, sql, check, inBook } = await aHouse();
    const before = await inBook();
    await sql(`UPDATE places SET check_in_until = 1, due_at = 1 WHERE booking_id = '${booked}'`);
    for (const _ of [1, 2]) await runDurableObjectAlarm(calendar);
    expect(await inBook()).toEqual(before);
    expect((await check()).difference).toBeNull();
  });

  it("is mended once it was asked about, though the book was out of reach at first [BKG-61]", async () => {
    const { booked, calendar, sql, check, staff, path, inBook } = await aHouse({ approval: "blocking" });
    const before = await inBook();
    await sql(`UPDATE places SET state = 'confirmed' WHERE booking_id = '${booked}'`);
    await staff.post(`${path}/calendar/rebuild`);
    await runInDurableObject(calendar, async (object) => {
      const asking = object as unknown as { settle: () => Promise<never> };
      const settle = asking.settle;
      asking.settle = () => Promise.reject(new Error("the book is out of reach"));
      await object.alarm();
      asking.settle = settle;
    });
    at(NOW + PATIENCE);
    for (const _ of [1, 2]) await runDurableObjectAlarm(calendar);
    expect(await inBook()).toEqual(before);
    expect((await check()).difference).toBeNull();
  });
});

describe("rules that are spoiled in a calendar", () => {
  it.each([
    { field: "capacity", how: "rules = json_set(rules, '$.capacity', 9)", inBook: "1", inCalendar: "9" },
    { field: "version", how: "version = 9", inBook: "1", inCalendar: "9" },
  ])("in their $field are found out, and learnt anew [BKG-61]", async ({ field, how, ...told }) => {
    const { sql, check, mend, inBook } = await aHouse();
    const [before, agrees] = [await inBook(), await check()];
    await sql(`UPDATE rules SET ${how}`);
    expect((await check()).difference).toEqual({ bookingId: null, field: `rules.${field}`, ...told });
    await mend();
    expect(await check()).toEqual(agrees);
    expect(await inBook()).toEqual(before);
  });

  it("are learnt anew for who waits too: they have the room there is [BKG-61]", async () => {
    const { two, waits, terrace, calendar, check, mend } = await aHouse();
    await DB.prepare("update resources set capacity = 2 where id = ?").bind(terrace.id).run();
    expect((await check()).difference).toMatchObject({ field: "rules.capacity", inBook: "2", inCalendar: "1" });
    await mend();
    await runDurableObjectAlarm(calendar);
    expect((await two.get(`/v1/bookings/${waits}`)).body.status).toBe("offered");
    expect((await check()).difference).toBeNull();
  });

  it.each([
    {
      where: "with those of a resource",
      how: "UPDATE rules SET rules = json_set(rules, '$.sharing.isExclusive', json('false'))",
    },
    { where: "by themselves", how: "UPDATE calendar SET sharing = json_set(sharing, '$.isExclusive', json('false'))" },
    { where: "by themselves, as if newer", how: "UPDATE calendar SET sharing = json_set(sharing, '$.version', 9)" },
  ])("are found out where they are shared and kept $where [BKG-61]", async ({ how }) => {
    const building = await aBuilding(DB);
    const calendarId = await aSharedCalendar(door, building);
    const hall = await aTerrace(door, building, { calendarId });
    const [one, staff] = [as(door, await aResident(DB, building)), as(door, manager(building.id))];
    const path = `/v1/resources/${hall.id}`;
    await one.post(`${path}/bookings`, from(TEN));
    const calendar = CALENDARS.getByName(calendarId);
    const check = async () => (await staff.get(`${path}/calendar`)).body.difference;
    expect(await check()).toBeNull();
    await runInDurableObject(calendar, (_, { storage }) => void storage.sql.exec(how));
    expect(await check()).toMatchObject({ bookingId: null, field: expect.stringMatching(/^sharing\./) });
    await staff.post(`${path}/calendar/rebuild`);
    expect(await check()).toBeNull();
  });

  it("are the newest, though they change while a calendar is made anew with older ones [BKG-61]", async () => {
    const { boss, staff, path, sql, check } = await aHouse();
    const meanwhile = async () => {
      expect((await staff.patch(path, { capacity: 3 }, { "if-match": '"v1"' })).status).toBe(200);
      expect(await sql("SELECT version FROM rules")).toEqual([{ version: 2 }]);
    };
    const slow = doorOf(app, { ...ours, DB: interrupted(ours.DB, 1, { after: meanwhile }) });
    expect((await as(slow, boss).post(`${path}/calendar/rebuild`)).status).toBe(200);
    expect(await sql("SELECT version, rules ->> '$.capacity' AS capacity FROM rules")).toEqual([
      { version: 2, capacity: 3 },
    ]);
    expect((await check()).difference).toBeNull();
  });
});

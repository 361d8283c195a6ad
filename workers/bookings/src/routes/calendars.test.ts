import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hours, minutes } from "#shared/core/time";
import { aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at } from "#shared/testing/queue";
import { as, manager } from "#shared/testing/story";
import type { Env } from "../call.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const { CALENDARS, DB } = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

/** A terrace with a bit of everything: a booking, a request, somebody who waits, one who is there. */
async function aHouse() {
  const building = await aBuilding(DB);
  const terrace = await aTerrace(door, building, { offerMinutes: 30, checkInMinutes: 30 });
  const [one, two] = [as(door, await aResident(DB, building)), as(door, await aResident(DB, building))];
  const staff = as(door, manager(building.id));
  const path = `/v1/resources/${terrace.id}`;
  const book = async (who: typeof one, at: number, more = {}) =>
    (await who.post(`${path}/bookings`, from(at, 1, more))).body.id as string;
  const there = await book(one, TEN);
  const booked = await book(one, TEN + hours(2));
  const waits = await book(two, TEN + hours(2), { wait: true });
  at(TEN);
  await one.post(`/v1/bookings/${there}/check-in`);
  const calendar = CALENDARS.getByName(terrace.calendarId);
  const ring = () => runDurableObjectAlarm(calendar);
  const sql = (text: string) => runInDurableObject(calendar, (_, { storage }) => storage.sql.exec(text).toArray());
  const check = async () => (await staff.get(`${path}/calendar`)).body;
  const rebuild = () => staff.post(`${path}/calendar/rebuild`);
  return { one, two, staff, path, booked, waits, ring, sql, check, rebuild };
}

const AGREES = { bookings: 3, places: 3, unsettled: 0, difference: null };

describe("a calendar beside the book", () => {
  it("agrees with it, and only who runs the resource may ask [BKG-61]", async () => {
    const { one, path, check } = await aHouse();
    expect(await check()).toEqual(AGREES);
    expect((await one.get(`${path}/calendar`)).status).toBe(403);
    expect((await one.post(`${path}/calendar/rebuild`)).status).toBe(403);
  });

  it.each([
    {
      broken: "a place is lost",
      how: "DELETE FROM places WHERE state = 'confirmed' AND start_at = {start}",
      field: "booking",
      inBook: "confirmed",
      inCalendar: null,
    },
    {
      broken: "a time is another",
      how: "UPDATE places SET end_at = end_at + 1 WHERE state = 'confirmed' AND start_at = {start}",
      field: "endAt",
    },
    {
      broken: "seats are others",
      how: "UPDATE places SET attendees = 9 WHERE state = 'confirmed' AND start_at = {start}",
      field: "attendees",
      inBook: "1",
      inCalendar: "9",
    },
    {
      broken: "a state is another",
      how: "UPDATE places SET state = 'requested' WHERE state = 'confirmed' AND start_at = {start}",
      field: "state",
      inBook: "confirmed",
      inCalendar: "requested",
    },
  ])("is found out where $broken, and mended [BKG-61]", async ({ how, broken: _, ...difference }) => {
    const { booked, sql, check, rebuild, ring } = await aHouse();
    await sql(how.replace("{start}", String(TEN + hours(2))));
    expect((await check()).difference).toMatchObject({ bookingId: booked, ...difference });
    expect(await rebuild()).toMatchObject({ status: 200, body: { bookings: 3 } });
    await ring();
    // What became otherwise is asked about once more.
    await ring();
    expect(await check()).toEqual(AGREES);
  });

  it("is found out where it has what the book ended, and frees it for who waits [BKG-61]", async () => {
    const { two, booked, waits, check, rebuild, ring } = await aHouse();
    await DB.prepare("update bookings set status = 'cancelled', version = version + 1 where id = ?").bind(booked).run();
    expect((await check()).difference).toEqual({
      ...{ bookingId: booked, field: "booking", inBook: null, inCalendar: "confirmed" },
    });
    await rebuild();
    await ring();
    await ring();
    expect((await two.get(`/v1/bookings/${waits}`)).body.status).toBe("offered");
    expect(await check()).toEqual({ bookings: 2, places: 2, unsettled: 0, difference: null });
  });

  it("is whole again from nothing: nobody gets what is booked, and the queue is what it was [BKG-61]", async () => {
    const { one, two, path, booked, waits, sql, check, rebuild, ring } = await aHouse();
    await sql("DELETE FROM places; DELETE FROM rules");
    expect(await check()).toMatchObject({ bookings: 3, places: 0 });
    await rebuild();
    expect((await two.post(`${path}/bookings`, from(TEN + hours(2)))).body.code).toBe("booking.waiting_already");
    at(Date.now() + minutes(1));
    await ring();
    expect(await check()).toEqual(AGREES);
    await one.post(`/v1/bookings/${booked}/cancel`);
    await ring();
    expect((await two.get(`/v1/bookings/${waits}`)).body.status).toBe("offered");
  });
});

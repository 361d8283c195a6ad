import { runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Id } from "#shared/core/ids";
import { hours, toIso } from "#shared/core/time";
import { aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at } from "#shared/testing/queue";
import { as } from "#shared/testing/story";
import type { Env } from "../call.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const { CALENDARS, DB } = env as unknown as Env;
/** For stories of many requests, on a machine that has others to serve. */
const SLOW = 30_000;
const door = exports.Door({ props: { caller: "gateway" } });

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

async function agree(terrace: { id: Id<"resource">; calendarId: Id<"calendar"> }) {
  const columns = "start_at, end_at, attendees from";
  const calendar = await runInDurableObject(CALENDARS.getByName(terrace.calendarId), (_, { storage }) =>
    storage.sql.exec(`select booking_id as id, ${columns} places where state <> 'over' order by id`).toArray(),
  );
  const { results: book } = await DB.prepare(
    `select id, ${columns} bookings where resource_id = ? and status in ('held', 'confirmed', 'checked_in') order by id`,
  )
    .bind(terrace.id)
    .all();
  expect(calendar).toEqual(book);
  return book;
}

describe("two hundred at once", { timeout: SLOW }, () => {
  it("want the last place: one has it, the others learn what is free, and calendar and book agree [BKG-04] [BKG-61]", async () => {
    const building = await aBuilding(DB);
    const terrace = await aTerrace(door, building);
    const residents = await Promise.all(Array.from({ length: 200 }, () => aResident(DB, building)));
    const told = await Promise.all(
      residents.map((resident) => as(door, resident).post(`/v1/resources/${terrace.id}/bookings`, from(TEN))),
    );
    expect(told.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = told.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(199);
    for (const { body } of refused) {
      expect(body).toMatchObject({ code: "booking.slot_taken", facts: { nextFreeAt: toIso(TEN + hours(1)) } });
    }
    expect(await agree(terrace)).toHaveLength(1);
  });

  it("want twelve seats, some of them two, and never more than twelve are taken [BKG-06]", async () => {
    const building = await aBuilding(DB);
    const gym = await aTerrace(door, building, { capacity: 12, type: "gym" });
    const residents = await Promise.all(Array.from({ length: 60 }, () => aResident(DB, building)));
    const told = await Promise.all(
      residents.map((resident, n) =>
        as(door, resident).post(`/v1/resources/${gym.id}/bookings`, from(TEN, 1, { attendees: 1 + (n % 2) })),
      ),
    );
    const seats = (await agree(gym)).reduce((sum, { attendees }) => sum + Number(attendees), 0);
    expect(seats).toBe(12);
    expect(told.every(({ status }) => status === 201 || status === 409)).toBe(true);
  });

  it("book and give up in turn, and calendar and book agree in the end", async () => {
    const building = await aBuilding(DB);
    const terrace = await aTerrace(door, building);
    const residents = await Promise.all(Array.from({ length: 20 }, () => aResident(DB, building)));
    await Promise.all(
      residents.map(async (resident) => {
        for (const hour of [0, 1, 2]) {
          const booked = await as(door, resident).post(`/v1/resources/${terrace.id}/bookings`, from(TEN + hours(hour)));
          if (booked.status === 201) await as(door, resident).post(`/v1/bookings/${booked.body.id}/cancel`);
        }
      }),
    );
    await vi.waitFor(async () => expect(await agree(terrace)).toEqual([]));
  });
});

describe("the book, where there is one place", () => {
  it("says no as well, if ever the calendar were wrong", async () => {
    const building = await aBuilding(DB);
    const terrace = await aTerrace(door, building);
    const [resident, neighbour] = [await aResident(DB, building), await aResident(DB, building)];
    const path = `/v1/resources/${terrace.id}/bookings`;
    const first = await as(door, resident).post(path, from(TEN, 2));
    await CALENDARS.getByName(terrace.calendarId).release([first.body.id]);
    expect(await as(door, neighbour).post(path, from(TEN + hours(1)))).toMatchObject({
      status: 409,
      body: { code: "booking.slot_taken" },
    });
    expect((await as(door, neighbour).post(path, from(TEN + hours(2)))).status).toBe(201);
  });
});

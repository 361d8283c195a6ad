import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { Id } from "#shared/core/ids";
import { days, hours, type Instant } from "#shared/core/time";
import { BOOKING, inMadrid, TERRACE } from "#shared/testing/bookings";
import { aBuilding, aResident } from "#shared/testing/projection";
import { anId, person } from "#shared/testing/story";
import { openDatabase } from "#shared/worker/database";
import type { Env } from "../call.ts";
import type { Quota } from "../domain/quotas.ts";
import { readsOfRequest } from "./requests.ts";
import { bookings, resources } from "./schema.ts";

/** For a story of many rows, on a machine that has others to serve. */
const SLOW = 30_000;
const NOW = inMadrid("2097-12-30T12:00");
const { DB } = env as unknown as Env;
const { orm } = openDatabase(DB, "first-primary");
const A_YEAR: Quota = { per: "person", window: "year", most: 100 };

const building = { id: anId("building") as Id<"building"> };
beforeAll(async () => void Object.assign(building, await aBuilding(DB)));

/** The calendar of each resource. */
const calendars = new Map<Id<"resource">, Id<"calendar">>();

async function aResource(quotas: readonly Quota[]): Promise<Id<"resource">> {
  const [id, calendarId] = [anId("resource"), anId("calendar")];
  calendars.set(id, calendarId);
  await orm.insert(resources).values({ ...TERRACE, id, buildingId: building.id, calendarId, capacity: 1000, quotas });
  return id;
}

/** Bookings that began, one a day back from some days ago. */
async function used(
  resourceId: Id<"resource">,
  many: number,
  more: Partial<typeof bookings.$inferInsert> = {},
  ago = 1,
) {
  const rows = Array.from({ length: many }, (_, n) => {
    const startAt = NOW - days(n + ago);
    const calendarId = calendars.get(resourceId) ?? BOOKING.calendarId;
    const booking = { ...BOOKING, id: anId("booking"), buildingId: building.id, resourceId, calendarId, startAt };
    return { ...booking, endAt: startAt + hours(1), requestKey: booking.id, createdAt: NOW, ...more };
  });
  for (const row of rows) await orm.insert(bookings).values(row);
}

const readOf = (resourceId: Id<"resource">, userId: Id<"user">, wait = false) =>
  readsOfRequest(
    { actor: person([], userId), now: NOW },
    { resourceId, userId, requestKey: "k", startAt: NOW + days(1), endAt: NOW + days(1) + hours(1), wait },
  ).started;

async function startedOf(
  resourceId: Id<"resource">,
  userId: Id<"user">,
  wait = false,
): Promise<readonly { startAt: Instant; userId: string; guests: number }[]> {
  const { query, map } = readOf(resourceId, userId, wait);
  const [rows] = await orm.batch([query(orm)]);
  return map(rows as never);
}

describe("what a request brings along", () => {
  it("reaches a month back, and a year where a quota counts one, or may count one while they wait [BKG-09]", async () => {
    const { id: userId } = await aResident(DB, building);
    const [monthly, yearly] = [await aResource([{ ...A_YEAR, window: "month" }]), await aResource([A_YEAR])];
    for (const resource of [monthly, yearly])
      for (const ago of [0, 20, 31, 40, 365, 366, 400]) await used(resource, 1, { userId }, ago);
    expect(await startedOf(monthly, userId)).toHaveLength(3);
    expect(await startedOf(yearly, userId)).toHaveLength(6);
    expect(await startedOf(monthly, userId, true)).toHaveLength(6);
  });

  it("is of the person and of each home they live in, each once, and as many as a quota can count [BKG-09]", async () => {
    const resource = await aResource([A_YEAR]);
    const [first, second, owned] = [anId("unit"), anId("unit"), anId("unit")];
    const { id: userId } = await aResident(DB, building, { unitId: first });
    await DB.prepare(
      "insert into homes values (?, ?, ?, '4', 'tenant', 0, null, 1), (?, ?, ?, '5', 'offsite_owner', 0, null, 1)",
    )
      .bind(userId, second, building.id, userId, owned, building.id)
      .run();
    const neighbour = anId("user");
    await used(resource, 130, { userId: neighbour, unitId: first });
    await used(resource, 5, { userId: neighbour, unitId: second }, 200);
    await used(resource, 9, { userId: neighbour, unitId: owned });
    await used(resource, 9, { userId: neighbour, unitId: null });
    await used(resource, 3, { userId, unitId: first, status: "cancelled" });
    await used(resource, 7, { userId, unitId: null }, 210);
    const started = await startedOf(resource, userId);
    expect(started.filter((one) => one.userId === userId)).toHaveLength(7);
    expect(started.filter((one) => one.userId === neighbour)).toHaveLength(105);
    const newest = started.filter((one) => one.userId === neighbour && one.startAt >= NOW - days(100));
    expect(newest).toHaveLength(100);
  });

  it("is as many with guests as a quota can count, where one counts those, however many without came since [BKG-09]", {
    timeout: SLOW,
  }, async () => {
    const { id: userId } = await aResident(DB, building);
    const guests: Quota = { ...A_YEAR, counts: "guests" };
    const [counted, other, past] = [
      await aResource([guests]),
      await aResource([A_YEAR]),
      { userId, attendees: 9, guests: 8 },
    ];
    for (const resource of [counted, other]) {
      await used(resource, 105, { userId });
      await used(resource, 3, past, 200);
      await used(resource, 1, past, 400);
    }
    const with8 = (all: readonly { guests: number }[]) => all.filter((one) => one.guests === 8);
    const told = await startedOf(counted, userId);
    expect([told.length, with8(told).length]).toEqual([103, 3]);
    expect(with8(await startedOf(other, userId))).toEqual([]);
    expect(with8(await startedOf(other, userId, true))).toHaveLength(3);
  });

  it("is found by the person and by their homes, without a look at anybody else's", async () => {
    const { sql, params } = (
      readOf(anId("resource"), anId("user")).query(orm) as unknown as {
        toSQL: () => { sql: string; params: unknown[] };
      }
    ).toSQL();
    const { results } = await DB.prepare(`explain query plan ${sql}`)
      .bind(...params)
      .all<{ detail: string }>();
    const steps = results.map(({ detail }) => detail).filter((detail) => /^(SEARCH|SCAN)/.test(detail));
    // Of each the last, and the last with guests.
    const found = [
      "SEARCH one USING INDEX bookings_of_home_and_resource (unit_id=? AND resource_id=? AND start_at>? AND start_at<?)",
      "SEARCH one USING INDEX bookings_of_person_and_resource (user_id=? AND resource_id=? AND start_at>? AND start_at<?)",
    ];
    expect(steps.filter((step) => /one/.test(step)).toSorted()).toEqual(found.flatMap((step) => [step, step]));
    expect(steps.filter((step) => step.startsWith("SCAN bookings") || step.startsWith("SCAN homes"))).toEqual([]);
  });
});

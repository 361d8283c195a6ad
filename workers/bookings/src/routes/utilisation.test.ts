import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hours } from "#shared/core/time";
import { aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { aBuilding, aResident } from "#shared/testing/projection";
import { anId, as, manager, NOBODY, person } from "#shared/testing/story";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
/** A Wednesday. */
const TEN = inMadrid("2097-06-05T10:00");
const door = exports.Door({ props: { caller: "gateway" } });
const DAY = "from=2097-06-05&to=2097-06-05";

beforeEach(() => void vi.setSystemTime(NOW));
afterEach(() => void vi.useRealTimers());

async function aHouse() {
  const building = await aBuilding(env.DB);
  const terrace = await aTerrace(door, building);
  const resident = await aResident(env.DB, building);
  return { building, resident, runner: manager(building.id), path: `/v1/resources/${terrace.id}` };
}

describe("the use of a resource", () => {
  it("is told in one round trip from what is in the book, with the clock it is by [BKG-17]", async () => {
    const { resident, runner, path } = await aHouse();
    const who = as(door, resident);
    await who.post(`${path}/bookings`, from(TEN, 3));
    await who.post(`${path}/bookings`, from(TEN + hours(5), 1, { hold: true }));
    const given = await who.post(`${path}/bookings`, from(TEN + hours(6)));
    await who.post(`/v1/bookings/${given.body.id}/cancel`);
    await who.post(`${path}/bookings`, from(TEN + hours(24)));
    const told = await as(door, runner).get(`${path}/utilisation?${DAY}`);
    expect(told).toMatchObject({
      status: 200,
      body: {
        ...{ timeZone: "Europe/Madrid", openMinutes: 720, bookedMinutes: 180, ratio: 0.25 },
        ...{ bookings: 1, cancelled: 1 },
      },
    });
    const booked = told.body.heat.filter(({ ratio }: { ratio: number }) => ratio > 0);
    expect(booked).toEqual(
      [10, 11, 12].map((hour) => ({ weekday: 3, hour, openMinutes: 60, bookedMinutes: 60, ratio: 1 })),
    );
    expect(told.headers.get("server-timing")).toBe('d1;desc="1 round trips"');
    const week = await as(door, runner).get(`${path}/utilisation?from=2097-06-03&to=2097-06-09`);
    expect(week.body).toMatchObject({ bookings: 2, cancelled: 1, openMinutes: 7 * 720, bookedMinutes: 240 });
  });

  it.each([
    { query: "from=2097-06-05&to=2097-06-04", code: "slots.range_backwards" },
    { query: "from=2097-06-01&to=2097-09-01", code: "slots.range_too_long" },
    { query: "from=2097-02-30&to=2097-03-01", code: "request.invalid" },
    { query: "from=2097-06-05", code: "request.invalid" },
    { query: `${DAY}&colour=red`, code: "request.invalid" },
  ])("is not told for $query: $code", async ({ query, code }) => {
    const { runner, path } = await aHouse();
    expect(await as(door, runner).get(`${path}/utilisation?${query}`)).toMatchObject({ status: 400, body: { code } });
  });

  it("is told for 92 dates, and to nobody who does not run it [BKG-17]", async () => {
    const { building, resident, runner, path } = await aHouse();
    const quarter = `${path}/utilisation?from=2097-06-01&to=2097-08-31`;
    const asked = (who: Parameters<typeof as>[1]) => as(door, who).get(quarter);
    expect((await asked(runner)).body.openMinutes).toBe(92 * 720);
    expect((await asked(resident)).body.code).toBe("access.denied");
    expect((await asked(person([{ role: "staff", on: building.id }]))).body.code).toBe("access.denied");
    expect((await asked(NOBODY)).body.code).toBe("thing.not_found");
    expect((await as(door, runner).get(`/v1/resources/${anId("resource")}/utilisation?${DAY}`)).status).toBe(404);
  });
});

import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hours, minutes, toIso } from "#shared/core/time";
import { A_TERRACE, aTerrace, everyDay, from, inMadrid } from "#shared/testing/bookings";
import { aBuilding, aResident } from "#shared/testing/projection";
import { as, manager, NOBODY } from "#shared/testing/story";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
/** For stories of many requests, on a machine that has others to serve. */
const SLOW = 30_000;
const door = exports.Door({ props: { caller: "gateway" } });
const DAY = "from=2097-06-05&to=2097-06-05";

beforeEach(() => void vi.setSystemTime(NOW));
afterEach(() => void vi.useRealTimers());

async function aHouse(more: Record<string, unknown> = {}) {
  const building = await aBuilding(env.DB);
  const terrace = await aTerrace(door, building, more);
  const resident = await aResident(env.DB, building);
  return { building, resident, who: as(door, resident), path: `/v1/resources/${terrace.id}` };
}

const freeAt = (told: { body: { items: { startAt: string; free: number }[] } }, at: number) =>
  told.body.items.find(({ startAt }) => startAt === toIso(at))?.free;

describe("slots", { timeout: SLOW }, () => {
  it("are told in one round trip, with the seats that are left and the clock they are by [BKG-06]", async () => {
    const { who, path } = await aHouse({ capacity: 12 });
    await who.post(`${path}/bookings`, from(TEN, 2, { attendees: 5 }));
    const told = await who.get(`${path}/slots?${DAY}`);
    expect(told).toMatchObject({ status: 200, body: { timeZone: "Europe/Madrid" } });
    expect(told.body.items).toHaveLength(12);
    expect(told.body.items[0]).toEqual({ startAt: toIso(TEN), endAt: toIso(TEN + hours(1)), free: 7 });
    expect([1, 2].map((n) => freeAt(told, TEN + hours(n)))).toEqual([7, 12]);
    expect(told.headers.get("server-timing")).toBe('d1;desc="1 round trips"');
  });

  it("are taken by a hold while it lasts, and by a booking until it is given up [BKG-05]", async () => {
    const { who, path } = await aHouse();
    await who.post(`${path}/bookings`, from(TEN, 1, { hold: true }));
    const booked = await who.post(`${path}/bookings`, from(TEN + hours(1)));
    const free = async () => {
      const told = await who.get(`${path}/slots?${DAY}`);
      return [freeAt(told, TEN), freeAt(told, TEN + hours(1))];
    };
    expect(await free()).toEqual([0, 0]);
    vi.setSystemTime(NOW + minutes(5));
    expect(await free()).toEqual([1, 0]);
    await who.post(`/v1/bookings/${booked.body.id}/cancel`);
    expect(await free()).toEqual([1, 1]);
  });

  it.each([
    { date: "2097-03-31", long: 23 },
    { date: "2097-10-27", long: 25 },
  ])("are $long on $date, and every one of them can be booked [BKG-22]", async ({ date, long }) => {
    vi.setSystemTime(inMadrid(`${date}T00:00`) - hours(1));
    const { who, path } = await aHouse({ openings: everyDay(0, 1440) });
    const { body } = await who.get(`${path}/slots?from=${date}&to=${date}`);
    expect(body.items).toHaveLength(long);
    for (const { startAt, endAt } of body.items) {
      expect((await who.post(`${path}/bookings`, { startAt, endAt })).status).toBe(201);
    }
    const after = await who.get(`${path}/slots?from=${date}&to=${date}`);
    expect(after.body.items.every(({ free }: { free: number }) => free === 0)).toBe(true);
  });

  it("are still ahead", async () => {
    const { who, path } = await aHouse();
    vi.setSystemTime(TEN + 1);
    expect((await who.get(`${path}/slots?${DAY}`)).body.items[0].startAt).toBe(toIso(TEN + hours(1)));
  });

  it.each([
    { query: "from=2097-06-05&to=2097-06-04", code: "slots.range_backwards" },
    { query: "from=2097-06-01&to=2097-09-01", code: "slots.range_too_long" },
    { query: "from=2097-02-30&to=2097-03-01", code: "request.invalid" },
    { query: "from=2097-06-05", code: "request.invalid" },
    { query: `${DAY}&colour=red`, code: "request.invalid" },
  ])("are not told for $query: $code", async ({ query, code }) => {
    const { who, path } = await aHouse();
    expect(await who.get(`${path}/slots?${query}`)).toMatchObject({ status: 400, body: { code } });
  });

  it("are nobody's business who does not live there", async () => {
    const { path } = await aHouse();
    expect((await as(door, NOBODY).get(`${path}/slots?${DAY}`)).status).toBe(404);
  });
});

describe("a holiday", () => {
  it("has no slots and takes no booking, says why, and is over when the manager takes it away [BKG-02] [BKG-14]", async () => {
    const { building, who, path } = await aHouse();
    const runs = as(door, manager(building.id));
    const change = async (exceptions: unknown) => {
      const { headers } = await runs.get(path);
      return runs.patch(path, { exceptions }, { "if-match": headers.get("etag") ?? "" });
    };
    const told = await change([{ date: "2097-06-05", openings: [], reason: "Fiesta 🎉" }]);
    expect(told).toMatchObject({
      status: 200,
      body: { exceptions: [{ date: "2097-06-05", openings: [], reason: "Fiesta 🎉" }] },
    });
    expect((await who.get(`${path}/slots?${DAY}`)).body.items).toEqual([]);
    expect(await who.post(`${path}/bookings`, from(TEN))).toMatchObject({
      status: 409,
      body: { code: "booking.outside_hours", facts: { hours: "–", reason: "Fiesta 🎉" } },
    });
    expect((await who.post(`${path}/bookings`, from(TEN + hours(24)))).status).toBe(201);
    await change([]);
    expect((await who.post(`${path}/bookings`, from(TEN))).status).toBe(201);
  });

  it.each([
    { what: "that is no date", exception: { date: "2097-02-30", openings: [] } },
    { what: "with an unknown field", exception: { date: "2097-06-05", openings: [], weekday: 1 } },
    { what: "that closes after midnight", exception: { date: "2097-06-05", openings: [{ from: 0, until: 1441 }] } },
  ])("$what is refused", async ({ exception }) => {
    const building = await aBuilding(env.DB);
    const told = await as(door, manager(building.id)).post(`/v1/buildings/${building.id}/resources`, {
      ...A_TERRACE,
      exceptions: [exception],
    });
    expect(told).toMatchObject({ status: 400, body: { code: "request.invalid" } });
  });
});

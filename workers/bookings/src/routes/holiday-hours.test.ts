import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import { days, hours, instantOf, toIso } from "#shared/core/time";
import { A_TERRACE, aTerrace, everyDay, from, inMadrid } from "#shared/testing/bookings";
import { doorOf, interrupted } from "#shared/testing/faults";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at } from "#shared/testing/queue";
import { as, type Door, manager } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import type { Env } from "../call.ts";
import { bookingRoutes } from "./bookings.ts";
import { resourceRoutes } from "./resources.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
/** On a Wednesday, the day after. */
const TEN = inMadrid("2097-06-05T10:00");
const DAY = "from=2097-06-05&to=2097-06-05";
/** For stories of many requests, on a machine that has others to serve. */
const SLOW = 30_000;
const ours = env as unknown as Env;
const door: Door = exports.Door({ props: { caller: "gateway" } });
const app = createApp<Env>({ worker: "bookings", contract: bookings });
bookingRoutes(app);
resourceRoutes(app);

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

const FEAST = { date: "2097-06-05", name: "Fiesta 🎉" };
const CLOSED = { holidayOpenings: [] };
const MORNING = { holidayOpenings: [{ from: 600, until: 720 }] };
const refusedFor = (hours = "–") => ({
  code: "booking.holiday",
  facts: { ...FEAST, hours, timeZone: "Europe/Madrid" },
});

async function aHouse(more: Record<string, unknown> = {}, timeZone?: string) {
  const building = await aBuilding(ours.DB, timeZone);
  const { id } = await aTerrace(door, building, more);
  const resident = await aResident(ours.DB, building);
  const [runs, who, path] = [as(door, manager(building.id)), as(door, resident), `/v1/resources/${id}`];
  const celebrate = (feast = FEAST) => runs.post(`/v1/buildings/${building.id}/holidays`, feast);
  const patch = (body: unknown) => runs.patch(path, body, { "if-match": "*" });
  const starts = async (dates = DAY) =>
    (await who.get(`${path}/slots?${dates}`)).body.items.map(({ startAt }: { startAt: string }) => startAt);
  return { building, resident, runs, who, path, book: `${path}/bookings`, celebrate, patch, starts };
}

describe("what holidays mean for a resource", { timeout: SLOW }, () => {
  it("is nothing, unless it says so, and is shown, changed and taken back [BKG-14]", async () => {
    const { who, path, patch, celebrate, starts, book } = await aHouse();
    await celebrate();
    expect((await who.get(path)).body.holidayOpenings).toBeNull();
    expect(await starts()).toHaveLength(12);
    expect((await who.post(book, from(TEN + hours(8)))).status).toBe(201);
    expect((await patch(MORNING)).body).toMatchObject(MORNING);
    expect(await starts()).toEqual([TEN, TEN + hours(1)].map(toIso));
    expect((await patch(CLOSED)).body).toMatchObject(CLOSED);
    expect((await who.get(path)).body).toMatchObject(CLOSED);
    expect(await starts()).toEqual([]);
    expect((await patch({ holidayOpenings: null })).body.holidayOpenings).toBeNull();
    expect(await starts()).toHaveLength(12);
  });

  it.each([
    { code: "resource.opening_too_short", openings: [{ from: 600, until: 659 }], facts: { weekday: "holiday" } },
    {
      code: "resource.openings_overlap",
      openings: [
        { from: 600, until: 720 },
        { from: 660, until: 780 },
      ],
      facts: { weekday: "holiday", from: 660, until: 720 },
    },
    { code: "request.invalid", openings: [{ from: 0, until: 1441 }] },
    { code: "request.invalid", openings: [{ weekday: 1, from: 0, until: 60 }] },
    { code: "request.invalid", openings: Array.from({ length: 11 }, (_, n) => ({ from: n * 60, until: n * 60 + 60 })) },
    { code: "request.invalid", openings: "closed" },
  ])("is refused as its other hours are, made and changed: $code [BKG-14]", async ({ code, openings, facts }) => {
    const { building, runs, patch } = await aHouse();
    const wrong = { status: 400, body: { code, ...(facts && { facts }) } };
    const wanted = { ...A_TERRACE, holidayOpenings: openings };
    expect(await runs.post(`/v1/buildings/${building.id}/resources`, wanted)).toMatchObject(wrong);
    expect(await patch({ holidayOpenings: openings })).toMatchObject(wrong);
  });
});

describe("on a holiday", { timeout: SLOW }, () => {
  it("nothing is booked where it is closed, asked and done alike, in as few round trips [BKG-14] [BKG-63]", async () => {
    const { who, book, celebrate, starts, building } = await aHouse(CLOSED);
    await aHouse(CLOSED);
    expect(await starts()).toHaveLength(12);
    expect(await celebrate()).toMatchObject({ status: 201, body: { bookings: 0 } });
    const refused = await who.post(book, from(TEN));
    expect(refused).toMatchObject({ status: 409, body: refusedFor() });
    expect(refused.body.detail).toBe("2097-06-05 is a holiday, and it is closed then: Fiesta 🎉");
    expect(refused.headers.get("server-timing")).toBe('d1;desc="1 round trips"');
    const asked = await who.post(`${book}?dryRun=true`, from(TEN));
    expect(asked.body).toMatchObject({ wouldBook: false, status: null, problem: refusedFor() });
    expect(asked.headers.get("server-timing")).toBe('d1;desc="1 round trips"');
    const booked = await who.post(book, from(TEN + days(1)));
    expect([booked.status, booked.headers.get("server-timing")]).toEqual([201, 'd1;desc="2 round trips"']);
    const { items } = (await who.get(`/v1/buildings/${building.id}/holidays`)).body;
    const gone = await as(door, manager(building.id)).delete(`/v1/holidays/${items[0].id}`, { "if-match": "*" });
    expect(gone.status).toBe(204);
    expect((await who.post(book, from(TEN))).status).toBe(201);
  });

  it("its own hours hold, and every slot that is shown can be booked [BKG-14]", async () => {
    const { who, book, celebrate, starts } = await aHouse(MORNING);
    await celebrate();
    expect(await starts()).toEqual([TEN, TEN + hours(1)].map(toIso));
    expect((await who.post(book, from(TEN, 3))).body).toMatchObject(refusedFor("10:00–12:00"));
    expect((await who.post(book, from(TEN + hours(2)))).body).toMatchObject(refusedFor("10:00–12:00"));
    for (const startAt of [TEN, TEN + hours(1)]) expect((await who.post(book, from(startAt))).status).toBe(201);
  });

  it("a date of the resource's own goes before [BKG-14]", async () => {
    const exceptions = [{ date: FEAST.date, openings: [{ from: 720, until: 780 }], reason: null }];
    const { who, book, celebrate, starts } = await aHouse({ ...CLOSED, exceptions });
    await celebrate();
    expect(await starts()).toEqual([toIso(TEN + hours(2))]);
    expect((await who.post(book, from(TEN))).body.code).toBe("booking.outside_hours");
    expect((await who.post(book, from(TEN + hours(2)))).status).toBe(201);
  });

  it("of another building, everything is as it was [BKG-14]", async () => {
    const [{ celebrate }, { starts }] = [await aHouse(CLOSED), await aHouse(CLOSED)];
    await celebrate();
    expect(await starts()).toHaveLength(12);
  });

  it.each([
    { date: "2097-03-31", long: 23 },
    { date: "2097-10-27", long: 25 },
  ])("of $long hours, all of them are closed, and none before or after [BKG-14] [BKG-22]", async ({ date, long }) => {
    at(inMadrid(`${date}T00:00`) - hours(3));
    const { who, book, celebrate, starts } = await aHouse({ ...CLOSED, openings: everyDay(0, 1440) });
    expect(await starts(`from=${date}&to=${date}`)).toHaveLength(long);
    await celebrate({ date, name: "Fiesta" });
    expect(await starts(`from=${date}&to=${date}`)).toEqual([]);
    const midnight = inMadrid(`${date}T00:00`);
    const told = [-1, 0, long - 1, long].map(async (n) => (await who.post(book, from(midnight + hours(n)))).body);
    const [before, first, last, after] = await Promise.all(told);
    expect([before.status, first.code, last.code, after.status]).toEqual([
      ...["confirmed", "booking.holiday", "booking.holiday", "confirmed"],
    ]);
  });

  it("each resource goes by its own clock [BKG-14] [BKG-22]", async () => {
    const there = "Pacific/Kiritimati";
    const open = { ...CLOSED, openings: everyDay(0, 1440), timeZone: there };
    const { who, book, celebrate } = await aHouse(open, "America/Los_Angeles");
    await celebrate();
    const midnight = instantOf(`${FEAST.date}T00:00`, there);
    expect((await who.post(book, from(midnight - hours(1)))).status).toBe(201);
    expect((await who.post(book, from(midnight))).body).toMatchObject({ facts: { ...FEAST, timeZone: there } });
    expect((await who.post(book, from(midnight + hours(23)))).body.code).toBe("booking.holiday");
    expect((await who.post(book, from(midnight + hours(24)))).status).toBe(201);
  });

  it("what lasts past midnight into it is refused with it [BKG-14]", async () => {
    const { who, book, celebrate } = await aHouse({ ...CLOSED, openings: everyDay(0, 1440) });
    await celebrate();
    expect((await who.post(book, from(TEN - hours(12), 3))).body).toMatchObject(refusedFor());
    expect((await who.post(book, from(TEN - hours(12), 2))).status).toBe(201);
  });

  it("who comes too late is offered a time before or after it [BKG-14] [BKG-04]", async () => {
    const { building, who, book, celebrate } = await aHouse(CLOSED);
    await celebrate({ ...FEAST, date: "2097-06-06" });
    await who.post(book, from(TEN, 12));
    const neighbour = as(door, await aResident(ours.DB, building));
    expect((await neighbour.post(book, from(TEN))).body).toMatchObject({
      ...{ code: "booking.slot_taken", facts: { nextFreeAt: toIso(TEN + days(2)) } },
    });
  });

  it("a series skips it and says so, or is refused for it [BKG-14] [BKG-08]", async () => {
    const { who, path, celebrate } = await aHouse(CLOSED);
    await celebrate({ ...FEAST, date: "2097-06-19" });
    const series = from(TEN, 1, { rule: "FREQ=WEEKLY;COUNT=4" });
    const facts = { date: "2097-06-19", name: FEAST.name, hours: "–" };
    const told = await who.post(`${path}/booking-series`, { ...series, conflicts: "skip" });
    expect(told).toMatchObject({
      status: 201,
      body: {
        count: 4,
        skipped: [{ position: 3, localDate: "2097-06-19", problem: { code: "booking.holiday", facts } }],
      },
    });
    expect(told.body.bookings).toHaveLength(3);
    expect(told.headers.get("server-timing")).toBe('d1;desc="2 round trips"');
    const another = { ...series, ...from(TEN + hours(1)) };
    expect(await who.post(`${path}/booking-series`, another)).toMatchObject({
      status: 409,
      body: { code: "series.conflict", facts: { position: 3, rule: "booking.holiday", "rule.name": FEAST.name } },
    });
    // Nearly a year ahead, as far as any of it can be booked.
    await celebrate({ date: "2098-06-03", name: "Far" });
    const far = from(TEN + days(350), 1, { rule: "FREQ=DAILY;COUNT=14", conflicts: "skip" });
    const { body } = await who.post(`${path}/booking-series`, far);
    expect(body.skipped).toMatchObject([{ localDate: "2098-06-03", problem: { facts: { name: "Far" } } }]);
  });

  it("nothing is moved to it, alone or as a series [BKG-14]", async () => {
    const { who, path, book, celebrate } = await aHouse(CLOSED);
    await celebrate();
    const { id } = (await who.post(book, from(TEN + days(1)))).body;
    const moved = await who.patch(`/v1/bookings/${id}`, from(TEN));
    expect(moved).toMatchObject({ status: 409, body: refusedFor() });
    const later = await who.patch(`/v1/bookings/${id}`, from(TEN + days(2)));
    expect([later.status, later.headers.get("server-timing")]).toEqual([200, 'd1;desc="2 round trips"']);
    const rule = from(TEN + days(5), 1, { rule: "FREQ=DAILY;COUNT=2" });
    const series = (await who.post(`${path}/booking-series`, rule)).body;
    const wish = { scope: "all", position: 1, date: "2097-06-04", startTime: "20:00", conflicts: "skip" };
    const told = await who.post(`/v1/booking-series/${series.id}/move`, wish);
    expect(told.headers.get("server-timing")).toBe('d1;desc="2 round trips"');
    expect(told.body).toMatchObject({ moved: [1], skipped: [{ position: 2, problem: refusedFor() }] });
  });

  it("nothing counts as open that is not, in what is said of its use [BKG-14] [BKG-17]", async () => {
    const { runs, path, book, who, celebrate } = await aHouse(MORNING);
    await who.post(book, from(TEN));
    await celebrate();
    at(NOW + days(30));
    const told = await runs.get(`${path}/utilisation?${DAY}`);
    expect(told.body).toMatchObject({ openMinutes: 120, bookedMinutes: 60 });
    expect(told.headers.get("server-timing")).toBe('d1;desc="1 round trips"');
  });
});

describe("a new holiday", { timeout: SLOW }, () => {
  it("ends nothing that is booked, and says how much that is [BKG-14]", async () => {
    const { building, runs, who, book, path, celebrate, patch } = await aHouse({ ...CLOSED, capacity: 5 });
    const { id } = (await who.post(book, from(TEN))).body;
    const held = (await who.post(book, from(TEN + hours(1), 1, { hold: true }))).body;
    const given = (await who.post(book, from(TEN + hours(2)))).body;
    await who.post(`/v1/bookings/${given.id}/cancel`);
    await who.post(book, from(TEN + days(1)));
    // These go on as on any other day, or as they say themselves.
    const exceptions = [{ date: FEAST.date, openings: [{ from: 600, until: 1320 }], reason: null }];
    for (const more of [{}, { ...CLOSED, exceptions }]) {
      const other = await aTerrace(door, building, more);
      expect((await who.post(`/v1/resources/${other.id}/bookings`, from(TEN))).status).toBe(201);
    }
    expect(await celebrate()).toMatchObject({ status: 201, body: { ...FEAST, bookings: 2 } });
    expect((await who.get(`/v1/bookings/${id}`)).body.status).toBe("confirmed");
    expect((await who.post(`/v1/bookings/${held.id}/confirm`)).body.status).toBe("confirmed");
    expect((await who.patch(`/v1/bookings/${id}`, { attendees: 2 })).body).toMatchObject(refusedFor());
    const closing = { ...from(TEN, 12), reason: "Fiesta" };
    expect((await runs.post(`${path}/blackouts`, closing)).body.counts).toMatchObject({ confirmed: 2 });
    expect((await patch({ holidayOpenings: null })).status).toBe(200);
  });

  it.each([
    { what: "a new holiday", resource: CLOSED, change: "holiday", code: "booking.holiday" },
    { what: "other openings", resource: {}, change: { openings: everyDay(720, 1320) }, code: "booking.outside_hours" },
  ])(
    "is for what is asked from then on: a request that has read its hours is decided by them, with $what [BKG-14]",
    async ({ resource: more, change, code }) => {
      const { resident, who, book, celebrate, patch } = await aHouse(more);
      const before = async () => void (change === "holiday" ? await celebrate() : await patch(change));
      const slow = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before }) });
      expect((await as(slow, resident).post(book, from(TEN))).status).toBe(201);
      expect((await who.post(book, from(TEN + hours(1)))).body.code).toBe(code);
    },
  );
});

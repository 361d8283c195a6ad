import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { days, hours, instantOf, minutes, toIso } from "#shared/core/time";
import { aTerrace, everyDay, from, inMadrid } from "#shared/testing/bookings";
import { aBuilding, aResident } from "#shared/testing/projection";
import { as, manager } from "#shared/testing/story";
import type { Env } from "../call.ts";

/** A Tuesday, and the Wednesday after it, far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const { CALENDARS, DB } = env as unknown as Env;
/** For stories of many requests, on a machine that has others to serve. */
const SLOW = 30_000;
const door = exports.Door({ props: { caller: "gateway" } });
const TWO = 'd1;desc="2 round trips"';

beforeEach(() => void vi.setSystemTime(NOW));
afterEach(() => void vi.useRealTimers());

async function aHouse(more: Record<string, unknown> = {}) {
  const building = await aBuilding(DB);
  const terrace = await aTerrace(door, building, more);
  const resident = await aResident(DB, building);
  return { building, terrace, resident, who: as(door, resident), book: `/v1/resources/${terrace.id}/bookings` };
}

const lasting = (startAt: number, long: number) => ({ startAt: toIso(startAt), endAt: toIso(startAt + minutes(long)) });

describe("a resource's own rules", { timeout: SLOW }, () => {
  it("let 90 minutes pass and refuse 91, with the rule and its numbers [BKG-02]", async () => {
    const { who, book } = await aHouse({ mode: "free", stepMinutes: 15, maxMinutes: 90 });
    expect(await who.post(book, lasting(TEN + minutes(15), 91))).toMatchObject({
      status: 409,
      body: { code: "booking.over_max_minutes", facts: { minutes: 91, maxMinutes: 90 } },
    });
    expect((await who.post(book, lasting(TEN + minutes(15), 90))).status).toBe(201);
  });

  it("are shown, changed by a manager, and refused if nothing could be booked by them [BKG-02]", async () => {
    const { who, building, terrace } = await aHouse({ quotas: [{ per: "person", window: "week", most: 3 }] });
    const path = `/v1/resources/${terrace.id}`;
    expect((await who.get(path)).body).toMatchObject({
      ...{ mode: "slots", stepMinutes: null, maxMinutes: null, bufferAfterMinutes: 0, noticeMinutes: 0 },
      ...{ windowDays: null, concurrent: null, quotas: [{ per: "person", window: "week", most: 3 }] },
    });
    const patch = (body: unknown, version: number) =>
      as(door, manager(building.id)).patch(path, body, { "if-match": `"v${version}"` });
    expect((await patch({ quotas: [], noticeMinutes: 60 }, 1)).body).toMatchObject({ quotas: [], noticeMinutes: 60 });
    expect(await patch({ maxMinutes: 30 }, 2)).toMatchObject({
      status: 400,
      body: { code: "resource.rules_contradict", facts: { rule: "maxMinutes", least: 60, most: 30 } },
    });
    expect(await patch({ minMinutes: 721 }, 2)).toMatchObject({
      status: 400,
      body: { code: "resource.rules_contradict", facts: { rule: "minMinutes", least: 780, most: 720 } },
    });
  });

  it("want notice, and open no further than their window, which rolls [BKG-03]", async () => {
    const { who, book } = await aHouse({ noticeMinutes: 1500, windowDays: 7 });
    expect((await who.post(book, from(TEN + hours(1)))).status).toBe(201);
    vi.setSystemTime(NOW + 1);
    expect(await who.post(book, from(TEN))).toMatchObject({
      body: { code: "booking.too_soon", facts: { noticeMinutes: 1500, earliestAt: toIso(TEN + 1) } },
    });
    const far = from(TEN + days(6));
    expect(await who.post(book, far)).toMatchObject({ body: { code: "booking.too_far", facts: { days: 7 } } });
    vi.setSystemTime(NOW + hours(1));
    expect((await who.post(book, far)).status).toBe(201);
  });

  it("keep the cleaning free, in the calendar, in the book, and in what is shown and offered [BKG-03]", async () => {
    const { who, book, building, terrace } = await aHouse({
      ...{ mode: "free", stepMinutes: 15, minMinutes: 60, bufferBeforeMinutes: 15, bufferAfterMinutes: 30 },
      openings: everyDay(600, 960),
    });
    const neighbour = as(door, await aResident(DB, building));
    const first = await who.post(book, from(TEN + hours(2)));
    const { body } = await neighbour.get(book.replace("bookings", "slots?from=2097-06-05&to=2097-06-05"));
    const free = body.items.filter((one: { free: number }) => one.free > 0);
    expect(free.map(({ startAt }: { startAt: string }) => (Date.parse(startAt) - TEN) / minutes(1))).toEqual([
      0, 15, 225, 240, 255, 270, 285, 300,
    ]);
    for (const startAt of [TEN + minutes(30), TEN + minutes(210)]) {
      expect(await neighbour.post(book, from(startAt))).toMatchObject({
        status: 409,
        body: { code: "booking.slot_taken", facts: { nextFreeAt: toIso(TEN + minutes(225)) } },
      });
    }
    for (const startAt of [TEN + minutes(15), TEN + minutes(225)])
      expect((await neighbour.post(book, from(startAt))).status).toBe(201);
    expect(first.status).toBe(201);

    const forgotten = await who.post(book, from(TEN + days(1) + hours(2)));
    await CALENDARS.getByName(terrace.calendarId).release([forgotten.body.id]);
    for (const startAt of [TEN + days(1) + minutes(30), TEN + days(1) + minutes(210)])
      expect((await neighbour.post(book, from(startAt))).body.code).toBe("booking.slot_taken");
  });
});

describe("a quota", { timeout: SLOW }, () => {
  const THREE = { quotas: [{ per: "person", window: "week", most: 3 }], capacity: 12 };

  it("refuses the fourth booking of a week, and says which limit, how much of it, and until when [BKG-09]", async () => {
    const { who, book } = await aHouse(THREE);
    const ids: string[] = [];
    for (const n of [0, 1, 2]) ids.push((await who.post(book, from(TEN + hours(n)))).body.id);
    const fourth = from(TEN + days(3));
    const told = await who.post(book, fourth);
    const facts = { per: "person", window: "week", most: 3, used: 3, opensAt: toIso(inMadrid("2097-06-10T00:00")) };
    expect(told).toMatchObject({ status: 409, body: { code: "booking.over_quota", facts } });
    const spanish = await who.post(book, fourth, { "accept-language": "es" });
    expect(spanish.body.title).toBe("Cupo agotado");
    expect((await who.post(book, from(TEN + days(7)))).status).toBe(201);

    await who.post(`/v1/bookings/${ids[0]}/cancel`);
    const again = await who.post(book, fourth);
    expect(again.status).toBe(201);
    expect(again.headers.get("server-timing")).toBe(TWO);
  });

  it("counts what is over and what the calendar has forgotten, and no hold that lapsed [BKG-09]", async () => {
    const { who, book } = await aHouse(THREE);
    await who.post(book, from(TEN));
    await who.post(book, from(TEN + hours(2)));
    await who.post(book, from(TEN + days(1), 1, { hold: true }));
    vi.setSystemTime(TEN + hours(4));
    expect((await who.post(book, from(TEN + days(1)))).status).toBe(201);
    expect(await who.post(book, from(TEN + days(2)))).toMatchObject({
      body: { code: "booking.over_quota", facts: { used: 3 } },
    });
  });

  it("counts what has begun against a move as against a booking, of one and of a series [BKG-08] [BKG-09]", async () => {
    const { who, book } = await aHouse({ quotas: [{ per: "person", window: "week", most: 1 }] });
    await who.post(book, from(TEN));
    const next = await who.post(book, from(TEN + days(7)));
    const rule = { rule: "FREQ=WEEKLY;COUNT=2", conflicts: "fail" };
    const series = await who.post(book.replace("bookings", "booking-series"), { ...from(TEN + days(14)), ...rule });
    expect(series.status).toBe(201);
    vi.setSystemTime(TEN + hours(4));
    const facts = { per: "person", window: "week", most: 1, used: 1 };
    const refused = { status: 409, body: { code: "booking.over_quota", facts } };
    expect(await who.post(book, from(TEN + days(1)))).toMatchObject(refused);
    expect(await who.patch(`/v1/bookings/${next.body.id}`, from(TEN + days(1)))).toMatchObject(refused);
    const moved = await who.patch(`/v1/bookings/${next.body.id}`, from(TEN + days(8)));
    expect([moved.status, moved.headers.get("server-timing")]).toEqual([200, TWO]);
    const path = `/v1/booking-series/${series.body.id}/move`;
    const wish = { scope: "this", position: 1, date: "2097-06-06", conflicts: "fail" };
    expect((await who.post(path, wish)).body).toMatchObject({
      code: "series.conflict",
      facts: { rule: "booking.over_quota" },
    });
    expect((await who.post(path, { ...wish, date: "2097-06-20" })).status).toBe(200);
  });

  it("of a year counts from its first local minute on, long after the calendar forgot it [BKG-09]", async () => {
    const zone = "Pacific/Kiritimati";
    const there = (wallTime: string) => instantOf(wallTime, zone);
    vi.setSystemTime(there("2096-12-31T09:00"));
    const { who, book } = await aHouse({
      ...{ quotas: [{ per: "person", window: "year", most: 2 }], capacity: 12, timeZone: zone },
      ...{ openings: everyDay(0, 1440), slotMinutes: 60 },
    });
    for (const last of ["2096-12-31T22:00", "2096-12-31T23:00", "2097-01-01T00:00"])
      expect((await who.post(book, from(there(last)))).status).toBe(201);
    vi.setSystemTime(there("2097-06-01T09:00"));
    expect((await who.post(book, from(there("2097-06-02T10:00")))).status).toBe(201);
    vi.setSystemTime(there("2097-12-30T09:00"));
    const told = await who.post(book, from(there("2097-12-31T23:00")));
    const facts = { per: "person", window: "year", most: 2, used: 2, opensAt: toIso(there("2098-01-01T00:00")) };
    expect(told).toMatchObject({ status: 409, body: { code: "booking.over_quota", facts } });
    const next = await who.post(book, from(there("2098-01-01T00:00")));
    expect(next.status).toBe(201);
    expect(next.headers.get("server-timing")).toBe(TWO);
  });

  it("is never exceeded by a household, whatever it asks for at once [BKG-09]", async () => {
    const { book, building } = await aHouse({
      ...{ quotas: [{ per: "household", window: "day", most: 2 }], capacity: 12 },
    });
    const unitId = (await aResident(DB, building)).id.replace("usr", "unt") as `unt_${string}`;
    const family = await Promise.all(Array.from({ length: 4 }, () => aResident(DB, building, { unitId })));
    const told = await Promise.all(
      family.flatMap((one) => [0, 1, 2].map((n) => as(door, one).post(book, from(TEN + hours(n))))),
    );
    expect(told.filter(({ status }) => status === 201)).toHaveLength(2);
    const refused = told.filter(({ status }) => status !== 201);
    for (const { body } of refused)
      expect(body).toMatchObject({ code: "booking.over_quota", facts: { per: "household", used: 2 } });
    expect((await as(door, await aResident(DB, building)).post(book, from(TEN))).status).toBe(201);
  });

  it("of bookings ahead opens as the next of them begins [BKG-09]", async () => {
    const { who, book } = await aHouse({ concurrent: 1 });
    await who.post(book, from(TEN));
    expect(await who.post(book, from(TEN + days(1)))).toMatchObject({
      body: { code: "booking.over_quota", facts: { window: "ahead", most: 1, used: 1, opensAt: toIso(TEN) } },
    });
    vi.setSystemTime(TEN);
    expect((await who.post(book, from(TEN + days(1)))).status).toBe(201);
  });
});

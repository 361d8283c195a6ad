import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import { days, hours, minutes, seconds, toIso } from "#shared/core/time";
import { aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { doorOf, failing, interrupted } from "#shared/testing/faults";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at } from "#shared/testing/queue";
import { as, manager, written } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import type { Env } from "../call.ts";
import { seriesRoutes } from "./series.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
/** A Saturday. */
const TEN = inMadrid("2097-06-08T10:00");
const SLOW = 30_000;
const ours = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });
const app = createApp<Env>({ worker: "bookings", contract: bookings });
seriesRoutes(app);

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

/** A terrace, and a series of it that begins at ten on each of some days. */
async function aHouse(count = 4, rules = {}, rule = "FREQ=DAILY") {
  const building = await aBuilding(ours.DB);
  const terrace = await aTerrace(door, building, rules);
  const [resident, neighbour] = [await aResident(ours.DB, building), await aResident(ours.DB, building)];
  const calendar = ours.CALENDARS.getByName(terrace.calendarId);
  const path = `/v1/resources/${terrace.id}`;
  const wish = from(TEN, 1, { rule: `${rule};COUNT=${count}`, attendees: 1 });
  const { body: series } = await as(door, resident).post(`${path}/booking-series`, wish);
  const move = `/v1/booking-series/${series.id}/move`;
  return { building, terrace, resident, neighbour, calendar, series, move, book: `${path}/bookings` };
}
type House = Awaited<ReturnType<typeof aHouse>>;

const day = (n: number, by = 0) => toIso(TEN + days(n) + by);
const startsOf = (body: { bookings: { startAt: string; status: string }[] }, status = "confirmed") =>
  body.bookings.filter((one) => one.status === status).map(({ startAt }) => startAt);
const seen = async ({ resident, series }: House) =>
  startsOf((await as(door, resident).get(`/v1/booking-series/${series.id}`)).body);
const placesIn = ({ calendar }: House) =>
  runInDurableObject(calendar, (_, { storage }) =>
    storage.sql.exec("select start_at, kept_start_at as kept, due_at as due from places order by start_at").toArray(),
  );
const settledAt = (starts: readonly string[]) =>
  starts.map((startAt) => ({ start_at: Date.parse(startAt), kept: null, due: null }));
const saidOf = async ({ series }: House, type: string) => {
  const ids = series.bookings.map(({ id }: { id: string }) => id);
  return (await written(ours.DB)).filter((one) => one.type === type && ids.includes(one.subject));
};
const onward = { scope: "all", date: "2097-06-09" };

describe("a series is moved", { timeout: SLOW }, () => {
  it("by a day, each onto the time that the next one leaves, and one message tells of all [BKG-08]", async () => {
    const house = await aHouse();
    const who = as(door, house.resident);
    const asked = await who.post(`${house.move}?dryRun=true`, onward);
    const { status, body } = await who.post(house.move, onward);
    expect([asked.status, status]).toEqual([200, 200]);
    expect(body).toMatchObject({ moved: [1, 2, 3, 4], skipped: [], series: { rule: "FREQ=DAILY;COUNT=4", count: 4 } });
    expect(startsOf(body.series)).toEqual([1, 2, 3, 4].map((n) => day(n)));
    expect({ ...asked.body, series: undefined }).toEqual({ ...body, series: undefined });
    expect(startsOf(asked.body.series)).toEqual(startsOf(body.series));
    expect(await seen(house)).toEqual([1, 2, 3, 4].map((n) => day(n)));
    expect(await placesIn(house)).toEqual(settledAt([1, 2, 3, 4].map((n) => day(n))));
    expect((await as(door, house.neighbour).post(house.book, from(TEN))).status).toBe(201);
    const told = await saidOf(house, "booking.moved");
    const nths = told.map(({ data }) => data as { startAt: number; series: { id: string; nth: number; of: number } });
    expect(nths.sort((a, b) => a.startAt - b.startAt).map(({ series }) => series)).toEqual(
      [1, 2, 3, 4].map((nth) => ({ id: house.series.id, nth, of: 4 })),
    );
  });

  it("back by a day too, and at another hour and length from one on [BKG-08]", async () => {
    const house = await aHouse();
    const who = as(door, house.resident);
    const back = await who.post(house.move, { scope: "all", position: 3, date: "2097-06-09" });
    expect(startsOf(back.body.series)).toEqual([-1, 0, 1, 2].map((n) => day(n)));
    const later = { scope: "following", position: 3, startTime: "18:00", durationMinutes: 120 };
    const { body } = await who.post(house.move, later);
    expect(body.moved).toEqual([3, 4]);
    expect(startsOf(body.series)).toEqual([day(-1), day(0), day(1, hours(8)), day(2, hours(8))]);
    expect(body.series.bookings[3].endAt).toBe(day(2, hours(10)));
    const one = await who.post(house.move, { scope: "this", position: 1, startTime: "12:00" });
    expect(one.body.moved).toEqual([1]);
    expect(await placesIn(house)).toEqual(settledAt(startsOf(one.body.series)));
  });

  it("of a week by exactly a week, of a hundred in two round trips [BKG-08]", async () => {
    const weekly = await aHouse(3, {}, "FREQ=WEEKLY");
    const told = await as(door, weekly.resident).post(weekly.move, { scope: "all", date: "2097-06-15" });
    expect(startsOf(told.body.series)).toEqual([7, 14, 21].map((n) => day(n)));
    const hundred = await aHouse(100);
    const { status, headers, body } = await as(door, hundred.resident).post(hundred.move, onward);
    expect([status, body.moved.length]).toEqual([200, 100]);
    expect(headers.get("server-timing")).toContain('d1;desc="2 round trips"');
    expect(await seen(hundred)).toEqual(Array.from({ length: 100 }, (_, n) => day(n + 1)));
  });

  it("as far as it is ahead: what has begun or was given up stays [BKG-08]", async () => {
    const house = await aHouse(5);
    const who = as(door, house.resident);
    await who.post(`/v1/booking-series/${house.series.id}/cancel`, { scope: "this", position: 3 });
    at(TEN + minutes(1));
    const { body } = await who.post(house.move, { scope: "all", startTime: "20:00" });
    expect(body.moved).toEqual([2, 4, 5]);
    expect(startsOf(body.series)).toEqual([day(0), ...[1, 3, 4].map((n) => day(n, hours(10)))]);
    expect(startsOf(body.series, "cancelled")).toEqual([day(2)]);
  });

  it("to other seats, of which nobody is told, and offers who waits what is free [BKG-06] [BKG-08]", async () => {
    const house = await aHouse(2, { capacity: 4, offerMinutes: 30 });
    const who = as(door, house.resident);
    expect((await who.post(house.move, { scope: "all", attendees: 4 })).body.moved).toEqual([1, 2]);
    expect(await saidOf(house, "booking.moved")).toEqual([]);
    const waiting = await as(door, house.neighbour).post(house.book, from(TEN, 1, { wait: true }));
    expect(waiting.body.status).toBe("waiting");
    await who.post(house.move, { scope: "this", startTime: "12:00" });
    await runDurableObjectAlarm(house.calendar);
    const { body } = await as(door, house.neighbour).get(`/v1/bookings/${waiting.body.id}`);
    expect(body.status).toBe("offered");
  });

  it("by the house for its person, who is told; what was agreed to stays so [BKG-08] [BKG-11]", async () => {
    const house = await aHouse(2, { approval: "blocking" });
    const staff = as(door, manager(house.building.id));
    await staff.post(`/v1/bookings/${house.series.bookings[0].id}/approve`);
    const { body } = await staff.post(house.move, onward);
    expect(body.moved).toEqual([1, 2]);
    expect(body.series.bookings.map(({ status }: { status: string }) => status)).toEqual(["confirmed", "requested"]);
    expect(await saidOf(house, "booking.moved")).toHaveLength(2);
  });
});

describe("a series that cannot all be moved", { timeout: SLOW }, () => {
  const taken = async (rules = {}) => {
    const house = await aHouse(4, rules);
    await as(door, house.neighbour).post(house.book, from(TEN + days(1) + hours(3)));
    return { house, who: as(door, house.resident), noon: { scope: "all", startTime: "13:00" } };
  };

  it("stays whole, and the first in the way is named, asked or done [BKG-08]", async () => {
    const { house, who, noon } = await taken();
    const before = await placesIn(house);
    for (const query of ["?dryRun=true", ""]) {
      const told = await who.post(`${house.move}${query}`, noon);
      const facts = { conflicts: 1, count: 4, position: 2, localDate: "2097-06-09", rule: "booking.slot_taken" };
      expect(told).toMatchObject({ status: 409, body: { code: "series.conflict", facts } });
    }
    expect(await placesIn(house)).toEqual(before);
    expect(await seen(house)).toEqual([0, 1, 2, 3].map((n) => day(n)));
  });

  it("is moved as far as it can be, with a report of the rest, asked or done [BKG-08] [BKG-14]", async () => {
    const { house, who, noon } = await taken();
    const closing = { startAt: day(2, hours(3)), endAt: day(2, hours(4)), reason: "Election" };
    await as(door, manager(house.building.id)).post(house.book.replace("bookings", "blackouts"), closing);
    const wish = { ...noon, conflicts: "skip" };
    const asked = await who.post(`${house.move}?dryRun=true`, wish);
    const { body } = await who.post(house.move, wish);
    for (const one of [asked.body, body]) {
      expect(one.moved).toEqual([1, 4]);
      expect(one.skipped).toMatchObject([
        { position: 2, localDate: "2097-06-09", problem: { code: "booking.slot_taken" } },
        { position: 3, localDate: "2097-06-10", problem: { code: "booking.blackout", facts: { reason: "Election" } } },
      ]);
      expect(startsOf(one.series)).toEqual([day(0, hours(3)), day(1), day(2), day(3, hours(3))]);
    }
    expect(await seen(house)).toEqual(startsOf(body.series));
  });

  it("does not go by a date that the named one cannot have [BKG-08]", async () => {
    const house = await aHouse();
    const who = as(door, house.resident);
    await as(door, house.neighbour).post(house.book, from(TEN + days(5)));
    const wish = { scope: "all", conflicts: "skip", position: 3, date: "2097-06-13" };
    const before = await placesIn(house);
    const told = await who.post(house.move, wish);
    expect(told.body).toMatchObject({ code: "series.conflict", facts: { position: 3, rule: "booking.slot_taken" } });
    expect(await placesIn(house)).toEqual(before);
    const others = await who.post(house.move, { ...wish, position: 1, date: "2097-06-11" });
    expect(others.body).toMatchObject({ moved: [1, 2, 4], skipped: [{ position: 3 }] });
  });

  it("is refused by each rule of a single move [BKG-08] [BKG-09] [BKG-12]", async () => {
    const codeOf = async (rules: object, wish: object, when = NOW) => {
      const house = await aHouse(2, rules);
      at(when);
      const { body } = await as(door, house.resident).post(house.move, { scope: "all", ...wish });
      at(NOW);
      return body.facts?.rule;
    };
    const quotas = [{ per: "person", window: "day", most: 1 }];
    expect(await codeOf({ quotas }, { scope: "this", date: "2097-06-09", startTime: "15:00" })).toBe(
      "booking.over_quota",
    );
    expect(await codeOf({ cancelUntilMinutes: 1440 }, { startTime: "15:00" }, TEN - hours(1))).toBe(
      "booking.cancel_too_late",
    );
    expect(await codeOf({ noticeMinutes: 600 }, { date: "2097-06-04", startTime: "12:00" })).toBe("booking.too_soon");
    expect(await codeOf({ windowDays: 10 }, { date: "2097-06-20" })).toBe("booking.too_far");
    expect(await codeOf({}, { startTime: "08:00" })).toBe("booking.outside_hours");
  });
});

describe("whoever asks", { timeout: SLOW }, () => {
  it("is refused by name: a stranger, another house, no such series, no such number, nothing left [BKG-08]", async () => {
    const house = await aHouse();
    const who = as(door, house.resident);
    const code = async (by: typeof who, wish: unknown = onward, path = house.move) => {
      const { status, body } = await by.post(path, wish);
      return `${status} ${body.code}`;
    };
    const elsewhere = await aBuilding(ours.DB);
    expect(await code(as(door, house.neighbour))).toBe("404 thing.not_found");
    expect(await code(as(door, manager(elsewhere.id)))).toBe("404 thing.not_found");
    const unknown = house.move.replace(/srs_.{26}/, "srs_00000000000000000000000000");
    expect(await code(who, onward, unknown)).toBe("404 thing.not_found");
    expect(await code(who, { ...onward, position: 5 })).toBe("400 series.position_unknown");
    for (const wish of [{}, { scope: "all" }, { scope: "all", conflicts: "skip" }, { ...onward, startTime: "25:00" }])
      expect(await code(who, wish)).toBe("400 request.invalid");
    expect(await code(who, { ...onward, rule: "FREQ=DAILY" })).toBe("400 request.invalid");
    at(TEN + minutes(1));
    expect(await code(who, onward)).toBe("409 series.not_ahead");
    await who.post(`/v1/booking-series/${house.series.id}/cancel`, { scope: "all" });
    expect(await code(who, { scope: "all", startTime: "12:00" })).toBe("409 series.nothing_ahead");
  });

  it("twice at once, or again, moves it once: a date is a date [BKG-08]", async () => {
    const house = await aHouse();
    const who = as(door, house.resident);
    const told = await Promise.all([1, 2, 3].map(() => who.post(house.move, onward)));
    expect(told.map(({ status }) => status)).toEqual([200, 200, 200]);
    const again = await who.post(house.move, onward);
    expect(again.body).toMatchObject({ moved: [], skipped: [] });
    expect(await seen(house)).toEqual([1, 2, 3, 4].map((n) => day(n)));
    expect(await placesIn(house)).toEqual(settledAt([1, 2, 3, 4].map((n) => day(n))));
    expect(await saidOf(house, "booking.moved")).toHaveLength(4);
  });

  it("to two places at once gets one of them, whole [BKG-08]", async () => {
    const house = await aHouse();
    const who = as(door, house.resident);
    const wishes = ["2097-06-09", "2097-06-11"].map((date) => ({ scope: "all", date }));
    const told = await Promise.all(wishes.map((wish) => who.post(house.move, wish)));
    expect(told.map(({ status }) => status)).toEqual([200, 200]);
    const starts = await seen(house);
    expect([[1, 2, 3, 4].map((n) => day(n)), [3, 4, 5, 6].map((n) => day(n))]).toContainEqual(starts);
    at(NOW + seconds(30));
    await runDurableObjectAlarm(house.calendar);
    expect(await placesIn(house)).toEqual(settledAt(starts));
  });

  it("with a key is answered again, and refused for another move [BKG-08]", async () => {
    const house = await aHouse();
    const who = as(door, house.resident);
    const key = { "idempotency-key": "k" };
    await who.post(`${house.move}?dryRun=true`, onward, key);
    const first = await who.post(house.move, onward, key);
    await who.post(house.move, { scope: "all", startTime: "12:00" });
    for (const path of [house.move, `${house.move}?dryRun=true`]) {
      const again = await who.post(path, onward, key);
      expect(again.headers.get("idempotency-replayed")).toBe("true");
      expect(again.body).toEqual(first.body);
      expect((await who.post(path, { ...onward, scope: "this" }, key)).body.code).toBe("idempotency.key_reused");
    }
  });
});

describe("a move of a series whose commit failed", { timeout: SLOW }, () => {
  const broken = ({ resident }: House, when: "before" | "after") =>
    as(doorOf(app, { ...ours, DB: failing(ours.DB, 2, when) }), resident);
  const later = async ({ calendar }: House) => {
    at(Date.now() + seconds(30));
    await runDurableObjectAlarm(calendar);
  };

  it("before it took effect turns back after half a minute, keeping all times until then [BKG-08]", async () => {
    const house = await aHouse();
    const other = as(door, house.neighbour);
    expect((await broken(house, "before").post(house.move, onward)).status).toBe(500);
    for (const n of [0, 1, 2, 3, 4])
      expect((await other.post(house.book, from(TEN + days(n)))).body.code).toBe("booking.slot_taken");
    await later(house);
    // What has turned back is asked about once more.
    await later(house);
    expect(await placesIn(house)).toEqual(settledAt([0, 1, 2, 3].map((n) => day(n))));
    expect(await seen(house)).toEqual([0, 1, 2, 3].map((n) => day(n)));
    expect((await other.post(house.book, from(TEN + days(4)))).status).toBe(201);
    expect(await saidOf(house, "booking.moved")).toEqual([]);
  });

  it("before it took effect is done by the same request sent again [BKG-08]", async () => {
    const house = await aHouse();
    await broken(house, "before").post(house.move, onward);
    expect((await as(door, house.resident).post(house.move, onward)).body.moved).toEqual([1, 2, 3, 4]);
    expect(await placesIn(house)).toEqual(settledAt([1, 2, 3, 4].map((n) => day(n))));
  });

  it("after it took effect is where the book has it, and what it had is free [BKG-08]", async () => {
    const house = await aHouse();
    expect((await broken(house, "after").post(house.move, onward)).status).toBe(500);
    await later(house);
    expect(await placesIn(house)).toEqual(settledAt([1, 2, 3, 4].map((n) => day(n))));
    expect((await as(door, house.neighbour).post(house.book, from(TEN))).status).toBe(201);
    expect(await saidOf(house, "booking.moved")).toHaveLength(4);
  });

  it("since nobody told the calendar is kept by the alarm [BKG-08]", async () => {
    const house = await aHouse();
    const deaf = {
      getByName: (name: string) => ({
        moveMany: ours.CALENDARS.getByName(name).moveMany,
        settled: () => Promise.reject(new Error("the process is gone")),
      }),
    };
    const forgetful = doorOf(app, { ...ours, CALENDARS: deaf as unknown as Env["CALENDARS"] });
    expect((await as(forgetful, house.resident).post(house.move, onward)).status).toBe(200);
    expect((await placesIn(house)).every(({ kept }) => kept !== null)).toBe(true);
    await later(house);
    expect(await placesIn(house)).toEqual(settledAt([1, 2, 3, 4].map((n) => day(n))));
  });

  it("that comes after the calendar turned back is stale: it is asked again, and none is lost [BKG-08]", async () => {
    const house = await aHouse();
    const slow = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before: () => later(house) }) });
    const told = await as(slow, house.resident).post(house.move, onward);
    expect([told.status, told.body.moved]).toEqual([200, [1, 2, 3, 4]]);
    expect(await placesIn(house)).toEqual(settledAt([1, 2, 3, 4].map((n) => day(n))));
    expect(await seen(house)).toEqual([1, 2, 3, 4].map((n) => day(n)));
  });

  it("as one of it was given up meanwhile moves the others [BKG-08]", async () => {
    const house = await aHouse();
    const who = as(door, house.resident);
    const cancel = async () =>
      void (await who.post(`/v1/booking-series/${house.series.id}/cancel`, { scope: "this", position: 2 }));
    const slow = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before: cancel }) });
    const { status, body } = await as(slow, house.resident).post(house.move, onward);
    expect([status, body.moved]).toEqual([200, [1, 3, 4]]);
    expect(await placesIn(house)).toEqual(settledAt([1, 3, 4].map((n) => day(n))));
    expect(await seen(house)).toEqual([1, 3, 4].map((n) => day(n)));
  });
});

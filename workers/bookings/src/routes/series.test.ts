import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import { days, hours, minutes, seconds, toIso } from "#shared/core/time";
import { aTerrace, everyDay, from, inMadrid } from "#shared/testing/bookings";
import { doorOf, failing } from "#shared/testing/faults";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at } from "#shared/testing/queue";
import { as, manager, written } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import type { Env } from "../call.ts";
import { seriesRoutes } from "./series.ts";

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

async function aHouse(rules = {}) {
  const building = await aBuilding(ours.DB);
  const terrace = await aTerrace(door, building, rules);
  const [resident, neighbour] = [await aResident(ours.DB, building), await aResident(ours.DB, building)];
  const calendar = ours.CALENDARS.getByName(terrace.calendarId);
  const path = `/v1/resources/${terrace.id}`;
  return { building, terrace, resident, neighbour, calendar, path, series: `${path}/booking-series` };
}
type House = Awaited<ReturnType<typeof aHouse>>;

const weekly = (count: number, more: Record<string, unknown> = {}) =>
  from(TEN, 1, { rule: `FREQ=WEEKLY;COUNT=${count}`, ...more });
const placesIn = ({ calendar }: House) =>
  runInDurableObject(calendar, (_, { storage }) => storage.sql.exec("select booking_id from places").toArray());
const startsOf = (body: { bookings: { startAt: string; status: string }[] }, status = "confirmed") =>
  body.bookings.filter((one) => one.status === status).map(({ startAt }) => startAt);
const week = (n: number) => toIso(TEN + days(7 * n));

describe("a series", { timeout: SLOW }, () => {
  it("is the same when it is asked for again, however often it was asked for and given up before [BKG-08]", async () => {
    const { resident, series } = await aHouse();
    const who = as(door, resident);
    const { body } = await who.post(series, weekly(2));
    await ours.DB.prepare(
      `insert into bookings (id, building_id, resource_id, calendar_id, resource_name, user_id, request_key, start_at, end_at,
         time_zone, attendees, status, created_at, updated_at, version)
       with recursive before (n) as (select 1 union all select n + 1 from before where n < 1000)
       select 'bkg_' || printf('%026d', n), building_id, resource_id, calendar_id, resource_name, user_id, request_key, start_at, end_at,
         time_zone, attendees, 'cancelled', 0, 0, 2 from bookings, before where id = ?`,
    )
      .bind(body.bookings[0].id)
      .run();
    const again = await who.post(series, weekly(2));
    expect([again.status, again.body.id]).toEqual([201, body.id]);
    expect(startsOf(again.body)).toEqual([week(0), week(1)]);
  });

  it("that is asked for under a key, and not made, is what the key was answered, or its refusal [BKG-63]", async () => {
    const { resident, series } = await aHouse();
    const who = as(door, resident);
    const key = { "idempotency-key": "k" };
    expect((await who.post(`${series}?dryRun=true`, weekly(2), key)).body.bookings).toHaveLength(2);
    const { body } = await who.post(series, weekly(2), key);
    expect(await who.post(`${series}?dryRun=true`, weekly(2), key)).toMatchObject({ status: 200, body });
    expect((await who.post(series, weekly(2), key)).body).toEqual(body);
    for (const path of [`${series}?dryRun=true`, series])
      expect((await who.post(path, weekly(3), key)).body.code).toBe("idempotency.key_reused");
  });

  it("of eight with one of them closed is seven and a report, and one message tells of all [BKG-08]", async () => {
    const { building, resident, path, series } = await aHouse();
    const closing = { startAt: week(3), endAt: toIso(TEN + days(21) + hours(1)), reason: "Election" };
    await as(door, manager(building.id)).post(`${path}/blackouts`, closing);
    const who = as(door, resident);
    const asked = await who.post(`${series}?dryRun=true`, weekly(8, { conflicts: "skip" }));
    const { status, headers, body } = await who.post(series, weekly(8, { conflicts: "skip" }));
    expect(status).toBe(201);
    expect(body.count).toBe(8);
    expect(startsOf(body)).toEqual([0, 1, 2, 4, 5, 6, 7].map(week));
    expect(body.skipped).toMatchObject([
      { position: 4, localDate: "2097-06-29", problem: { code: "booking.blackout", facts: { reason: "Election" } } },
    ]);
    expect([startsOf(asked.body), asked.body.skipped.length, asked.status]).toEqual([startsOf(body), 1, 200]);
    expect(headers.get("location")).toBe(`/v1/booking-series/${body.id}`);
    const { body: seen } = await who.get(`/v1/booking-series/${body.id}`);
    expect(seen).toMatchObject({ count: 8, skipped: [{ position: 4, problem: { code: "booking.blackout" } }] });
    const ids = body.bookings.map(({ id }: { id: string }) => id);
    const told = (await written(ours.DB)).filter(({ subject }) => ids.includes(subject));
    const nths = told.map(({ data }) => (data as { series: { nth: number; of: number } }).series);
    expect(nths.map(({ nth }) => nth).sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(nths.every(({ of }) => of === 7)).toBe(true);
  });

  it("that must be whole is none where one is taken: the first in the way is named [BKG-08]", async () => {
    const house = await aHouse();
    await as(door, house.neighbour).post(`${house.path}/bookings`, from(TEN + days(14)));
    const told = await as(door, house.resident).post(house.series, weekly(4));
    expect(told).toMatchObject({
      status: 409,
      body: {
        code: "series.conflict",
        facts: { conflicts: 1, count: 4, position: 3, localDate: "2097-06-22", rule: "booking.slot_taken" },
      },
    });
    expect(await placesIn(house)).toHaveLength(1);
    expect((await as(door, house.resident).get("/v1/me/bookings")).body.items).toEqual([]);
  });

  it("is the same for the same request, at once and again, and new once it was given up [BKG-08]", async () => {
    const house = await aHouse();
    const who = as(door, house.resident);
    const told = await Promise.all(Array.from({ length: 5 }, () => who.post(house.series, weekly(3))));
    expect(told.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(told.map(({ body }) => body.id)).size).toBe(1);
    expect(await placesIn(house)).toHaveLength(3);
    const [first] = told;
    await who.post(`/v1/booking-series/${first?.body.id}/cancel`, { scope: "all" });
    const again = await who.post(house.series, weekly(3));
    expect(again.status).toBe(201);
    expect(again.body.id).not.toBe(first?.body.id);
    expect(startsOf(again.body)).toEqual([0, 1, 2].map(week));
  });

  it("is another where its conflicts are to be met otherwise: one that must be whole is none then, also in a dry run [BKG-08] [BKG-63]", async () => {
    const house = await aHouse();
    const who = as(door, house.resident);
    await as(door, house.neighbour).post(`${house.path}/bookings`, from(TEN + days(7)));
    const skip = await who.post(house.series, weekly(3, { conflicts: "skip" }));
    expect(startsOf(skip.body)).toEqual([0, 2].map(week));
    for (const path of [`${house.series}?dryRun=true`, house.series])
      for (const more of [{}, { conflicts: "fail" }])
        expect(await who.post(path, weekly(3, more))).toMatchObject({ status: 409, body: { code: "series.conflict" } });
    expect((await who.post(house.series, weekly(3, { conflicts: "skip" }))).body.id).toBe(skip.body.id);
    expect(await placesIn(house)).toHaveLength(3);
  });

  it("is answered as before under the key that it was asked with, whatever became of it [BKG-08]", async () => {
    const house = await aHouse();
    const who = as(door, house.resident);
    const keyed = (more: Record<string, unknown>) =>
      who.post(house.series, weekly(3, more), { "idempotency-key": "choir" });
    const first = await keyed({ conflicts: "skip" });
    await who.post(`/v1/booking-series/${first.body.id}/cancel`, { scope: "this", position: 2 });
    const again = await keyed({ conflicts: "skip" });
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect((await keyed({ conflicts: "fail" })).body.code).toBe("idempotency.key_reused");
    await ours.DB.prepare("delete from answers").run();
    expect((await keyed({ conflicts: "skip" })).body.id).toBe(first.body.id);
  });

  it("is new too once the house said no to all of it, and the same while anything may come of it [BKG-08] [BKG-11]", async () => {
    const { building, resident, series } = await aHouse({ approval: "open" });
    const [who, staff] = [as(door, resident), as(door, manager(building.id))];
    const { body: first } = await who.post(series, weekly(2));
    const [one, two] = first.bookings;
    const reject = ({ id }: { id: string }) => staff.post(`/v1/bookings/${id}/reject`, { reason: "Not in June" });
    await reject(one);
    expect((await who.post(series, weekly(2))).body.id).toBe(first.id);
    await reject(two);
    const again = await who.post(series, weekly(2));
    expect(again.body.id).not.toBe(first.id);
    expect(startsOf(again.body, "requested")).toEqual([0, 1].map(week));
  });

  it("keeps the time by the clock when the clock changes [BKG-08] [BKG-22]", async () => {
    const { resident, series } = await aHouse();
    const saturday = inMadrid("2097-10-19T10:00");
    const wish = from(saturday, 1, { rule: "FREQ=WEEKLY;COUNT=3" });
    const { body } = await as(door, resident).post(series, wish);
    expect(startsOf(body)).toEqual(
      ["2097-10-19T10:00", "2097-10-26T10:00", "2097-11-02T10:00"].map((wall) => toIso(inMadrid(wall))),
    );
  });

  it("of a hundred is made in two round trips, and counts against quotas and the limit as each does [BKG-08] [BKG-09]", async () => {
    const free = await aHouse();
    const daily = { rule: "FREQ=DAILY;COUNT=100" };
    const { status, body } = await as(door, free.resident).post(free.series, from(TEN, 1, daily));
    expect([status, body.bookings.length]).toEqual([201, 100]);
    const one = await as(door, free.resident).post(`${free.path}/bookings`, from(TEN + hours(3)));
    expect(one.body.code).toBe("booking.too_many");
    const scarce = await aHouse({ quotas: [{ per: "person", window: "week", most: 2 }] });
    const few = from(TEN, 1, { rule: "FREQ=DAILY;COUNT=5", conflicts: "skip" });
    const told = await as(door, scarce.resident).post(scarce.series, few);
    expect(startsOf(told.body)).toEqual([0, 1, 2, 3].map((n) => toIso(TEN + days(n))));
    expect(told.body.skipped).toMatchObject([{ position: 5, problem: { code: "booking.over_quota" } }]);
  });

  it.each([
    { rule: "FREQ=WEEKLY", code: "recurrence.endless", facts: { limit: 100 } },
    { rule: "FREQ=WEEKLY;COUNT=101", code: "recurrence.too_many", facts: { limit: 100, count: 101 } },
    { rule: "every Tuesday", code: "recurrence.malformed", facts: { part: "EVERY TUESDAY" } },
    { rule: "FREQ=HOURLY;COUNT=3", code: "recurrence.too_fine", facts: { frequency: "HOURLY" } },
  ])("is refused by the name of what is wrong with its rule: $rule [BKG-08]", async ({ rule, code, facts }) => {
    const house = await aHouse();
    const told = await as(door, house.resident).post(house.series, from(TEN, 1, { rule }));
    expect(told).toMatchObject({ status: 400, body: { code, facts } });
    expect(await placesIn(house)).toEqual([]);
  });
});

describe("a series that is refused", { timeout: SLOW }, () => {
  const ALL_DAY = { openings: everyDay(0, 1440) };
  const SPRING = inMadrid("2097-03-30T02:00");
  const WEEK = { per: "person", window: "week", most: 1 };

  it.each([
    {
      rule: "booking.over_max_minutes",
      resource: { maxMinutes: 60 },
      wish: from(TEN, 2),
      facts: { "rule.minutes": 120, "rule.maxMinutes": 60 },
      says: "It would last 120 minutes; here a booking lasts at most 60.",
    },
    {
      rule: "booking.over_quota",
      resource: { name: "R12", quotas: [WEEK] },
      wish: from(TEN),
      more: { rule: "FREQ=DAILY;COUNT=2" },
      facts: { "rule.per": "person", "rule.window": "week", "rule.most": 1, "rule.used": 1, "rule.name": "R12" },
      says: "One person may have 1 booking of R12 in one week; 1 is taken.",
    },
    {
      rule: "booking.too_far",
      resource: { windowDays: 1 },
      wish: from(TEN),
      facts: { "rule.days": 1, "rule.startAt": toIso(TEN) },
      says: `The start, ${toIso(TEN)}, is more than 1 day ahead.`,
    },
    {
      rule: "booking.ends_before_start",
      resource: {},
      wish: { startAt: toIso(TEN), endAt: toIso(TEN - hours(1)) },
      facts: { "rule.startAt": toIso(TEN), "rule.endAt": toIso(TEN - hours(1)) },
      says: `The end, ${toIso(TEN - hours(1))}, is not after the start, ${toIso(TEN)}.`,
    },
    {
      rule: "time.skipped",
      resource: ALL_DAY,
      wish: from(SPRING),
      more: { rule: "FREQ=DAILY;COUNT=2" },
      now: SPRING - days(7),
      facts: { "rule.time": "2097-03-31T02:00:00", "rule.nextTime": "2097-03-31T03:00:00" },
      says: "2097-03-31T02:00:00 does not exist in Europe/Madrid: the clock skips it, and goes on at 2097-03-31T03:00:00.",
    },
  ])("says which rule refuses the first, with its numbers: $rule [BKG-08]", async (given) => {
    at(given.now ?? NOW);
    const house = await aHouse(given.resource);
    const wish = { rule: "FREQ=WEEKLY;COUNT=2", ...given.wish, ...given.more };
    for (const path of [house.series, `${house.series}?dryRun=true`]) {
      const { status, body } = await as(door, house.resident).post(path, wish);
      expect([status, body.code]).toEqual([409, "series.conflict"]);
      expect(body.facts).toMatchObject({ rule: given.rule, count: 2, ...given.facts });
      expect(body.detail).toContain(given.says);
    }
  });

  it("says that the others can be had only where there are any [BKG-08]", async () => {
    const { path, neighbour, resident, series } = await aHouse();
    await as(door, neighbour).post(`${path}/bookings`, from(TEN));
    const two = await as(door, resident).post(series, weekly(2));
    expect(two.body.facts).toMatchObject({ conflicts: 1, count: 2, left: 1, position: 1 });
    expect(two.body.detail).toMatch(
      /^Of the 2 asked for, 1 cannot be had; `conflicts: skip` does without it\. The first/,
    );
    await as(door, neighbour).post(`${path}/bookings`, from(TEN + days(7)));
    for (const conflicts of ["fail", "skip"]) {
      const told = await as(door, resident).post(series, weekly(2, { conflicts }), { "accept-language": "es" });
      expect(told.body.facts).toMatchObject({ conflicts: 2, count: 2, left: 0 });
      expect(told.body.detail).toMatch(
        /^De las 2 pedidas, 2 no son posibles, y `conflicts: skip` no ayuda\. La primera/,
      );
    }
  });

  it("counts as the rule does: a day on which the clock skips the time is told, and is none of those asked for [BKG-08] [BKG-22]", async () => {
    at(SPRING - days(7));
    const house = await aHouse(ALL_DAY);
    const who = as(door, house.resident);
    const wish = from(SPRING, 1, { rule: "FREQ=DAILY;COUNT=3" });
    const whole = await who.post(house.series, wish);
    expect(whole.body.facts).toMatchObject({ conflicts: 1, count: 3, left: 3, position: 2, localDate: "2097-03-31" });
    const { body } = await who.post(house.series, { ...wish, conflicts: "skip" });
    expect([body.count, body.bookings.length]).toEqual([3, 3]);
    expect(body.skipped).toMatchObject([{ position: 2, localDate: "2097-03-31", problem: { code: "time.skipped" } }]);
    const seen = await who.get(`/v1/booking-series/${body.id}`);
    expect([seen.body.count, seen.body.skipped]).toEqual([3, [expect.objectContaining({ position: 2 })]]);
    const cancel = (position: number) => who.post(`/v1/booking-series/${body.id}/cancel`, { scope: "this", position });
    expect((await cancel(5)).body.code).toBe("series.position_unknown");
    const last = await cancel(4);
    expect(startsOf(last.body, "cancelled")).toEqual([toIso(inMadrid("2097-04-02T02:00"))]);
  });
});

describe("one, the following or all of a series", { timeout: SLOW }, () => {
  it("can be given up, as far as they are ahead [BKG-08]", async () => {
    const { resident, neighbour, series } = await aHouse();
    const who = as(door, resident);
    const { body } = await who.post(series, weekly(6));
    const cancel = (wish: unknown, by = who) => by.post(`/v1/booking-series/${body.id}/cancel`, wish);
    expect((await cancel({ scope: "all" }, as(door, neighbour))).status).toBe(404);
    expect((await as(door, neighbour).get(`/v1/booking-series/${body.id}`)).status).toBe(404);
    const one = await cancel({ scope: "this", position: 2 });
    expect(startsOf(one.body)).toEqual([0, 2, 3, 4, 5].map(week));
    const following = await cancel({ scope: "following", position: 5 });
    expect(startsOf(following.body)).toEqual([0, 2, 3].map(week));
    at(TEN + minutes(1));
    const all = await cancel({ scope: "all", reason: "Moving" });
    expect(startsOf(all.body)).toEqual([week(0)]);
    expect(startsOf(all.body, "cancelled")).toEqual([1, 2, 3, 4, 5].map(week));
    expect(
      (await as(door, neighbour).post(`${series.replace("booking-series", "bookings")}`, from(TEN + days(7)))).status,
    ).toBe(201);
  });

  it("is not given up where it has none of that number, and says so [BKG-08]", async () => {
    const { resident, series } = await aHouse();
    const who = as(door, resident);
    const { body } = await who.post(series, weekly(3));
    for (const scope of ["this", "following", "all"])
      expect(await who.post(`/v1/booking-series/${body.id}/cancel`, { scope, position: 4 })).toMatchObject({
        status: 400,
        body: { code: "series.position_unknown", facts: { position: 4, count: 3 } },
      });
    expect(startsOf((await who.get(`/v1/booking-series/${body.id}`)).body)).toEqual([0, 1, 2].map(week));
  });

  it("is not given up by halves where the policy keeps one of them [BKG-08] [BKG-12]", async () => {
    const { resident, series } = await aHouse({ cancelUntilMinutes: 1440 });
    const who = as(door, resident);
    const { body } = await who.post(series, weekly(3));
    at(TEN - hours(1));
    expect((await who.post(`/v1/booking-series/${body.id}/cancel`, { scope: "all" })).body.code).toBe(
      "booking.cancel_too_late",
    );
    const { body: after } = await who.get(`/v1/booking-series/${body.id}`);
    expect(startsOf(after)).toEqual([0, 1, 2].map(week));
  });
});

describe("a series whose commit failed", { timeout: SLOW }, () => {
  it.each([
    { when: "before", conflicts: "fail" },
    { when: "after", conflicts: "fail" },
    { when: "before", conflicts: "skip" },
    { when: "after", conflicts: "skip" },
  ] as const)("$when it took effect, is made once by the same request: $conflicts [BKG-08]", async (given) => {
    const house = await aHouse();
    const { when, ...more } = given;
    const broken = as(doorOf(app, { ...ours, DB: failing(ours.DB, 2, when) }), house.resident);
    expect((await broken.post(house.series, weekly(4, more))).status).toBe(500);
    const { status, body } = await as(door, house.resident).post(house.series, weekly(4, more));
    expect([status, body.bookings.length]).toEqual([201, 4]);
    expect(await placesIn(house)).toHaveLength(4);
    expect((await as(door, house.resident).get("/v1/me/bookings")).body.items).toHaveLength(4);
  });

  it("before it took effect, frees its places after half a minute, and can be made then", async () => {
    const house = await aHouse();
    const broken = as(doorOf(app, { ...ours, DB: failing(ours.DB, 2, "before") }), house.resident);
    await broken.post(house.series, weekly(4));
    at(NOW + seconds(30));
    await runDurableObjectAlarm(house.calendar);
    expect(await placesIn(house)).toEqual([]);
    expect((await as(door, house.resident).post(house.series, weekly(4))).body.bookings).toHaveLength(4);
  });
});

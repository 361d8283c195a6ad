import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import type { Person } from "#shared/core/actor";
import { days, hours, minutes, toIso } from "#shared/core/time";
import { aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { subscribe } from "#shared/testing/calendars";
import { doorOf } from "#shared/testing/faults";
import { aBuilding, aResident } from "#shared/testing/projection";
import { deliver as delivering } from "#shared/testing/queue";
import { anId, arrived, as, manager, NOBODY, person, written } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import { digestOf } from "#shared/worker/keyring";
import type { Env } from "../call.ts";
import worker from "../index.ts";
import { feedRoutes } from "./feeds.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
/** For stories of many requests, on a machine that has others to serve. */
const SLOW = 30_000;
const ours = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });
const app = createApp<Env>({ worker: "bookings", contract: bookings });
feedRoutes(app);
const elsewhere = (settings: Partial<Env>) => doorOf(app, { ...ours, ...settings });

beforeEach(() => void vi.setSystemTime(NOW));
afterEach(() => void vi.useRealTimers());

async function aHouse(more: Record<string, unknown> = {}) {
  const building = await aBuilding(ours.DB);
  const terrace = await aTerrace(door, building, more);
  const resident = await aResident(ours.DB, building);
  const runner = manager(building.id);
  return { building, terrace, resident, runner, path: `/v1/resources/${terrace.id}` };
}

const mine = async (who: Person, name = "My bookings") =>
  (await as(door, who).post("/v1/me/calendar-feeds", { name })).body;
const shared = async (who: Person, path: string) =>
  (await as(door, who).post(`${path}/calendar-feeds`, { name: "Terrace" })).body;

describe("a feed of one's own", { timeout: SLOW }, () => {
  it("is made with an address of 256 random bits, told once and in the answer alone [BKG-17]", async () => {
    const who = person();
    const told = await as(door, who).post("/v1/me/calendar-feeds", { name: "My bookings" });
    expect(told).toMatchObject({
      status: 201,
      body: { name: "My bookings", resourceId: null, buildingId: null, createdAt: toIso(NOW) },
    });
    const secret = /^http:\/\/localhost:8787\/v1\/feeds\/([A-Za-z0-9_-]{43})\.ics$/.exec(told.body.url)?.[1] ?? "";
    expect(told.headers.get("cache-control")).toBe("no-store");
    expect(JSON.stringify([...told.headers])).not.toContain(secret);
    const { url, ...known } = told.body;
    expect((await as(door, who).get("/v1/me/calendar-feeds")).body).toEqual({ items: [known], nextCursor: null });
    expect((await mine(who)).url).not.toBe(url);
  });

  it("leaves of its secret the SHA-256, in no answer that is kept and in no event [BKG-17]", async () => {
    const who = person();
    const key = { "idempotency-key": "a feed" };
    const [first, again] = [
      await as(door, who).post("/v1/me/calendar-feeds", { name: "Once" }, key),
      await as(door, who).post("/v1/me/calendar-feeds", { name: "Once" }, key),
    ];
    expect(again.body.id).not.toBe(first.body.id);
    const secret = first.body.url.slice(-47, -4);
    const kept = await Promise.all(
      ["calendar_feeds", "answers", "outbox", "heard"].map((table) => ours.DB.prepare(`select * from ${table}`).all()),
    );
    const everything = JSON.stringify(kept.map(({ results }) => results));
    expect(everything).not.toContain(secret);
    expect(everything).toContain(await digestOf(secret));
    expect(JSON.stringify(await written(ours.DB, { audit: true }))).toContain(first.body.id);
  });

  it("is a calendar of what the person has booked, in one round trip and to whoever knows the address [BKG-17]", async () => {
    const { resident, path } = await aHouse({ capacity: 12 });
    const booked = await as(door, resident).post(`${path}/bookings`, from(TEN, 2, { attendees: 3 }));
    const feed = await mine(resident);
    const told = await subscribe(door, feed.url);
    expect([told.status, told.headers.get("content-type")]).toEqual([200, "text/calendar; charset=utf-8"]);
    expect(told.headers.get("cache-control")).toBe("private, no-cache");
    expect(told.headers.get("server-timing")).toBe('d1;desc="1 round trips"');
    expect(told.events).toEqual([
      {
        ...{ uid: `${booked.body.id}@courtyard`, startAt: TEN, endAt: TEN + hours(2), status: "CONFIRMED" },
        ...{ sequence: 2, summary: "Roof terrace", location: "Calle Mayor 1", description: null },
      },
    ]);
  });

  it("follows a hold until it lapses, and a booking until a month after it was given up [BKG-17]", async () => {
    const { resident, path } = await aHouse();
    const who = as(door, resident);
    const [held, booked] = [
      await who.post(`${path}/bookings`, from(TEN, 1, { hold: true })),
      await who.post(`${path}/bookings`, from(TEN + hours(1))),
    ];
    const { url } = await mine(resident);
    const seen = async () =>
      (await subscribe(door, url)).events.map(({ uid, status, sequence }) => [uid, status, sequence]);
    const [holdUid, uid] = [`${held.body.id}@courtyard`, `${booked.body.id}@courtyard`];
    expect(await seen()).toEqual([
      [holdUid, "TENTATIVE", 2],
      [uid, "CONFIRMED", 2],
    ]);
    vi.setSystemTime(NOW + minutes(5));
    await who.post(`/v1/bookings/${booked.body.id}/cancel`);
    expect(await seen()).toEqual([[uid, "CANCELLED", 3]]);
    vi.setSystemTime(NOW + minutes(5) + days(30));
    expect(await seen()).toEqual([]);
  });

  it("reaches back ninety days, and shows nobody else's [BKG-17]", async () => {
    const { building, resident, path } = await aHouse();
    const neighbour = await aResident(ours.DB, building);
    await as(door, resident).post(`${path}/bookings`, from(TEN));
    await as(door, neighbour).post(`${path}/bookings`, from(TEN + hours(1)));
    const { url } = await mine(resident);
    const starts = async () => (await subscribe(door, url)).events.map(({ startAt }) => startAt);
    vi.setSystemTime(TEN + days(90) - 1);
    expect(await starts()).toEqual([TEN]);
    vi.setSystemTime(TEN + days(90));
    expect(await starts()).toEqual([]);
  });

  it("shows nothing of a building that the person has left [BKG-17]", async () => {
    const { building, resident, path } = await aHouse();
    const other = await aHouse();
    await ours.DB.prepare("insert into homes values (?, ?, ?, '1º', 'owner', 0, null, 1)")
      .bind(resident.id, anId("unit"), other.building.id)
      .run();
    await as(door, resident).post(`${path}/bookings`, from(TEN));
    const stays = await as(door, resident).post(`${other.path}/bookings`, from(TEN));
    const { url } = await mine(resident);
    expect((await subscribe(door, url)).events).toHaveLength(2);
    await ours.DB.prepare("update homes set until_at = ? where user_id = ? and building_id = ?")
      .bind(TEN + days(1), resident.id, building.id)
      .run();
    expect((await subscribe(door, url)).events).toHaveLength(2);
    vi.setSystemTime(TEN + days(1));
    expect((await subscribe(door, url)).events.map(({ uid }) => uid)).toEqual([`${stays.body.id}@courtyard`]);
  });

  it("has the thousand events that are nearest to now at most [BKG-17]", async () => {
    const { building, terrace, resident } = await aHouse();
    await ours.DB.prepare(
      `with recursive n (value) as (select -5 union all select value + 1 from n where value < 1100)
       insert into bookings (id, building_id, resource_id, calendar_id, resource_name, user_id, request_key, start_at, end_at,
         time_zone, attendees, status, created_at, updated_at, version)
       select 'bkg_' || printf('%026d', value), ?, ?, ?, 'Terrace', ?, value, ? + value * 3600000, ? + value * 3600000 + 1,
         'Europe/Madrid', 1, 'cancelled', ?, ?, 1 from n`,
    )
      .bind(building.id, terrace.id, terrace.calendarId, resident.id, NOW, NOW, NOW, NOW)
      .run();
    const { url } = await mine(resident);
    const { events } = await subscribe(door, url);
    expect([events.length, events[0]?.startAt, events.at(-1)?.startAt]).toEqual([
      1000,
      NOW - hours(5),
      NOW + hours(994),
    ]);
  });
});

describe("a feed of a resource", { timeout: SLOW }, () => {
  it("tells who runs it everything that is booked, and from which home [BKG-17]", async () => {
    const { building, resident, runner, path, terrace } = await aHouse({ capacity: 12 });
    const neighbour = await aResident(ours.DB, building);
    await as(door, resident).post(`${path}/bookings`, from(TEN, 2, { attendees: 3 }));
    await as(door, neighbour).post(`${path}/bookings`, from(TEN + hours(1)));
    await as(door, runner).post(`${path}/bookings`, from(TEN + hours(2)));
    const feed = await shared(runner, path);
    expect(feed).toMatchObject({ resourceId: terrace.id, buildingId: building.id });
    const { events } = await subscribe(door, feed.url);
    expect(events.map(({ summary, description }) => [summary, description])).toEqual([
      ["Roof terrace: 3º B (3)", resident.id],
      ["Roof terrace: 3º B (1)", neighbour.id],
      ["Roof terrace: – (1)", runner.id],
    ]);
    expect((await subscribe(door, (await mine(runner)).url)).events).toHaveLength(1);
  });

  it("is made by nobody who does not run it [BKG-17]", async () => {
    const { building, resident, path } = await aHouse();
    const ask = async (who: Parameters<typeof as>[1]) => {
      const { status, body } = await as(door, who).post(`${path}/calendar-feeds`, { name: "Terrace" });
      return [status, body.code];
    };
    const on = building.id;
    expect(await ask(NOBODY)).toEqual([401, "auth.required"]);
    expect(await ask(resident)).toEqual([403, "access.denied"]);
    expect(await ask(person([{ role: "staff", on }]))).toEqual([403, "access.denied"]);
    expect(await ask(person([{ role: "manager", on, can: ["resource.update"] }]))).toEqual([403, "access.denied"]);
  });

  it("is busy where no slot is free, and free where one is [BKG-17]", async () => {
    const { resident, runner, path } = await aHouse();
    const who = as(door, resident);
    const given = await who.post(`${path}/bookings`, from(TEN));
    await who.post(`/v1/bookings/${given.body.id}/cancel`);
    await who.post(`${path}/bookings`, from(TEN + hours(2), 2));
    await who.post(`${path}/bookings`, from(TEN + hours(5), 1, { hold: true }));
    await who.post(`${path}/bookings`, from(TEN + hours(9), 3));
    const { url } = await shared(runner, path);
    const agree = async () => {
      const { events } = await subscribe(door, url);
      const busy = events.filter(({ status }) => status !== "CANCELLED");
      const { body } = await who.get(`${path}/slots?from=2097-06-05&to=2097-06-06`);
      const slots: { startAt: string; endAt: string; free: number }[] = body.items;
      for (const { startAt, endAt, free } of slots) {
        const [start, end] = [Date.parse(startAt), Date.parse(endAt)];
        expect([startAt, busy.some((one) => one.startAt < end && one.endAt > start)]).toEqual([startAt, free === 0]);
      }
      return [busy.length, slots.filter(({ free }) => free === 0).length, slots.length];
    };
    expect(await agree()).toEqual([3, 6, 24]);
    vi.setSystemTime(NOW + minutes(5));
    expect(await agree()).toEqual([2, 5, 24]);
  });
});

describe("a feed that has not changed", () => {
  it("is not sent again to whoever has it, and is once a booking changes [BKG-17]", async () => {
    const { resident, path } = await aHouse();
    const booked = await as(door, resident).post(`${path}/bookings`, from(TEN));
    const { url } = await mine(resident);
    const first = await subscribe(door, url);
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^W\/"[0-9a-f]{32}"$/);
    for (const known of [etag, etag.slice(2), `"other", ${etag}`, "*"]) {
      const again = await subscribe(door, url, { "if-none-match": known });
      expect([known, again.status, again.text, again.headers.get("etag")]).toEqual([known, 304, "", etag]);
    }
    expect((await subscribe(door, url, { "if-none-match": '"v1"' })).text).toBe(first.text);
    await as(door, resident).post(`/v1/bookings/${booked.body.id}/cancel`);
    expect((await subscribe(door, url, { "if-none-match": etag })).status).toBe(200);
  });

  it("counts on with its building, whose name it tells: programs keep an event whose SEQUENCE they know [BKG-17]", async () => {
    const { building, resident, path } = await aHouse();
    const booked = await as(door, resident).post(`${path}/bookings`, from(TEN));
    const { url } = await mine(resident);
    const seen = async () => (await subscribe(door, url)).events.map(({ sequence, location }) => [sequence, location]);
    expect(await seen()).toEqual([[2, "Calle Mayor 1"]]);
    const facts = { organisationId: building.organisationId, timeZone: "Europe/Madrid", currency: "EUR", locale: "es" };
    const data = { ...facts, buildingId: building.id, name: "Patio" };
    const said = { type: "building.updated", subject: building.id, building: building.id, version: 2, data } as const;
    await delivering(worker, "bookings", ours)(arrived("residency", said));
    expect(await seen()).toEqual([[3, "Patio"]]);
    await as(door, resident).post(`/v1/bookings/${booked.body.id}/cancel`);
    expect(await seen()).toEqual([[4, "Patio"]]);
  });
});

describe("the address of a feed", () => {
  it("that is malformed, unknown or ended answers all the same: 404 [BKG-17]", async () => {
    const who = person();
    const { id, url } = await mine(who);
    expect((await as(door, who).delete(`/v1/calendar-feeds/${id}`)).status).toBe(204);
    const answers = await Promise.all(
      [
        url,
        url.replace(".ics", ""),
        `${url.slice(0, -5)}.ics`,
        `http://x/v1/feeds/${"A".repeat(43)}.ics`,
        "http://x/v1/feeds/%00",
        "http://x/v1/feeds/%F0%9F%8E%89.ics",
      ].map((one) => subscribe(door, one, { "x-request-id": "the-same-request" })),
    );
    const told = answers.map(({ status, text, headers }) => [status, text, headers.get("server-timing")]);
    expect(told).toEqual(told.map(() => told[0]));
    expect(told[0]?.[0]).toBe(404);
    expect(JSON.parse(answers[0]?.text ?? "")).toMatchObject({ code: "thing.not_found" });
  });

  it("begins with where we are reached; where nobody said so, no feed is made [BKG-17]", async () => {
    const make = (settings: Partial<Env>) =>
      as(elsewhere(settings), person()).post("/v1/me/calendar-feeds", { name: "Mine" });
    const known = await make({ PUBLIC_ORIGIN: "https://api.example.com/", STAGE: "" });
    expect(known.body.url).toMatch(/^https:\/\/api\.example\.com\/v1\/feeds\/[A-Za-z0-9_-]{43}\.ics$/);
    expect(await make({ STAGE: "" })).toMatchObject({
      status: 503,
      body: { code: "service.not_configured", facts: { missing: "PUBLIC_ORIGIN" } },
    });
  });
});

describe("a feed is ended", () => {
  it("by who made it and by who runs its resource, once; for others there is none [BKG-17]", async () => {
    const { building, runner, resident, path } = await aHouse();
    const [own, common] = [await mine(resident), await shared(runner, path)];
    const end = async (who: Parameters<typeof as>[1], id: string) =>
      (await as(door, who).delete(`/v1/calendar-feeds/${id}`)).status;
    expect([await end(person(), own.id), await end(runner, own.id), await end(NOBODY, own.id)]).toEqual([
      404, 404, 404,
    ]);
    expect([await end(resident, common.id), await end(manager(anId("building")), common.id)]).toEqual([404, 404]);
    expect([await end(resident, own.id), await end(resident, own.id)]).toEqual([204, 404]);
    expect(await end(manager(building.id), common.id)).toBe(204);
    expect((await subscribe(door, common.url)).status).toBe(404);
    const audit = (await written(ours.DB, { audit: true })).filter(({ subject }) => subject === common.id);
    expect(audit.map(({ building: where }) => where)).toEqual([building.id, building.id]);
    expect(audit.map(({ data }) => (data as { operation: string }).operation).sort()).toEqual([
      "createResourceCalendarFeed",
      "endCalendarFeed",
    ]);
  });

  it("with the account of who made it, and nobody else's is [BKG-17]", async () => {
    const { runner, resident, path } = await aHouse();
    const gone = [(await mine(runner)).url, (await shared(runner, path)).url];
    const stays = (await mine(resident)).url;
    const data = { userId: runner.id };
    const said = { type: "user.deleted", subject: runner.id, version: 9, data } as const;
    await delivering(worker, "bookings", ours)(arrived("iam", said));
    const status = async (url: string) => (await subscribe(door, url)).status;
    expect(await Promise.all([...gone, stays].map(status))).toEqual([404, 404, 200]);
    expect((await as(door, runner).get("/v1/me/calendar-feeds")).body.items).toEqual([]);
  });
});

describe("the feeds of one person", { timeout: SLOW }, () => {
  it("are twenty at most, whatever is asked at once; the book says so too [BKG-17]", async () => {
    const who = person();
    for (let at = 0; at < 19; at += 1) await mine(who, `Feed ${at}`);
    const last = await Promise.all(
      [1, 2, 3].map(() => as(door, who).post("/v1/me/calendar-feeds", { name: "One more" })),
    );
    expect(last.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const full = "One person may have 20 calendar feeds; end one that nobody reads any more.";
    expect(last.flatMap(({ body }) => body.detail ?? [])).toEqual([full, full]);
    expect(await as(door, who).post("/v1/me/calendar-feeds", { name: "One more" })).toMatchObject({
      status: 409,
      body: { code: "feed.too_many", facts: { limit: 20 } },
    });
    await expect(
      ours.DB.prepare("insert into calendar_feeds values (?, ?, 'x', null, null, ?, 0)")
        .bind(anId("feed"), who.id, await digestOf("another"))
        .run(),
    ).rejects.toThrow("feed.too_many");
    const { items, nextCursor } = (await as(door, who).get("/v1/me/calendar-feeds?limit=15")).body;
    const rest = (await as(door, who).get(`/v1/me/calendar-feeds?limit=15&cursor=${nextCursor}`)).body;
    expect([items.length, rest.items.length, rest.nextCursor]).toEqual([15, 5, null]);
    expect((await mine(person())).name).toBe("My bookings");
  });

  it.each([{}, { name: "" }, { name: "x".repeat(121) }, { name: "a\u0000b" }, { name: "x", colour: "red" }])(
    "are not made from %j",
    async (body) => {
      expect(await as(door, person()).post("/v1/me/calendar-feeds", body)).toMatchObject({
        status: 400,
        body: { code: "request.invalid" },
      });
    },
  );

  it("are nobody's to make or to see who is not signed in", async () => {
    const nobody = as(door, NOBODY);
    expect((await nobody.post("/v1/me/calendar-feeds", { name: "Mine" })).status).toBe(401);
    expect((await nobody.get("/v1/me/calendar-feeds")).status).toBe(401);
  });
});

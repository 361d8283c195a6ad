import {
  createExecutionContext,
  createScheduledController,
  runInDurableObject,
  waitOnExecutionContext,
} from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { days, hours, minutes } from "#shared/core/time";
import { aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { subscribe } from "#shared/testing/calendars";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at, deliver } from "#shared/testing/queue";
import { anId, arrived, as, manager, written } from "#shared/testing/story";
import type { Env } from "../call.ts";
import worker from "../index.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const ours = env as unknown as Env;
const { DB, CALENDARS } = ours;
const door = exports.Door({ props: { caller: "gateway" } });
const named = (...names: string[]) => names.map((name) => ({ name }));
const CANARIES = named("A friend 🎉", "Ñandú del quinto");

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

/** Somebody has booked for four, and says who two of them are. */
async function aHouse(startAt = TEN) {
  const building = await aBuilding(DB);
  const terrace = await aTerrace(door, building, { capacity: 12 });
  const mine = await aResident(DB, building);
  const [who, staff] = [as(door, mine), as(door, manager(building.id))];
  const [neighbour, stranger] = [as(door, await aResident(DB, building)), as(door, manager(anId("building")))];
  const path = `/v1/resources/${terrace.id}`;
  const { body } = await who.post(`${path}/bookings`, from(startAt, 1, { attendees: 4, invitees: CANARIES }));
  expect(body).toMatchObject({ invitees: CANARIES, guests: 0 });
  return {
    building,
    terrace,
    mine,
    who,
    staff,
    neighbour,
    stranger,
    path,
    own: `/v1/bookings/${body.id}`,
    id: body.id,
  };
}

async function tick() {
  const context = createExecutionContext();
  await worker.scheduled(createScheduledController(), ours, context);
  await waitOnExecutionContext(context);
}

const textOf = (rows: unknown) => JSON.stringify(rows);

describe("whoever comes along", () => {
  it("is seen by the person and the house alone, and in no event, calendar or feed [BKG-15]", async () => {
    const { building, terrace, mine, who, staff, neighbour, stranger, path, own, id } = await aHouse();
    for (const reader of [who, staff]) expect((await reader.get(own)).body.invitees).toEqual(CANARIES);
    expect((await staff.get(`/v1/buildings/${building.id}/bookings`)).body.items).toMatchObject([
      { invitees: CANARIES },
    ]);
    const others = [
      await neighbour.get(own),
      await stranger.get(own),
      await neighbour.patch(own, { invitees: [] }),
      await neighbour.get("/v1/me/bookings"),
      await neighbour.get(`/v1/buildings/${building.id}/bookings`),
      await neighbour.get(`${path}/slots?from=2097-06-05&to=2097-06-05`),
      await neighbour.post(`${path}/bookings`, from(TEN, 1, { attendees: 9 })),
    ];
    expect(others.map(({ status }) => status)).toEqual([404, 404, 404, 200, 403, 200, 409]);
    const feeds = [
      await who.post("/v1/me/calendar-feeds", { name: "Mine" }),
      await staff.post(`${path}/calendar-feeds`, { name: "Terrace" }),
    ];
    const read = await Promise.all(feeds.map(({ body }) => subscribe(door, body.url)));
    expect(read.map(({ events }) => events.length)).toEqual([1, 1]);
    const kept = await runInDurableObject(CALENDARS.getByName(terrace.calendarId), (_, { storage: { sql } }) => [
      ...[sql.exec("SELECT * FROM places").toArray(), sql.exec("SELECT * FROM rules").toArray()],
    ]);
    await who.patch(own, { invitees: named("A friend 🎉", "Someone else") });
    await who.post(`${own}/cancel`);
    const said = (await written(DB, { audit: true })).filter((one) => textOf(one).includes(id));
    expect(said.length).toBeGreaterThan(2);
    const { results: series } = await DB.prepare("select request_key from bookings where user_id = ?")
      .bind(mine.id)
      .all();
    for (const traces of [others.map(({ body }) => body), read.map(({ text }) => text), kept, said, series])
      expect(textOf(traces)).not.toMatch(/friend|Ñandú|Someone/);
  });

  it("is named, and named otherwise, while it is ahead; another version each time, and none for the same names [BKG-15]", async () => {
    const { who, staff, own } = await aHouse();
    const asked = await who.patch(`${own}?dryRun=true`, { invitees: [] }, { "if-match": '"v1"' });
    expect(asked).toMatchObject({ status: 200, body: { invitees: [] } });
    const same = await who.patch(own, { invitees: CANARIES }, { "if-match": '"v1"' });
    expect(same.headers.get("etag")).toBe('"v1"');
    const changed = await staff.patch(own, { invitees: named("  A neighbour's aunt ") }, { "if-match": '"v1"' });
    expect(changed.body.invitees).toEqual(named("A neighbour's aunt"));
    expect(changed.headers.get("etag")).toBe('"v2"');
    expect(changed.headers.get("server-timing")).toContain("2 round trips");
    expect((await who.patch(own, { invitees: [] }, { "if-match": '"v1"' })).status).toBe(412);
    const moved = await who.patch(own, { ...from(TEN + hours(2)), guests: 1, invitees: named("A", "B") });
    expect(moved.body).toMatchObject({ guests: 1, invitees: named("A", "B"), ...from(TEN + hours(2)) });
    const together = await Promise.all(["C", "D"].map((name) => who.patch(own, { invitees: named(name) })));
    expect(together.map(({ status }) => status)).toEqual([200, 200]);
    expect((await who.get(own)).headers.get("etag")).toBe('"v5"');
    at(TEN + hours(2));
    expect((await who.patch(own, { invitees: [] })).body.code).toBe("booking.already_started");
  });

  it.each([
    {
      of: "more names than come beside the person",
      invitees: named("A", "B", "C", "D"),
      code: "booking.too_many_invitees",
    },
    { of: "a name that is too long", invitees: named("x".repeat(61)), code: "request.invalid" },
    { of: "a name that is none", invitees: named("   "), code: "request.invalid" },
    { of: "control characters", invitees: named("A\u0007"), code: "request.invalid" },
    { of: "half an emoji", invitees: named("\ud83c"), code: "request.invalid" },
    { of: "an address", invitees: [{ name: "A", email: "a@example.com" }], code: "request.invalid" },
    { of: "a name alone", invitees: ["A"], code: "request.invalid" },
    { of: "too many names", invitees: named(...Array.from({ length: 101 }, () => "A")), code: "request.invalid" },
    { of: "null", invitees: null, code: "request.invalid" },
  ])("is refused of $of, when it is booked and afterwards [BKG-15]", async ({ invitees, code }) => {
    const { who, path, own } = await aHouse();
    const wish = from(TEN + hours(5), 1, { attendees: 4, invitees });
    for (const told of [await who.post(`${path}/bookings`, wish), await who.patch(own, { invitees })]) {
      expect(told.body.code).toBe(code);
      expect(told.status).toBe(code === "request.invalid" ? 400 : 409);
    }
    expect((await who.get(own)).body.invitees).toEqual(CANARIES);
  });

  it("is of a name of sixty characters, however many there may be, and the same request is one booking [BKG-15]", async () => {
    const { who, path } = await aHouse();
    const invitees = named(...Array.from({ length: 11 }, (_, n) => `${n} ${"ñ".repeat(57)}`));
    const wish = from(TEN + hours(5), 1, { attendees: 12, invitees });
    const { body } = await who.post(`${path}/bookings`, wish);
    expect(body.invitees).toEqual(invitees);
    expect((await who.post(`${path}/bookings`, { ...wish, invitees: [] })).body).toMatchObject({
      id: body.id,
      invitees,
    });
  });

  it("is forgotten thirty days after the end, once, and not before", async () => {
    const { who, own, id } = await aHouse();
    await DB.prepare("update bookings set version = 7 where id = ?").bind(id).run();
    at(TEN + hours(1) + days(30));
    await tick();
    expect((await who.get(own)).body.invitees).toEqual(CANARIES);
    at(Date.now() + minutes(1));
    await tick();
    const seen = await who.get(own);
    expect(seen.body.invitees).toEqual([]);
    expect(seen.headers.get("etag")).toBe('"v8"');
    await tick();
    expect((await who.get(own)).headers.get("etag")).toBe('"v8"');
  });

  it("is forgotten with the person who named them", async () => {
    const { mine, id } = await aHouse();
    const gone = { type: "user.deleted", subject: mine.id, version: 9, data: { userId: mine.id } } as const;
    await deliver(worker, "bookings", ours)(arrived("iam", gone));
    const row = await DB.prepare("select invitees, guests from bookings where id = ?").bind(id).first();
    expect(row).toEqual({ invitees: "[]", guests: 0 });
  });
});

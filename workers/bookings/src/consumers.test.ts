import { runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Person } from "#shared/core/actor";
import type { Home } from "#shared/core/homes";
import type { Id } from "#shared/core/ids";
import { days, hours, minutes, toIso } from "#shared/core/time";
import type { Envelope } from "#shared/events/event";
import { A_TERRACE, aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { interrupted } from "#shared/testing/faults";
import { aBuilding, aResident, residencyKnowing } from "#shared/testing/projection";
import { deliver as delivering } from "#shared/testing/queue";
import { anId, arrived, as, manager, person, written } from "#shared/testing/story";
import type { Env } from "./call.ts";
import worker from "./index.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const ours = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });

beforeEach(() => void vi.setSystemTime(NOW));
afterEach(() => void vi.useRealTimers());

/** What residency knows of homes that were not heard of yet. */
const unheardOf: Home[] = [];
const deliver = delivering(worker, "bookings", { ...ours, RESIDENCY: residencyKnowing(unheardOf) });

interface Residence {
  readonly userId: Id<"user">;
  readonly unitId: Id<"unit">;
  readonly buildingId: Id<"building">;
}

const residence = ({ userId, unitId, buildingId }: Residence) =>
  ({ userId, unitId, buildingId, unitLabel: "3º B", kind: "tenant", fromAt: 0 }) as const;

const verified = (home: Residence, version: number) =>
  arrived("residency", {
    type: "resident.verified",
    subject: anId("residence"),
    building: home.buildingId,
    version,
    data: residence(home),
  });

const unverified = (home: Residence, version: number, untilAt = NOW) =>
  arrived("residency", {
    type: "resident.unverified",
    subject: anId("residence"),
    building: home.buildingId,
    version,
    data: { ...residence(home), untilAt },
  });

const building = (type: "building.created" | "building.updated", id: Id<"building">, name: string, version: number) =>
  arrived("residency", {
    type,
    subject: id,
    building: id,
    version,
    data: {
      ...{ buildingId: id, organisationId: "org_01KAR5V3M8Q2Z7X4N6P0W9T1DC" as const, name },
      ...{ timeZone: "Europe/Madrid", currency: "EUR", locale: "es" },
    },
  });

const deleted = (userId: Id<"user">) =>
  arrived("iam", { type: "user.deleted", subject: userId, version: 9, data: { userId } });

const saidOf = async (id: string) =>
  (await written(ours.DB)).filter(({ subject }) => subject === id).sort((a, b) => a.version - b.version);

const mine = async (who: Person) => {
  const { body } = await as(door, who).get("/v1/me/bookings");
  return new Map<string, string>(body.items.map(({ id, status }: { id: string; status: string }) => [id, status]));
};

const placesOf = (calendarId: Id<"calendar">) =>
  runInDurableObject(ours.CALENDARS.getByName(calendarId), (_, { storage }) =>
    storage.sql.exec("select booking_id from places where state <> 'over'").toArray(),
  );

describe("a building that is heard of", () => {
  it("can have resources, by its own clock, without a question to residency", async () => {
    const id = anId("building");
    await deliver(building("building.created", id, "Calle Mayor 1", 1));
    const told = await as(door, manager(id)).post(`/v1/buildings/${id}/resources`, A_TERRACE);
    expect(told).toMatchObject({ status: 201, body: { timeZone: "Europe/Madrid" } });
  });
});

describe("a resident who is heard of", () => {
  it("may book at once, and no more once they left", async () => {
    const place = await aBuilding(ours.DB);
    const terrace = await aTerrace(door, place);
    const who = person();
    const home = { userId: who.id, unitId: anId("unit"), buildingId: place.id };
    const book = (n: number) => as(door, who).post(`/v1/resources/${terrace.id}/bookings`, from(TEN + hours(n)));
    await deliver(verified(home, 1));
    expect((await book(0)).status).toBe(201);
    await deliver(unverified(home, 2));
    // Residency is asked about whoever is not known to live there, and does not answer in this test.
    expect((await book(1)).status).toBe(503);
  });

  it("stays gone if the news of leaving came first", async () => {
    const place = await aBuilding(ours.DB);
    const terrace = await aTerrace(door, place);
    const who = person();
    const home = { userId: who.id, unitId: anId("unit"), buildingId: place.id };
    await deliver(unverified(home, 2), verified(home, 1));
    expect((await as(door, who).get(`/v1/resources/${terrace.id}`)).status).toBe(503);
    await deliver(verified(home, 3));
    expect((await as(door, who).get(`/v1/resources/${terrace.id}`)).status).toBe(200);
  });
});

describe("a resident who moves out", () => {
  it("gives up what is ahead of them there, all at once, and each is said and free again [BKG-65]", async () => {
    const place = await aBuilding(ours.DB);
    const elsewhere = await aBuilding(ours.DB);
    const [terrace, other] = [await aTerrace(door, place), await aTerrace(door, elsewhere)];
    const unitId = anId("unit");
    const who = await aResident(ours.DB, place, { unitId });
    const neighbour = await aResident(ours.DB, place);
    const book = async (resident: Person, resource: Id<"resource">, n: number, more = {}) =>
      (await as(door, resident).post(`/v1/resources/${resource}/bookings`, from(TEN + hours(n), 1, more))).body.id;
    const started = await book(who, terrace.id, 0);
    const ahead = await book(who, terrace.id, 3);
    const held = await book(who, terrace.id, 4, { hold: true });
    const theirs = await book(neighbour, terrace.id, 5);
    await ours.DB.prepare("insert into homes values (?, ?, ?, '1º A', 'owner', 0, null, 1)")
      .bind(who.id, anId("unit"), elsewhere.id)
      .run();
    const there = await book(who, other.id, 6);

    vi.setSystemTime(TEN + hours(1));
    await deliver(unverified({ userId: who.id, unitId, buildingId: place.id }, 2, TEN + hours(1)));
    expect(await mine(who)).toEqual(
      new Map([
        [there, "confirmed"],
        [held, "cancelled"],
        [ahead, "cancelled"],
        [started, "confirmed"],
      ]),
    );
    expect(await saidOf(ahead)).toMatchObject([{}, { type: "booking.cancelled", data: { cause: "moved_out" } }]);
    expect(await saidOf(held)).toEqual([]);
    const left = (await placesOf(terrace.calendarId)).map(({ booking_id }) => booking_id);
    expect(left.sort()).toEqual([started, theirs].sort());
  });

  it("keeps what begins before they leave, and what they have another home for [BKG-65]", async () => {
    const place = await aBuilding(ours.DB);
    const terrace = await aTerrace(door, place);
    const unitId = anId("unit");
    const who = await aResident(ours.DB, place, { unitId });
    const book = async (n: number) =>
      (await as(door, who).post(`/v1/resources/${terrace.id}/bookings`, from(TEN + days(n)))).body.id;
    const [before, after] = [await book(0), await book(2)];
    await deliver(unverified({ userId: who.id, unitId, buildingId: place.id }, 2, TEN + days(1)));
    expect(await mine(who)).toEqual(
      new Map([
        [after, "cancelled"],
        [before, "confirmed"],
      ]),
    );
  });

  it("into another unit of the building keeps what they booked, also where that is heard of only later [BKG-65]", async () => {
    const place = await aBuilding(ours.DB);
    const terrace = await aTerrace(door, place);
    const unitId = anId("unit");
    const who = await aResident(ours.DB, place, { unitId });
    const { body } = await as(door, who).post(`/v1/resources/${terrace.id}/bookings`, from(TEN));
    const next = { userId: who.id, unitId: anId("unit"), buildingId: place.id };
    unheardOf.push({ ...residence(next), untilAt: null, version: 1 });
    const leave = unverified({ userId: who.id, unitId, buildingId: place.id }, 2);
    const silent = delivering(worker, "bookings", ours);
    expect((await silent(leave)).retryMessages, "not decided while residency does not answer").toHaveLength(1);
    expect((await deliver(leave, verified(next, 1))).retryMessages).toEqual([]);
    expect(await mine(who)).toEqual(new Map([[body.id, "confirmed"]]));
  });

  it.each(["books", "moves"])(
    "keeps nothing that they then have, who $0 while that is heard [BKG-65]",
    async (what) => {
      const place = await aBuilding(ours.DB);
      const terrace = await aTerrace(door, place);
      const unitId = anId("unit");
      const who = await aResident(ours.DB, place, { unitId });
      const path = `/v1/resources/${terrace.id}/bookings`;
      const { body } = await as(door, who).post(path, from(TEN));
      const act = {
        books: () => as(door, who).post(path, from(TEN + days(2))),
        moves: () => as(door, who).patch(`/v1/bookings/${body.id}`, from(TEN + days(2))),
      }[what];
      const statuses: number[] = [];
      const before = async () => void statuses.push((await act?.())?.status ?? 0);
      const slow = delivering(worker, "bookings", {
        ...{ ...ours, RESIDENCY: residencyKnowing(unheardOf), DB: interrupted(ours.DB, 2, { before }) },
      });
      await slow(unverified({ userId: who.id, unitId, buildingId: place.id }, 2, TEN + days(1)));
      expect(statuses).toEqual([what === "books" ? 201 : 200]);
      const then = (await as(door, who).get("/v1/me/bookings")).body.items[0];
      expect(then).toMatchObject({ startAt: toIso(TEN + days(2)), status: "cancelled" });
    },
  );

  it("while a booking of theirs is under way, does not keep it [BKG-65]", async () => {
    const place = await aBuilding(ours.DB);
    const terrace = await aTerrace(door, place);
    const unitId = anId("unit");
    const who = await aResident(ours.DB, place, { unitId });
    const leave = () => deliver(unverified({ userId: who.id, unitId, buildingId: place.id }, 2));
    const bookings = Array.from({ length: 5 }, (_, n) =>
      as(door, who).post(`/v1/resources/${terrace.id}/bookings`, from(TEN + hours(n))),
    );
    await Promise.all([...bookings, leave()]);
    expect([...(await mine(who)).values()].filter((status) => status !== "cancelled")).toEqual([]);
  });
});

describe("who is there already when they move out or delete their account", () => {
  it("stays until they go, and everything else is given up, or forgotten, all the same", async () => {
    const place = await aBuilding(ours.DB);
    const terrace = await aTerrace(door, place);
    const unitId = anId("unit");
    const [who, other] = [await aResident(ours.DB, place, { unitId }), await aResident(ours.DB, place)];
    const book = async (resident: Person, n: number) =>
      (await as(door, resident).post(`/v1/resources/${terrace.id}/bookings`, from(TEN + hours(n)))).body.id;
    const mineNow = await book(who, 0);
    const ahead = await book(who, 3);
    const theirs = await book(other, 1);
    vi.setSystemTime(TEN - minutes(10));
    await as(door, who).post(`/v1/bookings/${mineNow}/check-in`);
    await deliver(unverified({ userId: who.id, unitId, buildingId: place.id }, 2));
    expect(await mine(who)).toEqual(
      new Map([
        [ahead, "cancelled"],
        [mineNow, "checked_in"],
      ]),
    );
    vi.setSystemTime(TEN + hours(1) - minutes(10));
    await as(door, other).post(`/v1/bookings/${theirs}/check-in`);
    await deliver(deleted(other.id));
    const row = await ours.DB.prepare("select status, user_id from bookings where id = ?").bind(theirs).first();
    expect(row).toEqual({ status: "checked_in", user_id: "usr_00000000000000000000000000" });
  });
});

describe("a person who deleted their account", () => {
  it("gives up what is ahead of them, and no booking names them any more", async () => {
    const place = await aBuilding(ours.DB);
    const terrace = await aTerrace(door, place);
    const who = await aResident(ours.DB, place);
    const book = async (n: number) =>
      (await as(door, who).post(`/v1/resources/${terrace.id}/bookings`, from(TEN + hours(n)))).body.id;
    const [past, ahead] = [await book(0), await book(3)];
    vi.setSystemTime(TEN + hours(2));
    await deliver(deleted(who.id));
    expect(await mine(who)).toEqual(new Map());
    const row = await ours.DB.prepare("select * from bookings where id = ?").bind(past).first();
    expect(row).toMatchObject({ user_id: "usr_00000000000000000000000000", unit_id: null, request_key: past });
    expect(JSON.stringify(row)).not.toContain(who.id);
    expect(await saidOf(ahead)).toMatchObject([{}, { type: "booking.cancelled" }]);
  });
});

describe("our own word that a booking was given up", () => {
  it("frees its time even if the request that did it died", async () => {
    const place = await aBuilding(ours.DB);
    const terrace = await aTerrace(door, place);
    const who = await aResident(ours.DB, place);
    const { body } = await as(door, who).post(`/v1/resources/${terrace.id}/bookings`, from(TEN));
    const place1 = await placesOf(terrace.calendarId);
    expect(place1).toEqual([{ booking_id: body.id }]);
    const [created] = await saidOf(body.id);
    const data = { ...(created?.data as object), cause: "person" };
    const word = { ...created, id: anId("event"), type: "booking.cancelled", version: 2, data } as Envelope;
    await deliver({ ...word, dataschema: "urn:courtyard:booking.cancelled:1" });
    expect(await placesOf(terrace.calendarId)).toEqual([]);
  });
});

describe("what is heard", () => {
  it("is known as heard to the audit of the log, and what was not heard is named", async () => {
    const id = anId("building");
    const event = building("building.created", id, "Calle Mayor 1", 1);
    await deliver(event);
    const events = exports.Door({ props: { caller: "events" } });
    const never = anId("event");
    const ask = {
      method: "POST",
      body: JSON.stringify({ ids: [event.id, never] }),
      headers: { "content-type": "application/json" },
    };
    const told = await events.fetch(new Request("https://door/internal/unheard", ask));
    expect(await told.json()).toEqual({ missing: [never] });
  });
});

import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Id } from "#shared/core/ids";
import { replayableTo } from "#shared/events/catalogue";
import type { Envelope } from "#shared/events/event";
import { aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { buildingCreated } from "#shared/testing/events";
import { aBuilding, residencyKnowing } from "#shared/testing/projection";
import { deliver as delivering } from "#shared/testing/queue";
import { anId, arrived, as, person, written } from "#shared/testing/story";
import type { Env } from "../call.ts";
import worker from "../index.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const ours = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });
const deliver = delivering(worker, "bookings", { ...ours, RESIDENCY: residencyKnowing([]) });
const all = (sql: string, ...values: unknown[]) =>
  ours.DB.prepare(sql)
    .bind(...values)
    .all()
    .then(({ results }) => results);

beforeEach(() => void vi.setSystemTime(NOW));
afterEach(() => void vi.useRealTimers());

const again = (event: Envelope): Envelope => ({ ...event, replay: anId("replay") });

/** One person's life in one building, as the log has it. */
function aLife(buildingId: Id<"building"> = anId("building"), userId = person().id) {
  const home = { userId, unitId: anId("unit"), buildingId, unitLabel: "2A", kind: "tenant", fromAt: 0 } as const;
  const told = { subject: anId("residence"), building: buildingId };
  const created = buildingCreated(buildingId);
  const grants = (version: number) =>
    arrived("iam", {
      type: "user.role_changed",
      subject: userId,
      version,
      data: {
        userId,
        grants: version > 1 ? [] : [{ grantId: anId("grant"), role: "staff", on: buildingId, untilAt: null }],
      },
    });
  const events: Envelope[] = [
    created,
    {
      ...created,
      id: anId("event"),
      type: "building.updated",
      dataschema: "urn:courtyard:building.updated:1",
      version: 2,
    },
    arrived("residency", { type: "resident.verified", version: 1, data: home, ...told }),
    arrived("residency", { type: "resident.unverified", version: 2, data: { ...home, untilAt: NOW }, ...told }),
    grants(1),
    grants(2),
  ];
  const known = async () => ({
    places: await all("select * from places where id = ?", buildingId),
    homes: await all("select * from homes where user_id = ?", userId),
    runners: await all("select * from runners where user_id = ?", userId),
  });
  const forgotten = () =>
    ours.DB.batch([
      ours.DB.prepare("delete from places where id = ?").bind(buildingId),
      ours.DB.prepare("delete from homes where user_id = ?").bind(userId),
      ours.DB.prepare("delete from runners where user_id = ?").bind(userId),
    ]);
  return { events, home, known, forgotten };
}

it("what may be heard again fills what was forgotten, as it was, and says nothing", async () => {
  const { events, known, forgotten } = aLife();
  expect(new Set(events.map(({ type }) => type))).toEqual(new Set(replayableTo("bookings")));
  await deliver(...events);
  const before = await known();
  expect(before).toMatchObject({
    places: [{ version: 2 }],
    homes: [{ version: 2, until_at: NOW }],
    runners: [{ version: 2 }],
  });
  await forgotten();
  // The very same events, as those that were heard before.
  expect((await deliver(...events)).retryMessages).toEqual([]);
  expect(await known()).toEqual({ places: [], homes: [], runners: [] });
  expect((await deliver(...events.map(again))).retryMessages).toEqual([]);
  expect(await known()).toEqual(before);
  expect(await written(ours.DB, { audit: true })).toEqual([]);
});

it("an older version that is heard again changes nothing that is newer", async () => {
  const { events, known } = aLife();
  await deliver(...events);
  const before = await known();
  const older = events.filter(({ version }) => version === 1).map(again);
  expect((await deliver(...older, ...older)).retryMessages).toEqual([]);
  expect(await known()).toEqual(before);
});

it("a move that is heard again ends the home, and gives nothing up a second time", async () => {
  const place = await aBuilding(ours.DB);
  const terrace = await aTerrace(door, place);
  const who = person();
  const { events } = aLife(place.id, who.id);
  const [verified, unverified] = events.slice(2) as [Envelope, Envelope];
  await deliver(verified);
  const tomorrow = from(inMadrid("2097-06-05T10:00"));
  const booked = await as(door, who).post(`/v1/resources/${terrace.id}/bookings`, tomorrow);
  expect(booked.status).toBe(201);
  const said = (await written(ours.DB)).length;
  expect((await deliver(again(unverified))).retryMessages).toEqual([]);
  expect(await all("select until_at from homes where user_id = ?", who.id)).toEqual([{ until_at: NOW }]);
  expect(await all("select status from bookings where id = ?", booked.body.id)).toEqual([{ status: "confirmed" }]);
  expect(await written(ours.DB)).toHaveLength(said);
  await deliver(unverified);
  expect(await all("select status from bookings where id = ?", booked.body.id)).toEqual([{ status: "cancelled" }]);
});

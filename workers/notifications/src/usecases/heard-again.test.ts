import { env as bound, exports } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { replayableTo } from "#shared/events/catalogue";
import type { Envelope } from "#shared/events/event";
import {
  addressed,
  booked,
  built,
  claimed,
  created,
  deleted,
  found,
  granted,
  scene,
} from "#shared/testing/notifications";
import { deliver as delivering } from "#shared/testing/queue";
import { anId, written } from "#shared/testing/story";
import type { Env } from "../call.ts";
import worker from "../index.ts";

const env = bound as Env;
const deliver = delivering(worker, "notifications", env);
const { inboxOf, mailOf } = found(exports.Door({ props: { caller: "gateway" } }));

beforeEach(() =>
  env.DB.prepare("delete from outbox")
    .run()
    .then(() => undefined),
);

const again = (event: Envelope): Envelope => ({ ...event, replay: anId("replay") });
const updated = (event: Envelope): Envelope => ({
  ...event,
  id: anId("event"),
  type: "user.updated",
  dataschema: "urn:courtyard:user.updated:1",
  version: 4,
});

/** A manager and somebody who left, with the building that the one runs, as the log has them. */
function aHouse() {
  const [manages, left] = [scene(), { ...scene(), userId: anId("user") }];
  const events: Envelope[] = [
    created(manages, "Old", "es"),
    updated(created(manages, "New", "en")),
    addressed(manages),
    granted(manages.userId, manages.buildingId),
    built(manages),
    built(manages, "Calle Mayor 2", 2),
    granted(left.userId, manages.buildingId),
    deleted(left),
  ];
  const rows = async (sql: string, ...values: string[]) =>
    (
      await env.DB.prepare(sql)
        .bind(...values)
        .all()
    ).results.map(({ version: _, deleted_at, ...row }) => ({
      ...row,
      ...(deleted_at !== undefined && { isGone: deleted_at !== null }),
    }));
  const known = async () => ({
    contacts: await rows("select * from contacts where user_id in (?, ?) order by name", manages.userId, left.userId),
    grants: await rows("select * from grants where target = ?", manages.buildingId),
    places: await rows("select *, version as of from places where id = ?", manages.buildingId),
  });
  const forgotten = () =>
    env.DB.batch(
      ["delete from contacts", "delete from grants", "delete from places"].map((sql) => env.DB.prepare(sql)),
    );
  return { manages, events, known, forgotten };
}

it("what may be heard again fills what was forgotten, as it was, and tells nobody anything", async () => {
  const { manages, events, known, forgotten } = aHouse();
  expect(new Set(events.map(({ type }) => type))).toEqual(new Set(replayableTo("notifications")));
  await deliver(...events);
  const before = await known();
  expect(before).toMatchObject({
    contacts: [
      { name: null, isGone: true },
      { name: "New", email: manages.email, isGone: false },
    ],
    grants: [{ user_id: manages.userId, role: "manager" }],
    places: [{ name: "Calle Mayor 2", of: 2 }],
  });
  await forgotten();
  // The very same events, as those that were heard before.
  expect((await deliver(...events)).retryMessages).toEqual([]);
  expect(await known()).toEqual({ contacts: [], grants: [], places: [] });
  expect((await deliver(...events.map(again))).retryMessages).toEqual([]);
  expect(await known()).toEqual(before);
  expect(await written(env.DB, { audit: true })).toEqual([]);
});

it("an older version that is heard again changes nothing that is newer", async () => {
  const { events, known } = aHouse();
  await deliver(...events);
  const before = await known();
  expect((await deliver(...[...events].reverse().map(again))).retryMessages).toEqual([]);
  expect(await known()).toEqual(before);
});

it("who comes to be known again is told of no claim, and what waited for an address waits for the clock", async () => {
  const [one, manager] = [scene(), scene()];
  await deliver(claimed(one), booked(one));
  const replayed = [built(one), granted(manager.userId, one.buildingId), addressed(manager), addressed(one)];
  expect((await deliver(...replayed.map(again))).retryMessages).toEqual([]);
  expect(await inboxOf(manager.userId)).toEqual([]);
  expect(await mailOf(one.email)).toEqual([]);
  // Heard for the first time, the same tells them.
  await deliver(granted(manager.userId, one.buildingId, { version: 4 }));
  expect(await inboxOf(manager.userId)).toHaveLength(1);
});

import { createExecutionContext } from "cloudflare:test";
import { env as bindings, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Id } from "#shared/core/ids";
import { days, type Instant, seconds, toIso } from "#shared/core/time";
import type { Envelope } from "#shared/events/event";
import { buildingCreated, everythingHeard, publishing, userDeleted } from "#shared/testing/events";
import { failing, interrupted } from "#shared/testing/faults";
import { boundTo, deadBatch, everyListener } from "#shared/testing/listener";
import { at } from "#shared/testing/queue";
import { admin, anId, as } from "#shared/testing/story";
import { systemCall } from "#shared/worker/system-call";
import { tick } from "#shared/worker/tick";
import type { Env } from "../call.ts";
import { keepBatch } from "../consumers.ts";
import { chores } from "../schedule.ts";
import { sendReplay } from "./send-replay.ts";

const { DB } = bindings;
const WINDOW = seconds(60);
const gateway = exports.Door({ props: { caller: "gateway" } });

let listeners: ReturnType<typeof everyListener>;
let clock: Instant = Date.UTC(2026, 10, 22, 12);

function advance(by: number): void {
  clock += by;
  at(clock);
}

const envWith = (more: Partial<Env> = {}): Env => ({
  ...(bindings as unknown as Env),
  ...boundTo(listeners),
  ...more,
});
const replaying = Object.fromEntries(Object.entries(chores).filter(([name]) => name.includes("replay")));
const tickWith = (more: Partial<Env> = {}) => tick<Env>("events", envWith(more), createExecutionContext(), replaying);
const wholeTick = () => tick<Env>("events", envWith(), createExecutionContext(), chores);
const bookings = () => listeners.bookings;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  listeners = everyListener(DB);
  advance(days(1));
  await DB.batch(["replays", "replay_waits", "dead_letters"].map((table) => DB.prepare(`delete from ${table}`)));
});
afterEach(() => vi.useRealTimers());

/** In the log, and heard by all whom it was for. */
async function past(...events: Envelope[]): Promise<void> {
  await publishing(exports.Door)("residency", ...events);
  await everythingHeard(DB, clock);
  await DB.prepare("update events set routed_at = 0 where routed_at is null").run();
}
const buildings = (count: number) => Array.from({ length: count }, () => buildingCreated());

/** A replay of what a test has said so far: each has a day of its own. */
async function start(more = {}): Promise<Id<"replay">> {
  const told = await as(gateway, admin()).post("/v1/replays", { listener: "bookings", fromAt: toIso(clock), ...more });
  expect(told.status).toBe(201);
  return told.body.id;
}
const show = async (id: Id<"replay">) => (await as(gateway, admin()).get(`/v1/replays/${id}`)).body;
const idsOf = (events: readonly { readonly id: string }[]) => events.map(({ id }) => id);
const waitingIds = () => idsOf(bookings().waiting);

describe("a replay", () => {
  it("brings its listener, and nobody else, what the log has, in its order and with its id, until it is heard", async () => {
    const events = buildings(3);
    await past(...events);
    const id = await start();
    await tickWith();
    expect(bookings().waiting).toEqual(events.map((event) => ({ ...event, replay: id })));
    expect(await show(id)).toMatchObject({ status: "running", progress: 100, sent: 3, heard: 0 });
    expect(await bookings().bring()).toEqual(["acted", "acted", "acted"]);
    await tickWith();
    expect(await show(id)).toMatchObject({ status: "done", sent: 3, heard: 3, dead: 0, skipped: 0 });
    expect([listeners.residency, listeners.notifications, bookings()].flatMap(({ waiting }) => waiting)).toEqual([]);
  });

  it("brings a new listener what was said before it was one", async () => {
    const [event] = buildings(1);
    await past(event as Envelope);
    await DB.prepare(`update events set listeners = '["notifications"]' where id = ?`).bind(event?.id).run();
    await start();
    await tickWith();
    expect(waitingIds()).toEqual([event?.id]);
  });

  it("brings what is asked for: of a building, of a time, of a type", async () => {
    const [early, ours, theirs] = buildings(3) as [Envelope, Envelope, Envelope];
    const fromAt = toIso(clock + 1);
    await past(early);
    advance(1);
    await past({ ...ours, time: toIso(clock) }, { ...theirs, time: toIso(clock) });
    await past(buildingCreated(ours.building as Id<"building">, { time: toIso(clock + 1) }));
    const id = await start({ buildingId: ours.building, fromAt, untilAt: toIso(clock + 1) });
    await tickWith();
    expect(waitingIds()).toEqual([ours.id]);
    await bookings().bring();
    await tickWith();
    expect(await show(id)).toMatchObject({ status: "done", sent: 1 });
    const other = await start({ types: ["building.updated"] });
    await tickWith();
    expect(await show(other)).toMatchObject({ status: "done", progress: 100, sent: 0 });
  });

  it("leaves out what went with its person, and counts it", async () => {
    const [whole, gone] = buildings(2) as [Envelope, Envelope];
    const user = anId("user");
    await past({ ...gone, person: user }, whole);
    await publishing(exports.Door)("iam", userDeleted(user));
    await everythingHeard(DB, clock);
    const id = await start();
    await tickWith();
    expect(waitingIds()).toEqual([whole.id]);
    expect(await show(id)).toMatchObject({ sent: 1, skipped: 1 });
  });

  it("counts what went with its person on the way, and does not wait for it", async () => {
    const user = anId("user");
    await past({ ...buildingCreated(), person: user });
    const id = await start();
    await tickWith();
    bookings().lose();
    await publishing(exports.Door)("iam", userDeleted(user));
    await everythingHeard(DB, clock);
    advance(WINDOW);
    await tickWith();
    expect(await show(id)).toMatchObject({ status: "done", sent: 1, heard: 0, skipped: 1 });
  });

  it("of an empty log is done at the next tick", async () => {
    await DB.prepare("delete from events").run();
    const id = await start();
    expect(await show(id)).toMatchObject({ status: "running", progress: 100 });
    await tickWith();
    expect(await show(id)).toMatchObject({ status: "done", sent: 0 });
  });

  it("does not bring what is said after it was started", async () => {
    await past(...buildings(1));
    await start();
    await past(...buildings(1));
    await tickWith();
    expect(bookings().waiting).toHaveLength(1);
  });
});

describe("a replay that is disturbed", () => {
  it.each(["before", "after"] as const)("and killed %s what it sent is written down, is heard once", async (when) => {
    const events = buildings(2);
    await past(...events);
    const id = await start();
    const killed = systemCall("events", "replay", envWith({ DB: failing(DB, 2, when) }), createExecutionContext());
    await expect(sendReplay(killed, "bookings")).rejects.toThrow("connection lost");
    await tickWith();
    expect(waitingIds()).toEqual(idsOf(when === "before" ? [...events, ...events] : events));
    expect(new Set(await bookings().bring())).toEqual(new Set(when === "before" ? ["acted", "repeated"] : ["acted"]));
    await tickWith();
    expect(await show(id)).toMatchObject({ status: "done", sent: 2, heard: 2 });
  });

  it("by a queue that refuses, goes on where it was", async () => {
    const events = buildings(2);
    await past(...events);
    const id = await start();
    bookings().state.isFull = true;
    await tickWith();
    expect(await show(id)).toMatchObject({ status: "running", progress: 0, sent: 0 });
    bookings().state.isFull = false;
    await tickWith();
    expect(waitingIds()).toEqual(idsOf(events));
  });

  it("by a queue that loses, sends again what was not heard, after one window, then two", async () => {
    const events = buildings(3);
    await past(...events);
    const id = await start();
    await tickWith();
    bookings().waiting.splice(1, 1);
    await bookings().bring();
    await tickWith();
    expect(waitingIds()).toEqual([]);
    expect(await show(id)).toMatchObject({ heard: 2 });
    const sentAfter: number[] = [];
    for (let window = 1; window <= 7; window += 1) {
      advance(WINDOW);
      await tickWith();
      if (bookings().waiting.length > 0) sentAfter.push(window);
      expect(waitingIds()).toEqual(bookings().waiting.length > 0 ? [events[1]?.id] : []);
      if (window < 7) bookings().lose();
    }
    expect(sentAfter).toEqual([1, 3, 7]);
    await bookings().bring();
    await tickWith();
    expect(await show(id)).toMatchObject({ status: "done", sent: 3, heard: 3 });
  });

  it("by a listener that is down, waits for it, and begins nothing anew", async () => {
    await past(...buildings(1));
    const id = await start();
    bookings().state.isDown = true;
    await tickWith();
    await bookings().bring();
    await tickWith();
    expect(await show(id)).toMatchObject({ status: "running", sent: 1, heard: 0 });
    bookings().state.isDown = false;
    await tickWith();
    expect(await show(id)).toMatchObject({ status: "done", heard: 1 });
  });

  it("by an event that cannot be acted on, counts it once it is a dead letter, and ends", async () => {
    await past(...buildings(2));
    const id = await start();
    await tickWith();
    const [dead] = bookings().waiting.splice(0, 1);
    await keepBatch(deadBatch("bookings", [dead]), envWith(), createExecutionContext());
    await bookings().bring();
    await tickWith();
    expect(await show(id)).toMatchObject({ status: "done", sent: 2, heard: 1, dead: 1 });
  });

  it("by a tick that is faster, counts nothing twice and fails nowhere", async () => {
    await past(...buildings(3));
    const id = await start();
    // Both have read the same when the other one commits.
    const overtakenAt = async (batch: number) => {
      const env = envWith({ DB: interrupted(DB, batch, { before: () => tickWith() }) });
      await chores["replay to bookings"]?.(systemCall("events", "replay", env, createExecutionContext()));
    };
    const [sending, confirming] = [3, 2];
    await overtakenAt(sending);
    expect(await show(id)).toMatchObject({ sent: 3 });
    const [first, ...others] = bookings().waiting.splice(0);
    bookings().waiting.push(...others.filter((other) => other.id !== first?.id));
    await bookings().bring();
    await overtakenAt(confirming);
    expect(await show(id)).toMatchObject({ status: "running", sent: 3, heard: 2 });
    bookings().waiting.push(first as Envelope);
    await bookings().bring();
    await tickWith();
    expect(await show(id)).toMatchObject({ status: "done", sent: 3, heard: 3 });
  });

  it("by who cancels it, sends nothing more", async () => {
    await past(...buildings(2));
    const id = await start();
    await tickWith();
    bookings().lose();
    expect((await as(gateway, admin()).post(`/v1/replays/${id}/cancel`)).status).toBe(200);
    advance(WINDOW);
    await tickWith();
    expect(waitingIds()).toEqual([]);
    expect(await DB.prepare("select count(*) as n from replay_waits").first("n")).toBe(0);
    expect(await show(id)).toMatchObject({ status: "cancelled", sent: 2, heard: 0 });
  });
});

describe("a long replay", () => {
  it("has at most 500 events before its listener, 100 a batch, so that what is said meanwhile waits behind no more", async () => {
    await aLogOf(1234);
    const id = await start();
    const sizes: number[] = [];
    const { queue } = bookings();
    const BOOKINGS_QUEUE = {
      sendBatch: (messages: Iterable<MessageSendRequest>) => {
        sizes.push([...messages].length);
        return queue.sendBatch(messages);
      },
    } as Queue;
    await tickWith({ BOOKINGS_QUEUE });
    await tickWith({ BOOKINGS_QUEUE });
    expect(sizes).toEqual([100, 100, 100, 100, 100]);
    const heard: string[] = [];
    for (let ticks = 0; ticks < 3; ticks += 1) {
      heard.push(...waitingIds());
      await allHeard(bookings().waiting.splice(0));
      await tickWith({ BOOKINGS_QUEUE });
    }
    expect(heard).toEqual([...heard].sort());
    expect(new Set(heard).size).toBe(1234);
    expect(Math.max(...sizes)).toBe(100);
    expect(await show(id)).toMatchObject({ status: "done", sent: 1234, heard: 1234, progress: 100 });
  });
});

describe("the audit of the log", () => {
  it("is not answered by a replay: what was lost the first time is sent for the first time again", async () => {
    const lost = buildingCreated();
    await publishing(exports.Door)("residency", lost);
    await DB.prepare("update events set routed_at = 0 where routed_at is null").run();
    const id = await start();
    await wholeTick();
    expect(bookings().waiting).toEqual([{ ...lost, replay: id }]);
    await bookings().bring();
    advance(WINDOW);
    await wholeTick();
    expect(bookings().waiting).toEqual([lost]);
    expect(await bookings().bring()).toEqual(["acted"]);
    expect(await show(id)).toMatchObject({ status: "done", heard: 1 });
  });

  it("does not ask for what only a replay brought, nor send it again", async () => {
    const event = buildingCreated();
    await past(event);
    await DB.batch([
      DB.prepare(`update events set listeners = '["notifications"]' where id = ?`).bind(event.id),
      DB.prepare("delete from heard where event_id = ?").bind(event.id),
    ]);
    await start();
    await wholeTick();
    await bookings().bring();
    for (let windows = 0; windows < 3; windows += 1) {
      advance(WINDOW);
      await wholeTick();
    }
    expect(waitingIds()).toEqual([]);
    expect(await DB.prepare("select count(*) as n from holes where listener = 'bookings'").first("n")).toBe(0);
  });
});

const allHeard = (messages: readonly Envelope[]) =>
  DB.prepare("insert into heard select value ->> 'id', value ->> 'replay', ?, null from json_each(?)")
    .bind(clock, JSON.stringify(messages))
    .run();

/** So many events of buildings, as they would stand in the log after some time, and heard. */
async function aLogOf(count: number): Promise<void> {
  const { id: _, data, ...head } = buildingCreated();
  await DB.prepare(
    `insert into events select null, id, 'building.created', '/residency', ?1, ?1, 'nobody', null, ?2, ?2, '["bookings"]',
      ?2, json_set(?3, '$.id', id), ?4, null
     from (with recursive n(value) as (select 1 union all select value + 1 from n where value < ?5)
       select 'evt_01KAR5V3M8' || printf('%016d', value) as id from n)`,
  )
    .bind(head.subject, clock, JSON.stringify(head), JSON.stringify(data), count)
    .run();
  await everythingHeard(DB, clock);
}

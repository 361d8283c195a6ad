import { createExecutionContext } from "cloudflare:test";
import { env as bindings, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { days, type Instant, seconds } from "#shared/core/time";
import type { WorkerName } from "#shared/core/workers";
import type { Listener } from "#shared/events/catalogue";
import type { Envelope } from "#shared/events/event";
import { everythingHeard, publishing, sessionEnded, userCreated, userDeleted } from "#shared/testing/events";
import { boundTo, deadBatch, everyListener } from "#shared/testing/listener";
import { at } from "#shared/testing/queue";
import { tick } from "#shared/worker/tick";
import type { Env } from "./call.ts";
import { keepBatch } from "./consumers.ts";
import { chores } from "./schedule.ts";

const { DB } = bindings;
const WINDOW = seconds(60);

let listeners: ReturnType<typeof everyListener>;
let clock: Instant = Date.UTC(2026, 10, 22, 12);

function advance(by: number): void {
  clock += by;
  at(clock);
}

const tickWith = (more: Partial<Env> = {}) =>
  tick<Env>(
    "events",
    {
      ...(bindings as unknown as Env),
      ...boundTo(listeners),
      ...more,
    },
    createExecutionContext(),
    chores,
  );

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  listeners = everyListener(DB);
  // Each test begins with a log in which everything was heard.
  advance(days(1));
  await everythingHeard(DB, clock);
  await DB.prepare("update events set routed_at = 0 where routed_at is null").run();
  await tickWith();
  await tickWith();
});
afterEach(() => vi.useRealTimers());

const publish = async (caller: WorkerName, ...events: Envelope[]) => {
  const told = await publishing(exports.Door)(caller, ...events);
  expect(told.body).toEqual({ kept: events.length });
  // The local queues of this test have no consumer: what is routed there is lost, as when their process dies.
  const ids = JSON.stringify(events.map(({ id }) => id));
  await vi.waitFor(async () =>
    expect(
      await DB.prepare(
        "select count(*) as n from events where routed_at is null and id in (select value from json_each(?))",
      )
        .bind(ids)
        .first("n"),
    ).toBe(0),
  );
};

const seqOf = (event: Envelope) =>
  DB.prepare("select seq from events where id = ?").bind(event.id).first<number>("seq");
const markOf = (listener: Listener) =>
  DB.prepare("select mark from audits where listener = ?").bind(listener).first<number>("mark");
const endOfLog = () => DB.prepare("select max(seq) as seq from events").first<number>("seq");
const holes = () => DB.prepare("select count(*) as n from holes").first<number>("n");
const waitingIds = (listener: Listener) => listeners[listener].waiting.map(({ id }) => id);

describe("a message that its queue lost", () => {
  it("is sent again once its window is closed, and acted on once", async () => {
    const [lost, other] = [sessionEnded(), sessionEnded()];
    await publish("iam", lost, other);
    await tickWith();
    expect(waitingIds("notifications")).toEqual([]);
    advance(WINDOW);
    await tickWith();
    expect(waitingIds("notifications")).toEqual([lost.id, other.id]);
    const twice = [...listeners.notifications.waiting];
    expect(await listeners.notifications.bring()).toEqual(["acted", "acted"]);
    listeners.notifications.waiting.push(...twice);
    expect(await listeners.notifications.bring()).toEqual(["repeated", "repeated"]);
  });

  it("holds the mark before it until it is heard, and what came later does not wait for it", async () => {
    const [early, lost, late] = [sessionEnded(), sessionEnded(), sessionEnded()];
    await publish("iam", early, lost, late);
    advance(WINDOW);
    await tickWith();
    expect(await markOf("notifications")).toBe(((await seqOf(early)) ?? 0) - 1);
    listeners.notifications.waiting.splice(1, 1);
    expect(await listeners.notifications.bring()).toEqual(["acted", "acted"]);
    advance(WINDOW);
    await tickWith();
    expect(await markOf("notifications")).toBe(((await seqOf(lost)) ?? 0) - 1);
    expect(waitingIds("notifications")).toEqual([lost.id]);
    await publish("iam", sessionEnded());
    advance(WINDOW);
    await tickWith();
    expect(waitingIds("notifications")).toHaveLength(2);
    await listeners.notifications.bring();
    advance(8 * WINDOW);
    await tickWith();
    expect(await markOf("notifications")).toBe(await endOfLog());
    expect(await holes()).toBe(0);
  });

  it("is sent again after one window, then two, four and eight, until it is heard", async () => {
    await publish("iam", sessionEnded());
    const sentAt: number[] = [];
    for (let window = 0; window < 26; window += 1) {
      advance(WINDOW);
      await tickWith();
      if (listeners.notifications.waiting.length > 0) sentAt.push(window);
      listeners.notifications.lose();
    }
    expect(sentAt).toEqual([0, 1, 3, 7, 15, 23]);
  });

  it("comes with its words, though they are sealed in the log", async () => {
    const event = userCreated();
    await publish("iam", event);
    advance(WINDOW);
    await tickWith();
    expect(listeners.residency.waiting).toEqual([event]);
  });

  it("is not sent when its words went with their person, and the mark goes on", async () => {
    const event = userCreated();
    await publish("iam", event, userDeleted(event.person));
    await everythingHeard(DB, clock, "user.deleted");
    advance(WINDOW);
    await tickWith();
    expect(waitingIds("residency")).toEqual([]);
    expect(await markOf("residency")).toBe(await endOfLog());
  });

  it("that says a person is gone is sent, though their key is gone", async () => {
    const event = userDeleted();
    await publish("iam", event);
    advance(WINDOW);
    await tickWith();
    expect([...waitingIds("residency"), ...waitingIds("bookings"), ...waitingIds("notifications")]).toEqual([
      event.id,
      event.id,
      event.id,
    ]);
  });
});

describe("an audit", () => {
  it("does not move the mark while the listener does not answer, and moves the others'", async () => {
    await publish("iam", sessionEnded());
    const before = await markOf("notifications");
    listeners.notifications.state.isDown = true;
    advance(WINDOW);
    await tickWith();
    expect(await markOf("notifications")).toBe(before);
    expect(await markOf("residency")).toBe(await endOfLog());
    listeners.notifications.state.isDown = false;
    await tickWith();
    expect(waitingIds("notifications")).toHaveLength(1);
  });

  it("leaves the mark where a queue refuses, and sends at the next tick", async () => {
    const event = sessionEnded();
    await publish("iam", event);
    listeners.notifications.state.isFull = true;
    advance(WINDOW);
    await tickWith();
    expect(await markOf("notifications")).toBe(((await seqOf(event)) ?? 0) - 1);
    listeners.notifications.state.isFull = false;
    await tickWith();
    expect(waitingIds("notifications")).toEqual([event.id]);
  });

  it("does not send what has become a dead letter, and goes on", async () => {
    const event = sessionEnded();
    await publish("iam", event);
    await keepBatch(deadBatch("notifications", [event]), bindings as unknown as Env, createExecutionContext());
    advance(WINDOW);
    await tickWith();
    expect(waitingIds("notifications")).toEqual([]);
    expect(await markOf("notifications")).toBe(await endOfLog());
  });

  it("keeps up with windows of a second", async () => {
    const quick = { AUDIT_WINDOW_SECONDS: "1" };
    const events = Array.from({ length: 5 }, sessionEnded);
    for (const event of events) {
      await publish("iam", event);
      advance(seconds(1));
      await tickWith(quick);
    }
    expect(new Set(waitingIds("notifications"))).toEqual(new Set(events.map(({ id }) => id)));
    await listeners.notifications.bring();
    advance(seconds(8));
    await tickWith(quick);
    expect(await markOf("notifications")).toBe(await endOfLog());
  });

  it("goes through thousands of events in one tick, 500 ids a question", async () => {
    await aLogOf(6000);
    advance(WINDOW);
    await tickWith();
    expect(await markOf("bookings")).toBe(await endOfLog());
    expect(listeners.notifications.state.asked).toBeLessThanOrEqual(40);
    expect(listeners.notifications.waiting.length).toBe(2000);
    await tickWith();
    await tickWith();
    expect(new Set(waitingIds("notifications")).size).toBe(6000);
    listeners.notifications.lose();
  });
});

/** So many events that only `notifications` hears, as a burst of them would stand in the log. */
const aLogOf = (count: number) =>
  DB.prepare(
    `insert into events select null, 'evt_01KAR5V3M8' || printf('%016d', value), 'session.ended', '/iam', 'ses_1', null, 'nobody',
      null, ?1, ?1, '["notifications"]', ?1, '{"id":"evt_01KAR5V3M8' || printf('%016d', value) || '"}', '{}', null
     from (with recursive n(value) as (select 1 union all select value + 1 from n where value < ?2) select value from n)`,
  )
    .bind(Date.now(), count)
    .run();

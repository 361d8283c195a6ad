import { createExecutionContext } from "cloudflare:test";
import { env as bindings } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { days, type Instant, minutes, seconds } from "#shared/core/time";
import { sessionEnded, userCreated } from "#shared/testing/events";
import { aListener } from "#shared/testing/listener";
import { openDatabase } from "#shared/worker/database";
import { systemCall } from "#shared/worker/system-call";
import { tick } from "#shared/worker/tick";
import type { Env } from "../call.ts";
import { chores } from "../schedule.ts";
import { unrouted } from "../store/events.ts";
import { publishEvents } from "./publish-events.ts";

const { DB } = bindings;

interface SQLiteSelect {
  toSQL(): { sql: string; params: unknown[] };
}

let notifications: ReturnType<typeof aListener>;
let residency: ReturnType<typeof aListener>;
let clock: Instant = Date.UTC(2026, 10, 22, 12);
let env: Env;

function advance(by: number): void {
  clock += by;
  vi.setSystemTime(clock);
}
const tickNow = () => tick<Env>("events", env, createExecutionContext(), chores);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
  advance(minutes(10));
  notifications = aListener("notifications", DB);
  residency = aListener("residency", DB);
  env = {
    ...(bindings as unknown as Env),
    AUDIT_WINDOW_SECONDS: "600",
    NOTIFICATIONS_QUEUE: notifications.queue,
    RESIDENCY_QUEUE: residency.queue,
  };
});
afterEach(() => vi.useRealTimers());

/** In the log, and nobody came to route it. */
const publish = (...events: readonly unknown[]) =>
  publishEvents(systemCall("events", "publish", env, createExecutionContext()), "iam", events);
const routedAt = (id: string) => DB.prepare("select routed_at from events where id = ?").bind(id).first("routed_at");
const idsIn = ({ waiting }: typeof notifications) => waiting.map(({ id }) => id);

describe("an event that nobody routed", () => {
  it("is routed by the sweep after 30 seconds, not before, and once", async () => {
    const event = sessionEnded();
    await publish(event);
    advance(seconds(30));
    await tickNow();
    expect(notifications.waiting).toEqual([]);
    advance(1);
    await tickNow();
    await tickNow();
    expect(notifications.waiting).toEqual([event]);
    expect(await routedAt(event.id)).toBe(clock);
  });

  it("is not routed until every one of its listeners' queues has taken it", async () => {
    const event = userCreated();
    await publish(event);
    advance(seconds(31));
    notifications.state.isFull = true;
    await tickNow();
    expect(await routedAt(event.id)).toBeNull();
    notifications.state.isFull = false;
    await tickNow();
    expect(idsIn(notifications)).toEqual([event.id]);
    expect(await routedAt(event.id)).toBe(clock);
    // The queue that took it at once takes it again: its listener hears it once.
    expect(await residency.bring()).toEqual(["acted", "repeated"]);
  });

  it("does not wait for one whose queue refuses", async () => {
    const [forBoth, forOne] = [userCreated(), sessionEnded()];
    await publish(forBoth, forOne);
    residency.state.isFull = true;
    advance(seconds(31));
    await tickNow();
    expect(idsIn(notifications)).toEqual([forBoth.id, forOne.id]);
    expect(await routedAt(forBoth.id)).toBeNull();
    expect(await routedAt(forOne.id)).toBe(clock);
    residency.state.isFull = false;
    await tickNow();
  });

  it("goes with hundreds of others in one tick, in batches that a queue takes", async () => {
    const sizes: number[] = [];
    const queue = {
      sendBatch: async (messages: unknown[]) => {
        expect(messages.length).toBeLessThanOrEqual(100);
        expect(JSON.stringify(messages).length).toBeLessThanOrEqual(256_000);
        sizes.push(messages.length);
      },
    } as unknown as Queue;
    const long = () => sessionEnded({ data: { ...(sessionEnded().data as object), reason: "x".repeat(50_000) } });
    for (let at = 0; at < 4; at += 1) await publish(...Array.from({ length: 100 }, () => sessionEnded()));
    await publish(...Array.from({ length: 10 }, long));
    advance(seconds(31));
    env = { ...env, NOTIFICATIONS_QUEUE: queue };
    await tickNow();
    expect(sizes.reduce((a, b) => a + b, 0)).toBe(410);
  });
});

describe("a sweep", () => {
  it("reads what is not routed, and not the log", async () => {
    await publish(...Array.from({ length: 100 }, () => sessionEnded()));
    await DB.prepare("update events set routed_at = 0").run();
    const { query } = unrouted({ before: clock + 1 });
    const { sql, params } = (query(openDatabase(DB, "first-primary").orm) as unknown as SQLiteSelect).toSQL();
    const { meta } = await DB.prepare(sql)
      .bind(...params)
      .all();
    expect(meta.rows_read).toBeLessThan(10);
  });
});

describe("the log", () => {
  it("is kept for thirteen months, and dropped a thousand rows a round", async () => {
    const [old, kept] = [sessionEnded(), sessionEnded()];
    await publish(old);
    advance(minutes(1));
    await publish(kept);
    advance(days(396));
    await tickNow();
    expect(await DB.prepare("select id from events where id in (?, ?)").bind(old.id, kept.id).all()).toMatchObject({
      results: [{ id: kept.id }],
    });
  });
});

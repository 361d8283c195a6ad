import { createExecutionContext } from "cloudflare:test";
import { env as bindings, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { days, hours, type Instant, minutes, seconds } from "#shared/core/time";
import type { Envelope } from "#shared/events/event";
import { everythingHeard, publishing, sessionEnded, userCreated, userDeleted } from "#shared/testing/events";
import { aListener, deadBatch } from "#shared/testing/listener";
import { admin, anId, as } from "#shared/testing/story";
import { tick } from "#shared/worker/tick";
import type { Env } from "./call.ts";
import { keepBatch } from "./consumers.ts";
import { chores } from "./schedule.ts";

const { DB } = bindings;
const env = bindings as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });

let notifications: ReturnType<typeof aListener>;
let clock: Instant = Date.UTC(2026, 10, 22, 12);

function advance(by: number): void {
  clock += by;
  vi.setSystemTime(clock);
}
const tickNow = () =>
  tick<Env>(
    "events",
    { ...env, NOTIFICATIONS: notifications.door, NOTIFICATIONS_QUEUE: notifications.queue },
    createExecutionContext(),
    chores,
  );

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  advance(minutes(1));
  notifications = aListener("notifications", DB);
  await DB.prepare("delete from dead_letters").run();
  await everythingHeard(DB, clock);
});
afterEach(() => vi.useRealTimers());

/** The queue of a listener's dead letters brings these. */
async function died(listener: string, ...bodies: unknown[]): Promise<number> {
  let acknowledged = 0;
  const batch = deadBatch(listener, bodies, () => {
    acknowledged = bodies.length;
  });
  await keepBatch(batch, env, createExecutionContext());
  return acknowledged;
}
const publish = publishing(exports.Door);
const letterOf = async (event: Envelope) => {
  const { items } = (await as(door, admin()).get("/v1/dead-letters?limit=100")).body;
  return items.find(({ eventId }: { eventId: string }) => eventId === event.id);
};

describe("what a listener's queue has given up on", () => {
  it("is kept, shown, and acknowledged, once however often it comes", async () => {
    const event = sessionEnded();
    expect(await died("notifications", event, event)).toBe(2);
    expect(await died("notifications", event)).toBe(1);
    const told = await as(door, admin()).get("/v1/dead-letters?status=waiting");
    expect(told.headers.get("server-timing")).toBe('d1;desc="1 round trips"');
    expect(told.body.items).toHaveLength(1);
    expect(told.body.items[0]).toMatchObject({
      listener: "notifications",
      eventId: event.id,
      type: "session.ended",
      subject: event.subject,
      reason: "undelivered",
      status: "waiting",
      tries: 0,
      nextTryAt: new Date(clock + hours(1)).toISOString(),
    });
  });

  it("is sealed like the log", async () => {
    const words = `secret ${crypto.randomUUID()}`;
    await died("notifications", userCreated(anId("user"), words), { garbage: words });
    const { results } = await DB.prepare("select * from dead_letters").all();
    expect(results).toHaveLength(2);
    expect(JSON.stringify(results)).not.toContain(words);
  });

  it("comes to the listener again every hour, and is resolved when it was heard", async () => {
    const event = userCreated();
    await died("notifications", event);
    advance(minutes(59));
    await tickNow();
    expect(notifications.waiting).toEqual([]);
    advance(minutes(1));
    await tickNow();
    expect(notifications.waiting).toEqual([event]);
    notifications.lose();
    advance(hours(1));
    await tickNow();
    expect(await notifications.bring()).toEqual(["acted"]);
    expect(await letterOf(event)).toMatchObject({ status: "waiting", tries: 2 });
    advance(hours(1));
    await tickNow();
    expect(await letterOf(event)).toMatchObject({ status: "resolved", nextTryAt: null });
    expect(notifications.waiting).toEqual([]);
  });

  it("is given up after a week", async () => {
    const event = sessionEnded();
    await died("notifications", event);
    for (const wait of [hours(1), days(6), days(1)]) {
      expect(await letterOf(event)).toMatchObject({ status: "waiting" });
      advance(wait);
      await tickNow();
    }
    expect(await letterOf(event)).toMatchObject({ status: "given_up", tries: 3, nextTryAt: null });
    notifications.lose();
    advance(hours(2));
    await tickNow();
    expect(notifications.waiting).toEqual([]);
  });

  it("waits while the listener does not answer or its queue refuses", async () => {
    const event = sessionEnded();
    await died("notifications", event);
    advance(hours(1));
    notifications.state.isDown = true;
    await tickNow();
    notifications.state.isDown = false;
    notifications.state.isFull = true;
    await tickNow();
    expect(await letterOf(event)).toMatchObject({ status: "waiting", tries: 0 });
    notifications.state.isFull = false;
    await tickNow();
    expect(notifications.waiting).toEqual([event]);
  });

  it("is given up at once when its words went with their person", async () => {
    const event = userCreated();
    const user = event.person;
    await died("notifications", event);
    await publish("iam", userDeleted(user));
    advance(hours(1));
    await tickNow();
    expect(notifications.waiting.map(({ type }) => type)).toEqual(["user.deleted"]);
    expect(await letterOf(event)).toMatchObject({ status: "given_up", subject: user });
  });

  it("stays with the queue when the batch is not one of dead letters", () =>
    expect(died("residents", sessionEnded())).rejects.toThrow("no listener has the queue residents-dead"));

  it("comes from the queue of any environment, whose name stands in front", async () => {
    const event = userCreated();
    await died("staging-notifications", event);
    expect(await letterOf(event)).toMatchObject({ listener: "notifications", status: "waiting" });
  });

  it("is dropped after thirteen months", async () => {
    const event = sessionEnded();
    await died("notifications", event);
    advance(days(397));
    await tickNow();
    expect(await letterOf(event)).toBeUndefined();
  });
});

describe("what the log itself refused", () => {
  it("is judged again every hour: a producer may be deployed before the log knows its events", async () => {
    const event = sessionEnded();
    await publish("iam", { ...event, type: "session.began" });
    expect(await letterOf(event)).toMatchObject({ listener: "events", reason: "unknown_type", at: "dataschema" });
    advance(hours(1));
    await tickNow();
    expect(await letterOf(event)).toMatchObject({ status: "waiting", tries: 1 });
    // The log is deployed, and now knows it.
    await DB.prepare("update dead_letters set data = ? where event_id = ?").bind(JSON.stringify(event), event.id).run();
    advance(hours(1));
    await tickNow();
    expect(await letterOf(event)).toMatchObject({ status: "resolved" });
    advance(seconds(31));
    await tickNow();
    expect(notifications.waiting).toEqual([event]);
  });

  it("is not judged again where nobody could read it", async () => {
    const garbage = { garbage: crypto.randomUUID() };
    await publish("iam", garbage);
    const { items } = (await as(door, admin()).get("/v1/dead-letters?status=given_up")).body;
    expect(items).toMatchObject([{ reason: "unreadable", eventId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) }]);
  });
});

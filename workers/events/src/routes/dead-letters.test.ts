import { createExecutionContext } from "cloudflare:test";
import { env as bindings, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { days, type Instant, minutes } from "#shared/core/time";
import type { Envelope } from "#shared/events/event";
import { everythingHeard, sessionEnded } from "#shared/testing/events";
import { aListener, deadBatch } from "#shared/testing/listener";
import { admin, anId, as, manager, NOBODY } from "#shared/testing/story";
import { tick } from "#shared/worker/tick";
import type { Env } from "../call.ts";
import { keepBatch } from "../consumers.ts";
import { chores } from "../schedule.ts";

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

const died = (listener: string, ...bodies: unknown[]) =>
  keepBatch(deadBatch(listener, bodies), env, createExecutionContext());
const letterOf = async (event: Envelope) => {
  const { items } = (await as(door, admin()).get("/v1/dead-letters?limit=100")).body;
  return items.find(({ eventId }: { eventId: string }) => eventId === event.id);
};

describe("who runs the platform", () => {
  const retry = (id: string, who = admin(), headers = {}) =>
    as(door, who).post(`/v1/dead-letters/${id}/retry`, undefined, headers);

  it("has a dead letter tried at the next tick, in two round trips, and the audit says so", async () => {
    const event = sessionEnded();
    await died("notifications", event);
    const who = admin();
    const { id } = await letterOf(event);
    const told = await retry(id, who);
    expect(told).toMatchObject({
      status: 200,
      body: { id, status: "waiting", nextTryAt: new Date(clock).toISOString() },
    });
    expect(told.headers.get("server-timing")).toBe('d1;desc="2 round trips"');
    await tickNow();
    expect(notifications.waiting).toEqual([event]);
    await vi.waitFor(async () =>
      expect((await as(door, admin()).get(`/v1/audit?subject=${id}`)).body.items).toMatchObject([
        { worker: "events", operation: "retryDeadLetter", actor: who.id, subject: id, fields: ["status"] },
      ]),
    );
  });

  it("may revive what was given up, for another week", async () => {
    const event = sessionEnded();
    await died("notifications", event);
    await DB.prepare("update dead_letters set status = 'given_up'").run();
    advance(days(30));
    const { id } = await letterOf(event);
    expect((await retry(id)).body).toMatchObject({
      status: "waiting",
      givesUpAt: new Date(clock + days(7)).toISOString(),
    });
  });

  it("asks once, however often the request with one key is repeated", async () => {
    await died("notifications", sessionEnded());
    const who = admin();
    const [letter] = (await as(door, who).get("/v1/dead-letters")).body.items;
    const told = await Promise.all(Array.from({ length: 8 }, () => retry(letter.id, who, { "idempotency-key": "k1" })));
    expect(new Set(told.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(await DB.prepare("select version from dead_letters where id = ?").bind(letter.id).first("version")).toBe(2);
  });

  it("is told that a resolved one needs nothing: dead_letter.resolved", async () => {
    await died("notifications", sessionEnded());
    await DB.prepare("update dead_letters set status = 'resolved'").run();
    const [letter] = (await as(door, admin()).get("/v1/dead-letters")).body.items;
    expect(await retry(letter.id)).toMatchObject({ status: 409, body: { code: "dead_letter.resolved" } });
  });

  it("is told what there is not, and what no id is", async () => {
    expect(await retry(anId("deadLetter"))).toMatchObject({ status: 404, body: { code: "thing.not_found" } });
    expect(await retry(anId("event"))).toMatchObject({ status: 400, body: { code: "request.invalid" } });
  });

  it("reads page by page, the latest first, and each cursor only with its own filter", async () => {
    for (let at = 0; at < 5; at += 1) {
      advance(1);
      await died("notifications", sessionEnded());
    }
    const who = as(door, admin());
    const first = (await who.get("/v1/dead-letters?limit=3")).body;
    const second = (await who.get(`/v1/dead-letters?limit=3&cursor=${first.nextCursor}`)).body;
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(ids).toHaveLength(5);
    expect(ids).toEqual([...ids].sort().reverse());
    expect(second.nextCursor).toBeNull();
    expect((await who.get(`/v1/dead-letters?status=waiting&cursor=${first.nextCursor}`)).body.code).toBe(
      "request.cursor",
    );
  });

  it("is nobody else: a manager, and whoever has not signed in, read and retry nothing", async () => {
    await died("notifications", sessionEnded());
    const [letter] = (await as(door, admin()).get("/v1/dead-letters")).body.items;
    for (const who of [manager(anId("building")), manager(anId("organisation"))]) {
      expect(await as(door, who).get("/v1/dead-letters")).toMatchObject({
        status: 403,
        body: { code: "access.denied", facts: { permission: "deadletter.read" } },
      });
      expect(await retry(letter.id, who)).toMatchObject({
        status: 403,
        body: { facts: { permission: "deadletter.retry" } },
      });
    }
    expect((await as(door, NOBODY).get("/v1/dead-letters")).status).toBe(401);
    expect((await as(door, NOBODY).post(`/v1/dead-letters/${letter.id}/retry`)).status).toBe(401);
  });
});

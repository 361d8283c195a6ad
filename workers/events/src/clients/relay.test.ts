import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "#shared/core/actor";
import { seconds } from "#shared/core/time";
import type { Envelope } from "#shared/events/event";
import type { Said } from "#shared/events/said";
import { anId, NOBODY, person, written } from "#shared/testing/story";
import type { BaseEnv, Calling } from "#shared/worker/call";
import { adding, commit } from "#shared/worker/commit";
import { sweepOutbox } from "#shared/worker/outbox";
import { systemCall } from "#shared/worker/system-call";
import { answers } from "#shared/worker/tables";

const { DB } = env;
const log = exports.Door({ props: { caller: "bookings" } });
const out: Fetcher = { fetch: async () => new Response("out of order", { status: 503 }) } as unknown as Fetcher;

const resourceUpdated = (name = "Terrace"): Said => {
  const [subject, buildingId] = [anId("resource"), anId("building")];
  const data = { resourceId: subject, buildingId, name, type: "hall", status: "available" } as const;
  return { type: "resource.updated", subject, building: buildingId, version: 1, data };
};

/** A use case of `bookings` that says this, with its deferred work done. */
async function say(events: readonly Said[], to: BaseEnv, { actor = person() as Actor, save = 0 } = {}): Promise<void> {
  const context = createExecutionContext();
  const call: Calling = { ...systemCall("bookings", "updateResource", to, context), actor };
  const rows = Array.from({ length: save }, () =>
    adding((orm) =>
      orm.insert(answers).values({ actor: "a", key: crypto.randomUUID(), fingerprint: "", result: "", at: Date.now() }),
    ),
  );
  await commit(call, { save: rows, events, result: null });
  await waitOnExecutionContext(context);
}
const inLog = (subject: string) =>
  DB.prepare("select count(*) as n from events where subject = ? and type <> 'audit.recorded'")
    .bind(subject)
    .first("n");

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  await DB.prepare("delete from outbox").run();
});
afterEach(() => vi.useRealTimers());

describe("what a commit says", () => {
  it("is in the log after the answer, and the outbox is empty", async () => {
    const event = resourceUpdated();
    await say([event], { DB, EVENTS: log });
    expect(await inLog(event.subject)).toBe(1);
    expect(await written(DB, { audit: true })).toEqual([]);
  });

  it("waits in the outbox while the log is out of order, until a sweep brings it", async () => {
    const event = resourceUpdated();
    await say([event], { DB, EVENTS: out });
    expect(await written(DB)).toMatchObject([{ type: "resource.updated", subject: event.subject }]);
    vi.setSystemTime(Date.now() + seconds(5));
    expect(await sweepOutbox({ DB, EVENTS: log }, Date.now())).toBe(0);
    expect(await sweepOutbox({ DB, EVENTS: log }, Date.now() + 1)).toBe(2);
    expect(await inLog(event.subject)).toBe(1);
    expect(await written(DB, { audit: true })).toEqual([]);
  });

  it("stands in the log once, though the relay was killed before it could forget", async () => {
    const event = resourceUpdated();
    await say([event], { DB, EVENTS: out });
    const rows = JSON.stringify(await written(DB, { audit: true }));
    for (let life = 0; life < 2; life += 1) {
      await DB.prepare(
        "insert into outbox select value->>'id', value, 0 from json_each(?) where true on conflict do nothing",
      )
        .bind(rows)
        .run();
      await sweepOutbox({ DB, EVENTS: log }, Date.now() + seconds(6));
    }
    expect(await inLog(event.subject)).toBe(1);
    expect(await written(DB, { audit: true })).toEqual([]);
  });

  it("is not held up by an event that does not hold", async () => {
    const good = resourceUpdated();
    const poison = { ...resourceUpdated(), data: { no: "such thing" } } as unknown as Said;
    await say([poison, good], { DB, EVENTS: log });
    expect([await inLog(poison.subject), await inLog(good.subject)]).toEqual([0, 1]);
    expect(await written(DB, { audit: true })).toEqual([]);
  });

  it("stays, where the log holds it back for its person's key, and holds up nothing else", async () => {
    const [held, good] = [resourceUpdated(), resourceUpdated()];
    let isLocked = true;
    const locked = {
      fetch: async (url: string, init: RequestInit) => {
        const { events } = JSON.parse(String(init.body)) as { events: Envelope[] };
        const isShut = ({ type, subject }: Envelope) => type === held.type && subject === held.subject;
        const shut = isLocked ? events.filter(isShut) : [];
        const open = events.filter((one) => !shut.includes(one));
        if (open.length > 0) await log.fetch(url, { ...init, body: JSON.stringify({ events: open }) });
        const told = { kept: open.length, ...(shut.length > 0 && { held: shut.map(({ id }) => id) }) };
        return Response.json(told, { status: shut.length > 0 ? 503 : 200 });
      },
    } as unknown as Fetcher;
    const lines = vi.spyOn(console, "log");
    await say([held, good], { DB, EVENTS: locked });
    expect(lines.mock.calls.map(([line]) => JSON.parse(line))).toContainEqual({ event: "outbox.held", count: 1 });
    lines.mockRestore();
    expect([await inLog(held.subject), await inLog(good.subject)]).toEqual([0, 1]);
    expect(await written(DB)).toMatchObject([{ subject: held.subject }]);
    isLocked = false;
    await sweepOutbox({ DB, EVENTS: locked }, Date.now() + seconds(6));
    expect(await inLog(held.subject)).toBe(1);
    expect(await written(DB, { audit: true })).toEqual([]);
  });

  it("goes in parcels that the log can take, however much it is", async () => {
    const sizes: number[] = [];
    const weighing = {
      fetch: async (url: string, init: RequestInit) => {
        sizes.push(String(init.body).length);
        return log.fetch(url, init);
      },
    } as unknown as Fetcher;
    const long = Array.from({ length: 12 }, () => resourceUpdated("x".repeat(110_000)));
    const many = Array.from({ length: 250 }, () => resourceUpdated());
    await say([...long, resourceUpdated("y".repeat(700_000)), ...many], { DB, EVENTS: weighing });
    expect(sizes.length).toBe(7);
    expect(Math.max(...sizes.filter((size) => size < 700_000))).toBeLessThan(510_000);
    for (const { subject } of [...long, ...many]) expect(await inLog(subject)).toBe(1);
    expect(await written(DB, { audit: true })).toEqual([]);
  });
});

describe("every write of a person", () => {
  const records = async () => (await written(DB, { audit: true })).filter(({ type }) => type === "audit.recorded");

  it("leaves exactly one audit record [X-01]", async () => {
    const events = [resourceUpdated(), resourceUpdated()];
    const actor = person();
    await say(events, { DB, EVENTS: out }, { actor });
    expect(await records()).toMatchObject([
      {
        actor: actor.id,
        subject: events[0]?.subject,
        data: { operation: "updateResource", onBehalfOf: null, fields: [] },
      },
    ]);
  });

  it("leaves one also where it says nothing: it was about them", async () => {
    const actor = person();
    await say([], { DB, EVENTS: out }, { actor, save: 1 });
    expect(await records()).toMatchObject([{ actor: actor.id, subject: actor.id }]);
  });

  it("leaves none where nothing was written, nor where the clock keeps house", async () => {
    await say([], { DB, EVENTS: out });
    await say([], { DB, EVENTS: out }, { actor: { kind: "system", worker: "bookings" }, save: 1 });
    await say([], { DB, EVENTS: out }, { actor: NOBODY, save: 1 });
    expect(await records()).toEqual([]);
  });
});

import { createExecutionContext } from "cloudflare:test";
import { env as bindings } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Id } from "#shared/core/ids";
import { days, type Instant, seconds } from "#shared/core/time";
import { everythingHeard, userCreated, userDeleted } from "#shared/testing/events";
import { interrupted } from "#shared/testing/faults";
import { boundTo, deadBatch, everyListener } from "#shared/testing/listener";
import { at } from "#shared/testing/queue";
import { admin, anId, arrived } from "#shared/testing/story";
import { systemCall } from "#shared/worker/system-call";
import { tick } from "#shared/worker/tick";
import type { Env } from "../call.ts";
import { keepBatch } from "../consumers.ts";
import { chores } from "../schedule.ts";
import { REWRAP_LIMIT } from "../store/keys.ts";
import { listAudit } from "./list-audit.ts";
import { publishEvents } from "./publish-events.ts";
import { rewrapKeys } from "./rewrap-keys.ts";

const { DB } = bindings;
const OLD = "the secret that wrapped everything so far";
const NEW = "the secret that is to wrap from now on";
const BOTH = { EVENTS_SECRET: NEW, EVENTS_SECRET_BEFORE: OLD };
const CLOSED = { code: "service.not_configured", facts: { missing: "EVENTS_SECRET_BEFORE" } };

let listeners: ReturnType<typeof everyListener>;
let clock: Instant = Date.UTC(2026, 10, 22, 12);

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  listeners = everyListener(DB);
  clock += days(1);
  at(clock);
  // Each test begins without a person whose key is known.
  await DB.batch(["person_keys", "events", "dead_letters", "holes"].map((table) => DB.prepare(`delete from ${table}`)));
});
afterEach(() => vi.useRealTimers());

const envWith = (more: Partial<Env>): Env => ({ ...(bindings as unknown as Env), ...boundTo(listeners), ...more });
const callWith = (more: Partial<Env>, operation = "test") =>
  systemCall("events", operation, envWith(more), createExecutionContext());
const publish = (more: Partial<Env>, ...events: readonly unknown[]) => publishEvents(callWith(more), "iam", events);
const tickWith = (more: Partial<Env>) => tick<Env>("events", envWith(more), createExecutionContext(), chores);
const rewrapped = async (more: Partial<Env>) => {
  for (let left = 20; left > 0; left -= 1) if (!(await rewrapKeys(callWith(more)))) return;
  throw new Error("it does not end");
};
const wrappings = async () =>
  (
    await DB.prepare(
      "select wrapped_by as name, count(*) as n from person_keys where wrapped is not null group by 1",
    ).all<{
      name: string;
      n: number;
    }>()
  ).results;
const wrappedOf = (owner: string) =>
  DB.prepare("select wrapped from person_keys where owner = ?").bind(owner).first("wrapped");

/** A deed that holds a person's words, as the audit keeps it. */
const deedOf = (person: Id<"user">) =>
  arrived(
    "iam",
    {
      type: "audit.recorded",
      subject: person,
      version: 0,
      person,
      data: { operation: "updateMe", onBehalfOf: null, fields: ["name"] },
    },
    { actor: person },
  );
const auditOf = async (more: Partial<Env>, actor: string) =>
  (await listAudit({ ...callWith(more), actor: admin() }, { actor }, { limit: 10 })).items.map(
    ({ record }) => record?.operation,
  );

describe("after EVENTS_SECRET was changed", () => {
  it("what was said before still comes with its words, as long as the old one is there too", async () => {
    const [before, deed] = [userCreated(), deedOf(anId("user"))];
    await publish({ EVENTS_SECRET: OLD }, before, deed);
    clock += seconds(31);
    at(clock);
    await tickWith(BOTH);
    expect(listeners.residency.waiting).toEqual([before]);
    expect(await auditOf(BOTH, deed.actor)).toEqual(["updateMe"]);
  });

  it("each key is wrapped anew by the clock, and the old secret may go", async () => {
    const [one, other, later] = [userCreated(), userCreated(), userCreated()];
    await publish({ EVENTS_SECRET: OLD }, one, other);
    await publish(BOTH, later);
    expect(await wrappings()).toHaveLength(2);
    await tickWith(BOTH);
    expect(await wrappings()).toEqual([{ name: expect.stringMatching(/^[0-9a-f]{16}$/), n: 3 }]);
    await everythingHeard(DB, clock);
    await publish({ EVENTS_SECRET: NEW }, deedOf(one.person));
    expect(await auditOf({ EVENTS_SECRET: NEW }, one.person)).toEqual(["updateMe"]);
    await expect(auditOf({ EVENTS_SECRET: OLD }, one.person)).rejects.toMatchObject(CLOSED);
  });

  it("a key from before secrets had names is wrapped anew as well", async () => {
    const event = userCreated();
    await publish({ EVENTS_SECRET: OLD }, event);
    await DB.prepare("update person_keys set wrapped_by = ''").run();
    await rewrapped(BOTH);
    await publish({ EVENTS_SECRET: NEW }, deedOf(event.person));
    expect((await wrappings()).map(({ name }) => name)).not.toContain("");
  });

  it("a dead letter from before is tried with its words", async () => {
    const event = userCreated();
    await keepBatch(deadBatch("residency", [event]), envWith({ EVENTS_SECRET: OLD }), createExecutionContext());
    await rewrapped(BOTH);
    await DB.prepare("update dead_letters set due_at = 0").run();
    await tickWith({ EVENTS_SECRET: NEW });
    expect(listeners.residency.waiting).toEqual([event]);
  });

  it("a person who is deleted while keys are wrapped anew stays forgotten", async () => {
    const [gone, stays] = [userCreated(), userCreated()];
    await publish({ EVENTS_SECRET: OLD }, gone, stays);
    const [, before] = [await wrappedOf(gone.person), await wrappedOf(stays.person)];
    const db = interrupted(DB, 2, { before: async () => void (await publish(BOTH, userDeleted(gone.person))) });
    await rewrapKeys(callWith({ ...BOTH, DB: db }));
    expect(await wrappedOf(gone.person)).toBeNull();
    expect(await wrappedOf(stays.person)).not.toBe(before);
  });

  it("many keys take several rounds, and a walk that finds none left writes nothing", async () => {
    const hundred = () => Array.from({ length: 100 }, () => userCreated());
    for (let left = 6; left > 0; left -= 1) await publish({ EVENTS_SECRET: OLD }, ...hundred());
    expect(await rewrapKeys(callWith(BOTH))).toBe(true);
    expect((await wrappings()).map(({ n }) => n).toSorted()).toEqual([100, REWRAP_LIMIT]);
    expect(await rewrapKeys(callWith(BOTH))).toBe(false);
    expect((await wrappings()).map(({ n }) => n)).toEqual([600]);
    const batches = vi.fn();
    await rewrapKeys(callWith({ ...BOTH, DB: interrupted(DB, 2, { before: batches }) }));
    expect(batches).not.toHaveBeenCalled();
  });
});

describe("an old secret that was taken away too early", () => {
  it("is asked for by name, and nothing passes for gone, is sent or is written", async () => {
    const event = userCreated();
    await publish({ EVENTS_SECRET: OLD }, event, deedOf(event.person));
    const early = { EVENTS_SECRET: NEW };
    await expect(auditOf(early, event.person)).rejects.toMatchObject(CLOSED);
    const more = deedOf(event.person);
    expect(await publish(early, more)).toMatchObject({ kept: 0, held: [more.id], unrouted: [] });
    expect(await DB.prepare("select count(*) as n from events where id = ?").bind(more.id).first("n")).toBe(0);
    const logged = vi.spyOn(console, "log");
    clock += seconds(31);
    at(clock);
    await tickWith(early);
    expect(logged.mock.calls.map(([line]) => JSON.parse(line))).toContainEqual({
      event: "person_key.sealed",
      owner: event.person,
      missing: "EVENTS_SECRET_BEFORE",
    });
    logged.mockRestore();
    expect(listeners.residency.waiting).toEqual([]);
    expect(await DB.prepare("select count(*) as n from events where routed_at is null").first("n")).toBe(1);
  });

  it("is put back and all is there, also what was said by others meanwhile", async () => {
    const [known, meanwhile] = [userCreated(), userCreated()];
    await publish({ EVENTS_SECRET: OLD }, known, deedOf(known.person));
    await publish({ EVENTS_SECRET: NEW }, meanwhile);
    clock += seconds(31);
    at(clock);
    await tickWith(BOTH);
    expect(listeners.residency.waiting.map(({ id }) => id).toSorted()).toEqual([known.id, meanwhile.id].toSorted());
    expect(await auditOf({ EVENTS_SECRET: NEW }, known.person)).toEqual(["updateMe"]);
  });

  it("holds up nobody else's keys: those of the secret before are wrapped anew all the same", async () => {
    const [lost, known] = [userCreated(), userCreated()];
    await publish({ EVENTS_SECRET: "a secret that nobody has any more" }, lost);
    await DB.prepare("update person_keys set wrapped_by = ''").run();
    await publish({ EVENTS_SECRET: OLD }, known);
    const before = await wrappedOf(lost.person);
    await rewrapped(BOTH);
    await publish({ EVENTS_SECRET: NEW }, deedOf(known.person));
    expect(await wrappedOf(lost.person)).toBe(before);
  });

  it("can be given up: by the steps of docs/operations.md what it sealed is gone, and its persons are heard of again", async () => {
    const [lost, known] = [userCreated(), userCreated()];
    await publish({ EVENTS_SECRET: OLD }, lost, deedOf(lost.person));
    await keepBatch(deadBatch("bookings", [lost]), envWith({ EVENTS_SECRET: OLD }), createExecutionContext());
    await publish({ EVENTS_SECRET: NEW }, known);
    const name = await DB.prepare("select wrapped_by from person_keys where owner = ?")
      .bind(lost.person)
      .first<string>("wrapped_by");
    const persons = `(SELECT owner FROM person_keys WHERE wrapped_by = '${name}' AND wrapped IS NOT NULL)`;
    for (const step of [
      `UPDATE events SET sealed = NULL WHERE person IN ${persons}`,
      `UPDATE dead_letters SET sealed = NULL WHERE owner IN ${persons}`,
      `DELETE FROM person_keys WHERE wrapped_by = '${name}' AND wrapped IS NOT NULL`,
    ])
      await DB.prepare(step).run();
    expect(await auditOf({ EVENTS_SECRET: NEW }, lost.person)).toEqual([undefined]);
    const next = userCreated(lost.person);
    await publish({ EVENTS_SECRET: NEW }, next);
    clock += seconds(31);
    at(clock);
    await DB.prepare("update dead_letters set due_at = 0").run();
    await tickWith({ EVENTS_SECRET: NEW });
    expect(listeners.residency.waiting).toEqual([known, next]);
    expect(await DB.prepare("select status from dead_letters where event_id = ?").bind(lost.id).first("status")).toBe(
      "given_up",
    );
  });
});

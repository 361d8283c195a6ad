import { createExecutionContext } from "cloudflare:test";
import { env as bindings, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { days, hours, type Instant, seconds, toIso } from "#shared/core/time";
import type { Envelope } from "#shared/events/event";
import { buildingCreated, sessionEnded, userCreated, userDeleted } from "#shared/testing/events";
import { boundTo, deadBatch, everyListener } from "#shared/testing/listener";
import { at } from "#shared/testing/queue";
import { admin, as } from "#shared/testing/story";
import { systemCall } from "#shared/worker/system-call";
import { tick } from "#shared/worker/tick";
import type { Env } from "../call.ts";
import { keepBatch } from "../consumers.ts";
import { chores } from "../schedule.ts";
import { publishEvents } from "./publish-events.ts";

/** One person's key is under a secret that nobody has: what is theirs waits, and what is others' does not. */

const { DB } = bindings;
const LOST = { EVENTS_SECRET: "a secret that is lost for now" };
const NOW = { EVENTS_SECRET: "the secret there is" };
const FOUND = { ...NOW, EVENTS_SECRET_BEFORE: LOST.EVENTS_SECRET };
const WINDOW = seconds(60);

let listeners: ReturnType<typeof everyListener>;
let clock: Instant = Date.UTC(2026, 10, 22, 12);

function advance(by: number): void {
  clock += by;
  at(clock);
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  listeners = everyListener(DB);
  advance(days(1));
  const tables = ["person_keys", "events", "dead_letters", "holes", "audits", "replay_waits", "replays", "heard"];
  await DB.batch(tables.map((table) => DB.prepare(`delete from ${table}`)));
});
afterEach(() => vi.useRealTimers());

const envWith = (more: Partial<Env>): Env => ({
  ...(bindings as unknown as Env),
  ...boundTo(listeners),
  AUDIT_WINDOW_SECONDS: String(WINDOW / seconds(1)),
  ...more,
});
const publish = (more: Partial<Env>, caller: "iam" | "residency", ...events: readonly unknown[]) =>
  publishEvents(systemCall("events", "test", envWith(more), createExecutionContext()), caller, events);
const tickWith = (more: Partial<Env>) => tick<Env>("events", envWith(more), createExecutionContext(), chores);
const inLog = async (...events: readonly Envelope[]) => {
  const ids = JSON.stringify(events.map(({ id }) => id));
  const there = "select count(*) as n from events where id in (select value from json_each(?))";
  return DB.prepare(there).bind(ids).first<number>("n");
};
const waitingIds = () => listeners.residency.waiting.map(({ id }) => id).toSorted();
const ids = (...events: readonly Envelope[]) => events.map(({ id }) => id).toSorted();
const letterOf = (event: Envelope) =>
  DB.prepare("select status, tries from dead_letters where event_id = ?").bind(event.id).first();
/** The person's key is made, and is under the lost secret from then on. */
async function somebodyLocked(): Promise<Envelope & { person: Envelope["person"] & string }> {
  const first = userCreated();
  await publish(LOST, "iam", first);
  return first;
}

describe("one key that no secret opens", () => {
  it("keeps one event of a parcel with who says it, which is said again with the secret", async () => {
    const first = await somebodyLocked();
    const [more, other, plain] = [userCreated(first.person as never), userCreated(), sessionEnded()];
    const poison = { ...userCreated(first.person as never), type: "user.painted" };
    const lines = vi.spyOn(console, "log");
    const told = await publish(NOW, "iam", other, more, poison, plain);
    expect(lines.mock.calls.map(([line]) => JSON.parse(line))).toContainEqual({
      ...{ event: "event.locked", owner: first.person, count: 2, missing: "EVENTS_SECRET_BEFORE" },
    });
    lines.mockRestore();
    expect(told).toMatchObject({ kept: 2, held: [more.id, poison.id] });
    expect([await inLog(other, plain), await inLog(more), await letterOf(poison)]).toEqual([2, 0, null]);
    expect(await publish(FOUND, "iam", more, poison)).toMatchObject({ kept: 1 });
    expect([await inLog(more), (await letterOf(poison))?.status]).toEqual([1, "waiting"]);
  });

  it("keeps nobody from being forgotten", async () => {
    const first = await somebodyLocked();
    const end = userDeleted(first.person as never);
    expect(await publish(NOW, "iam", end)).toMatchObject({ kept: 1 });
    const wrapped = DB.prepare("select wrapped from person_keys where owner = ?").bind(first.person).first("wrapped");
    expect(await wrapped).toBeNull();
  });

  it("leaves an event unrouted, and routes the others", async () => {
    const first = await somebodyLocked();
    const [other, plain] = [userCreated(), sessionEnded()];
    await publish(NOW, "iam", other, plain);
    advance(seconds(31));
    await tickWith(NOW);
    expect(waitingIds()).toEqual(ids(other));
    expect(listeners.notifications.waiting).toContainEqual(plain);
    await tickWith(FOUND);
    expect(waitingIds()).toEqual(ids(first, other));
  });

  it("puts off one that a listener lacks, and sends it the others that it lacks", async () => {
    const first = await somebodyLocked();
    const other = userCreated();
    await publish(NOW, "iam", other);
    await DB.prepare("update events set routed_at = ?").bind(clock).run();
    advance(WINDOW * 2);
    await tickWith(NOW);
    expect(waitingIds()).toEqual(ids(other));
    expect(await DB.prepare("select sends from holes where listener = 'residency' order by seq").first("sends")).toBe(
      1,
    );
    advance(WINDOW * 3);
    await tickWith(FOUND);
    expect(waitingIds()).toContain(first.id);
  });

  it("lets a replay go on behind it, and wait for it", async () => {
    const first = await somebodyLocked();
    const [before, after] = [buildingCreated(), buildingCreated()];
    const sealed = { ...buildingCreated(), person: first.person };
    await publish(NOW, "residency", before);
    await publish(FOUND, "residency", sealed);
    await DB.prepare("update person_keys set wrapped = 'AAAAAAAAAAAAAAAA.AAAA'").run();
    await publish(NOW, "residency", after);
    await DB.prepare("update events set routed_at = ?").bind(clock).run();
    await DB.prepare("insert into heard select id, '', 0, null from events").run();
    const gateway = exports.Door({ props: { caller: "gateway" } });
    const asked = { listener: "bookings", types: ["building.created"], fromAt: toIso(0) };
    const { body } = await as(gateway, admin()).post("/v1/replays", asked);
    await tickWith(NOW);
    expect(listeners.bookings.waiting.map(({ id }) => id)).toEqual([before.id, after.id]);
    await listeners.bookings.bring();
    advance(WINDOW * 2);
    await tickWith(NOW);
    const replay = async () => (await as(gateway, admin()).get(`/v1/replays/${body.id}`)).body;
    expect(await replay()).toMatchObject({ status: "running", sent: 3, heard: 2, skipped: 0 });
    // By the steps of docs/operations.md for a secret that is lost for good.
    await DB.prepare("update events set sealed = null where person is not null").run();
    advance(WINDOW * 9);
    await tickWith(NOW);
    expect(await replay()).toMatchObject({ status: "done", heard: 2, skipped: 1 });
  });

  it("leaves one dead letter waiting, and tries the others", async () => {
    const first = userCreated();
    const other = userCreated();
    const batch = (event: Envelope) => deadBatch("residency", [event]);
    await keepBatch(batch(first), envWith(LOST), createExecutionContext());
    await keepBatch(batch(other), envWith(NOW), createExecutionContext());
    advance(hours(1));
    await tickWith(NOW);
    expect(waitingIds()).toEqual(ids(other));
    expect([await letterOf(first), await letterOf(other)]).toEqual([
      { status: "waiting", tries: 1 },
      { status: "waiting", tries: 1 },
    ]);
    advance(hours(1));
    await tickWith(FOUND);
    expect(waitingIds()).toContain(first.id);
  });

  it("has its queue bring one dead event again, and keeps the others", async () => {
    const first = await somebodyLocked();
    const other = userCreated();
    const became: string[] = [];
    const messages = [first, other].map((body) => ({
      body,
      ack: () => void became.push(`${body.id} kept`),
      retry: () => void became.push(`${body.id} again`),
    }));
    const batch = { queue: "residency-dead", messages } as unknown as MessageBatch;
    await keepBatch(batch, envWith(NOW), createExecutionContext());
    expect(became).toEqual([`${first.id} again`, `${other.id} kept`]);
    expect([await letterOf(first), (await letterOf(other))?.status]).toEqual([null, "waiting"]);
  });

  it("leaves one that the log refused unjudged, and judges the others again", async () => {
    const [first, other] = [userCreated(), userCreated()].map((event) => ({ ...event, type: "user.painted" }));
    await publish(LOST, "iam", first);
    await publish(NOW, "iam", other);
    advance(hours(1));
    await tickWith(NOW);
    const tried = { status: "waiting", tries: 1 };
    expect([await letterOf(first as Envelope), await letterOf(other as Envelope)]).toEqual([tried, tried]);
  });
});

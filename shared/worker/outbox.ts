import { asc, lt, sql } from "drizzle-orm";
import { PUBLISH_LIMIT } from "../contracts/events-internal.ts";
import { actorName } from "../core/actor.ts";
import { type Id, newId } from "../core/ids.ts";
import { type Instant, seconds, toIso } from "../core/time.ts";
import type { Envelope } from "../events/event.ts";
import type { Said } from "../events/said.ts";
import type { BaseEnv, Calling } from "./call.ts";
import { type Orm, openDatabase } from "./database.ts";
import { log, logError } from "./log.ts";
import { outbox } from "./tables.ts";

/** The sweep leaves younger rows to the relay that is under way. */
const SWEEP_AGE = seconds(5);
/** The most rows one sweep relays. */
const SWEEP_LIMIT = 1000;
/** How long one publish may take, in milliseconds. */
const PUBLISH_DEADLINE = 10_000;

/** The most bytes of events one call publishes, so that the log can take them as one value of D1 (2 MB). */
const PUBLISH_BYTES = 500_000;

interface Happened {
  readonly save: readonly unknown[];
  readonly events: readonly Said[];
  readonly audit?: {
    readonly subject: string;
    readonly building?: Id<"building"> | undefined;
    readonly fields?: readonly string[];
    readonly onBehalfOf?: string;
  };
}

/** Schema versions are all 1 until an event gets a second one; then its `Said` names it. */
const SCHEMA_VERSION = 1;

/** The envelopes of what happened, with one audit record beside them where a person wrote, or something was said. */
export function envelopesOf(call: Calling, { save, events, audit }: Happened): Envelope[] {
  const actor = call.heard?.actor ?? actorName(call.actor);
  const common = {
    specversion: "1.0",
    source: `/${call.worker}`,
    time: toIso(call.now),
    datacontenttype: "application/json",
    actor,
    traceparent: call.traceparent,
    requestid: call.requestId,
  } as const;
  const envelopes: Envelope[] = events.map(({ type, subject, building, version, person, data }) => ({
    ...common,
    id: newId("event", call.now),
    type,
    subject,
    dataschema: `urn:courtyard:${type}:${SCHEMA_VERSION}`,
    data,
    version,
    ...(building && { building }),
    ...(person && { person }),
  }));
  // What a person writes leaves a record even where nothing says what it was about: it was about them.
  const self = save.length > 0 && call.actor.kind === "person" ? call.actor.id : undefined;
  const subject = audit?.subject ?? events[0]?.subject ?? self;
  if (subject && (call.actor.kind !== "system" || events.length > 0)) {
    const building = audit?.building ?? events[0]?.building;
    envelopes.push({
      ...common,
      id: newId("event", call.now),
      type: "audit.recorded",
      subject,
      dataschema: `urn:courtyard:audit.recorded:${SCHEMA_VERSION}`,
      data: { operation: call.operation, onBehalfOf: audit?.onBehalfOf ?? null, fields: audit?.fields ?? [] },
      version: 0,
      ...(building && { building }),
    });
  }
  return envelopes;
}

/** One statement with one parameter, however many events. */
export const keepInOutbox = (orm: Orm, envelopes: readonly Envelope[], now: Instant) =>
  orm
    .insert(outbox)
    .select(
      sql`select value->>'id' as id, value as envelope, ${now} as at from json_each(${JSON.stringify(envelopes)})`,
    );

/** Brings events at hand to the log, then forgets them; what fails stays in the outbox for the sweep. */
export async function relay(env: BaseEnv, envelopes: readonly Envelope[]): Promise<void> {
  try {
    await deliver(env, openDatabase(env.DB, "first-primary").orm, envelopes);
  } catch (error) {
    logError("outbox.relay_failed", error);
  }
}

/** Relays what a crash or an outage left in the outbox. Answers how many. */
export async function sweepOutbox(env: BaseEnv, now: Instant): Promise<number> {
  const { orm } = openDatabase(env.DB, "first-primary");
  const rows = await orm
    .select({ envelope: outbox.envelope })
    .from(outbox)
    .where(lt(outbox.at, now - SWEEP_AGE))
    .orderBy(asc(outbox.id))
    .limit(SWEEP_LIMIT);
  await deliver(
    env,
    orm,
    rows.map((row) => JSON.parse(row.envelope) as Envelope),
  );
  return rows.length;
}

async function deliver(env: BaseEnv, orm: Orm, envelopes: readonly Envelope[]): Promise<void> {
  for (const events of parcelsOf(envelopes)) {
    if (!env.EVENTS) throw new Error("EVENTS is not bound");
    const answer = await env.EVENTS.fetch("https://events/internal/publish", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ events }),
      signal: AbortSignal.timeout(PUBLISH_DEADLINE),
    });
    const held = await heldIn(answer);
    if (held.length > 0) log("outbox.held", { count: held.length });
    const ids = JSON.stringify(events.map((event) => event.id).filter((id) => !held.includes(id)));
    await orm.delete(outbox).where(sql`${outbox.id} in (select value from json_each(${ids}))`);
  }
}

/**
 * Those that the log cannot take yet, because no secret opens the keys of their persons: they stay, and hold up no others.
 * A log that takes some of a parcel answers 503, so that who does not know of this keeps all of it.
 */
async function heldIn(answer: Response): Promise<readonly string[]> {
  if (answer.ok) {
    await answer.body?.cancel();
    return [];
  }
  const told: unknown = await answer.json().catch(() => null);
  if (typeof told === "object" && told !== null && "held" in told && Array.isArray(told.held))
    return told.held.map(String);
  throw new Error(`events answered ${answer.status}`);
}

/** As many events as one publish takes, in their order; one that is too long by itself goes alone. */
function parcelsOf(envelopes: readonly Envelope[]): Envelope[][] {
  const parcels: Envelope[][] = [];
  let room = 0;
  for (const envelope of envelopes) {
    const bytes = new TextEncoder().encode(JSON.stringify(envelope)).length;
    const last = parcels.at(-1);
    if (last && last.length < PUBLISH_LIMIT && bytes <= room) {
      last.push(envelope);
      room -= bytes;
    } else {
      parcels.push([envelope]);
      room = PUBLISH_BYTES - bytes;
    }
  }
  return parcels;
}

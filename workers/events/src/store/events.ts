import { and, asc, desc, eq, isNull, lt, sql } from "drizzle-orm";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { Listener } from "#shared/events/catalogue";
import type { Accepted } from "#shared/events/verdict";
import { adding, changingOrNot, type Save } from "#shared/worker/commit";
import type { Kept } from "#shared/worker/keyring";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import { parcelsOf } from "../domain/parcels.ts";
import { events, personKeys } from "./schema.ts";

/** The most bytes of events one statement takes: a value of D1 has 2 MB at most, and JSON in JSON may double. */
const STATEMENT_LIMITS = { count: 100, bytes: 500_000 };
/** The most events one sweep routes. */
export const ROUTE_LIMIT = 200;
/** The most rows one tick drops. */
export const DROP_LIMIT = 1000;

/** An event as it enters the log: its envelope without data, and the data in the open or sealed. */
export interface NewEvent {
  readonly head: Readonly<Record<string, unknown>>;
  readonly at: Instant;
  readonly listeners: readonly Listener[];
  readonly data?: unknown;
  readonly sealed: string | null;
}

export const newEvent = ({ event, to }: Accepted, kept: Kept): NewEvent => {
  const { data, ...head } = event;
  return {
    head,
    at: Date.parse(event.time),
    listeners: to,
    data: kept.data === null ? undefined : data,
    sealed: kept.sealed,
  };
};

/** Appends to the log, in their order; an event it knows already changes nothing. */
export const addEvents = (fresh: readonly NewEvent[], now: Instant): Save[] => {
  const texts = fresh.map((event) => JSON.stringify(event));
  return parcelsOf(texts, (text) => text.length, STATEMENT_LIMITS).map((parcel) =>
    adding((orm) =>
      orm
        .insert(events)
        .select(
          sql`select null, value->>'$.head.id', value->>'$.head.type', value->>'$.head.source', value->>'$.head.subject',
            value->>'$.head.building', value->>'$.head.actor', value->>'$.head.person', value->>'$.at', ${now},
            value->'$.listeners', iif(json_array_length(value, '$.listeners') = 0, ${now}, null), value->'$.head',
            value->'$.data', value->>'$.sealed'
          from json_each(${`[${parcel.join(",")}]`}) where true`,
        )
        .onConflictDoNothing({ target: events.id }),
    ),
  );
};

/** What a queue needs of an event. */
export interface Message extends Kept {
  readonly id: Id<"event">;
  readonly head: string;
  readonly listeners: readonly Listener[];
  readonly wrapped: string | null;
}

/** What is read of an event to send it: joined with the key of its person. */
export const sendable = {
  id: events.id,
  head: events.head,
  data: events.data,
  sealed: events.sealed,
  owner: events.person,
  wrapped: personKeys.wrapped,
};

const message = {
  ...sendable,
  listeners: events.listeners,
};

/** Those at hand, or those that came before an instant and are still not with every listener's queue. */
export type Unrouted = { readonly ids: readonly Id<"event">[] } | { readonly before: Instant };

export const unrouted = (which: Unrouted): Read<Message[]> =>
  read(
    (orm) =>
      orm
        .select(message)
        .from(events)
        .leftJoin(personKeys, eq(personKeys.owner, events.person))
        .where(and(isNull(events.routedAt), "ids" in which ? isOneOf(which.ids) : lt(events.receivedAt, which.before)))
        // By the index of what is not routed: by `seq` alone, the whole log would be read.
        .orderBy(asc(events.receivedAt), asc(events.seq))
        .limit(ROUTE_LIMIT),
    (rows) => rows,
  );

const isOneOf = (ids: readonly Id<"event">[]) =>
  sql`${events.id} in (select value from json_each(${JSON.stringify(ids)}))`;

export const markRouted = (ids: readonly Id<"event">[], now: Instant): Save =>
  changingOrNot((orm) => orm.update(events).set({ routedAt: now }).where(isOneOf(ids)));

/** A record of the audit. */
export interface AuditRecord extends Kept {
  readonly id: Id<"event">;
  readonly seq: number;
  readonly at: Instant;
  readonly source: string;
  readonly actor: string;
  readonly subject: string;
  readonly buildingId: Id<"building"> | null;
  readonly requestId: string | null;
  readonly wrapped: string | null;
}

export interface AuditFilter {
  readonly building?: Id<"building"> | undefined;
  readonly actor?: string | undefined;
  readonly subject?: string | undefined;
}

export const auditList = ({ building, actor, subject }: AuditFilter): string =>
  `audit ${JSON.stringify([building ?? null, actor ?? null, subject ?? null])}`;

export const listAuditRecords = (
  filter: AuditFilter,
  after: After | undefined,
  limit: number,
): Read<Page<AuditRecord>> =>
  read(
    (orm) =>
      orm
        .select({
          id: events.id,
          seq: events.seq,
          at: events.at,
          source: events.source,
          actor: events.actor,
          subject: events.subject,
          buildingId: events.buildingId,
          requestId: sql<string | null>`${events.head}->>'$.requestid'`.as("request_id"),
          data: events.data,
          sealed: events.sealed,
          owner: events.person,
          wrapped: personKeys.wrapped,
        })
        .from(events)
        .leftJoin(personKeys, eq(personKeys.owner, events.person))
        .where(
          and(
            // Spelled out, so that the partial indexes are seen to fit.
            sql`${events.type} = 'audit.recorded'`,
            filter.building && eq(events.buildingId, filter.building),
            filter.actor ? eq(events.actor, filter.actor) : undefined,
            filter.subject ? eq(events.subject, filter.subject) : undefined,
            after && lt(events.seq, Number(after[0])),
          ),
        )
        .orderBy(desc(events.seq))
        .limit(limit + 1),
    (rows) => pageOf(auditList(filter), rows, limit, ({ seq }) => [seq]),
  );

/** The oldest rows of the log, if they came before an instant. */
export const oldEvents = (before: Instant): Read<number[]> =>
  read(
    (orm) =>
      orm
        .select({ seq: events.seq, receivedAt: events.receivedAt })
        .from(events)
        .orderBy(asc(events.seq))
        .limit(DROP_LIMIT),
    (rows) => rows.filter(({ receivedAt }) => receivedAt < before).map(({ seq }) => seq),
  );

export const dropEvents = (seqs: readonly number[]): Save =>
  changingOrNot((orm) =>
    orm.delete(events).where(sql`${events.seq} in (select value from json_each(${JSON.stringify(seqs)}))`),
  );

import { and, asc, eq, lte, sql } from "drizzle-orm";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { Listener } from "#shared/events/catalogue";
import { changingOrNot, type Save } from "#shared/worker/commit";
import type { Kept } from "#shared/worker/keyring";
import { type Read, read } from "#shared/worker/load";
import { sendable } from "./events.ts";
import { audits, deadLetters, events, holes, personKeys } from "./schema.ts";

/** The most rows of the log one look goes through. */
export const SCAN_LIMIT = 2500;
/** The most missing events one look sends again. */
export const SEND_LIMIT = 200;

export interface Scanned {
  readonly seq: number;
  readonly id: Id<"event">;
  readonly receivedAt: Instant;
  readonly listeners: readonly Listener[];
}

/** What stands in the log behind the last row that was looked at for this listener. */
export const unscannedOf = (listener: Listener): Read<Scanned[]> =>
  read(
    (orm) =>
      orm
        .select({ seq: events.seq, id: events.id, receivedAt: events.receivedAt, listeners: events.listeners })
        .from(events)
        .where(
          sql`${events.seq} > coalesce((select ${audits.scanned} from ${audits} where ${audits.listener} = ${listener}), 0)`,
        )
        .orderBy(asc(events.seq))
        .limit(SCAN_LIMIT),
    (rows) => rows,
  );

/** Writes down how far was looked and what was missing there, in this order: what is missing must be known first. */
export const saveScan = (listener: Listener, scanned: number, missing: readonly number[], now: Instant): Save[] => [
  changingOrNot((orm) =>
    orm
      .insert(holes)
      .select(
        sql`select ${listener}, value, 0, ${now} from json_each(${JSON.stringify(missing)}) where not exists (
          select 1 from ${deadLetters}, ${events}
          where ${events.seq} = value and ${deadLetters.listener} = ${listener}
            and ${deadLetters.eventId} = ${events.id} and ${deadLetters.replay} = '')`,
      )
      .onConflictDoNothing(),
  ),
  changingOrNot((orm) =>
    orm
      .insert(audits)
      .values({ listener, scanned, mark: 0 })
      .onConflictDoUpdate({
        target: audits.listener,
        set: { scanned: sql`max(${audits.scanned}, excluded.scanned)` },
      }),
  ),
  moveMark(listener),
];

/** The mark stands before the first hole, and at the end of what was looked at when there is none. */
const moveMark = (listener: Listener): Save =>
  changingOrNot((orm) =>
    orm
      .update(audits)
      .set({
        mark: sql`coalesce((select min(${holes.seq}) - 1 from ${holes} where ${holes.listener} = ${listener}), ${audits.scanned})`,
      })
      .where(eq(audits.listener, listener)),
  );

export interface Hole extends Omit<Kept, "id"> {
  readonly seq: number;
  readonly sends: number;
  /** Null where the log has dropped the event meanwhile. */
  readonly id: Id<"event"> | null;
  readonly head: string | null;
  readonly wrapped: string | null;
  readonly deadLetterId: string | null;
}

export const dueHolesOf = (listener: Listener, now: Instant): Read<Hole[]> =>
  read(
    (orm) =>
      orm
        .select({
          seq: holes.seq,
          sends: holes.sends,
          ...sendable,
          deadLetterId: sql<string | null>`${deadLetters.id}`.as("dead_letter_id"),
        })
        .from(holes)
        .leftJoin(events, eq(events.seq, holes.seq))
        .leftJoin(personKeys, eq(personKeys.owner, events.person))
        .leftJoin(
          deadLetters,
          and(eq(deadLetters.listener, listener), eq(deadLetters.eventId, events.id), eq(deadLetters.replay, "")),
        )
        .where(and(eq(holes.listener, listener), lte(holes.dueAt, now)))
        .orderBy(asc(holes.dueAt), asc(holes.seq))
        .limit(SEND_LIMIT),
    (rows) => rows,
  );

/** Fills the holes that are none any more, and puts those that were sent off until they are asked for again. */
export const saveHoles = (
  listener: Listener,
  filled: readonly number[],
  sent: ReadonlyMap<Instant, readonly number[]>,
): Save[] => [
  changingOrNot((orm) => orm.delete(holes).where(and(eq(holes.listener, listener), isOneOf(filled)))),
  ...[...sent].map(([dueAt, seqs]) =>
    changingOrNot((orm) =>
      orm
        .update(holes)
        .set({ sends: sql`${holes.sends} + 1`, dueAt })
        .where(and(eq(holes.listener, listener), isOneOf(seqs))),
    ),
  ),
  moveMark(listener),
];

const isOneOf = (seqs: readonly number[]) =>
  sql`${holes.seq} in (select value from json_each(${JSON.stringify(seqs)}))`;

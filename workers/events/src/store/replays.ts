import { and, asc, desc, eq, lte, ne, sql } from "drizzle-orm";
import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { Listener } from "#shared/events/catalogue";
import { adding, changing, changingOrNot, type Save } from "#shared/worker/commit";
import type { Kept } from "#shared/worker/keyring";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import type { Replay } from "../domain/replay.ts";
import { sendable } from "./events.ts";
import { deadLetters, events, personKeys, replays, replayWaits } from "./schema.ts";

/** The most rows of the log one piece goes through. */
const SCAN_LIMIT = 10_000;
/** The most events one piece sends. */
export const PIECE_LIMIT = 100;
/** The most events that are sent and not known to be heard: what is said meanwhile waits behind so many at most. */
export const WAITING_LIMIT = 500;

const running = (listener: Listener) => and(eq(replays.listener, listener), sql`${replays.status} = 'running'`);

export const replayById = (id: Id<"replay">): Read<Replay> =>
  read(
    (orm) => orm.select().from(replays).where(eq(replays.id, id)),
    ([row]) => {
      if (!row) throw new AppError("thing.not_found");
      return row;
    },
  );

export const REPLAY_LIST = "replays";

export const listReplaysBy = (after: After | undefined, limit: number): Read<Page<Replay>> =>
  read(
    (orm) =>
      orm
        .select()
        .from(replays)
        .where(after && sql`${replays.id} < ${String(after[0])}`)
        .orderBy(desc(replays.id))
        .limit(limit + 1),
    (rows) => pageOf(REPLAY_LIST, rows, limit, ({ id }) => [id]),
  );

/** The oldest or the newest place in the log; none where nothing stands in it. */
export const endOfLog = (end: "oldest" | "newest"): Read<number | undefined> =>
  read(
    (orm) =>
      orm
        .select({ seq: events.seq })
        .from(events)
        .orderBy(end === "oldest" ? asc(events.seq) : desc(events.seq))
        .limit(1),
    ([row]) => row?.seq,
  );

/** The one that is running; a listener has one at a time. */
export const runningReplayOf = (listener: Listener): Read<Replay | undefined> =>
  read(
    (orm) => orm.select().from(replays).where(running(listener)),
    ([row]) => row,
  );

/** An event as a queue needs it. */
export interface Replayed extends Kept {
  readonly seq: number;
  readonly id: Id<"event">;
  readonly head: string;
  readonly wrapped: string | null;
}

const replayed = { seq: events.seq, ...sendable };

/** What the listener's replay sends next, in the order of the log. */
export const nextPieceOf = (listener: Listener): Read<Replayed[]> =>
  read(
    (orm) =>
      orm
        .select(replayed)
        .from(replays)
        .innerJoin(
          events,
          sql`${events.seq} > ${replays.reached} and ${events.seq} <= min(${replays.ends}, ${replays.reached} + ${SCAN_LIMIT})
            and ${events.type} in (select value from json_each(${replays.types}))
            and (${replays.buildingId} is null or ${events.buildingId} = ${replays.buildingId})
            and (${replays.fromAt} is null or ${events.at} >= ${replays.fromAt})
            and (${replays.untilAt} is null or ${events.at} < ${replays.untilAt})`,
        )
        .leftJoin(personKeys, eq(personKeys.owner, events.person))
        .where(running(listener))
        .orderBy(asc(events.seq))
        .limit(PIECE_LIMIT),
    (rows) => rows,
  );

/** How far a piece goes: to its last event where it is full, else as far as was looked. */
export const endOfPiece = ({ reached, ends }: Replay, piece: readonly Replayed[]): number =>
  (piece.length === PIECE_LIMIT ? piece.at(-1)?.seq : undefined) ?? Math.min(ends, reached + SCAN_LIMIT);

/** An event that a replay has sent; what is null of it has left the log, or never died. */
export interface Wait {
  readonly seq: number;
  readonly sends: number;
  readonly eventId: Id<"event"> | null;
  readonly deadLetterId: Id<"deadLetter"> | null;
}

/** All that the listener's replay waits for. */
export const waitsOf = (listener: Listener): Read<Wait[]> =>
  read(
    (orm) =>
      orm
        .select({
          seq: replayWaits.seq,
          sends: replayWaits.sends,
          eventId: sql<Id<"event"> | null>`${events.id}`.as("event_id"),
          deadLetterId: sql<Id<"deadLetter"> | null>`${deadLetters.id}`.as("dead_letter_id"),
        })
        .from(replays)
        .innerJoin(replayWaits, eq(replayWaits.replayId, replays.id))
        .leftJoin(events, eq(events.seq, replayWaits.seq))
        .leftJoin(
          deadLetters,
          and(
            eq(deadLetters.listener, listener),
            eq(deadLetters.eventId, events.id),
            eq(deadLetters.replay, replays.id),
            ne(deadLetters.status, "resolved"),
          ),
        )
        .where(running(listener))
        .limit(WAITING_LIMIT),
    (rows) => rows,
  );

/** What the listener's replay waits for and would send again by now, the longest waiting first. */
export const dueWaitsOf = (listener: Listener, now: Instant): Read<Replayed[]> =>
  read(
    (orm) =>
      orm
        .select(replayed)
        .from(replays)
        .innerJoin(replayWaits, eq(replayWaits.replayId, replays.id))
        .innerJoin(events, eq(events.seq, replayWaits.seq))
        .leftJoin(personKeys, eq(personKeys.owner, events.person))
        .where(and(running(listener), lte(replayWaits.dueAt, now)))
        .orderBy(asc(replayWaits.dueAt), asc(replayWaits.seq))
        .limit(PIECE_LIMIT),
    (rows) => rows,
  );

export const addReplay = (replay: Replay): Save => adding((orm) => orm.insert(replays).values(replay));

export const saveReplay = (replay: Replay): Save =>
  changing(`replay ${replay.id}`, (orm) =>
    orm
      .update(replays)
      .set({
        status: replay.status,
        reached: replay.reached,
        sent: replay.sent,
        heard: replay.heard,
        dead: replay.dead,
        skipped: replay.skipped,
        endedAt: replay.endedAt,
        version: replay.version,
      })
      .where(and(eq(replays.id, replay.id), eq(replays.version, replay.version - 1))),
  );

export const addWaits = (id: Id<"replay">, seqs: readonly number[], dueAt: Instant): Save =>
  adding((orm) =>
    orm.insert(replayWaits).select(sql`select ${id}, value, 0, ${dueAt} from json_each(${JSON.stringify(seqs)})`),
  );

/** Those that were sent again are asked for, and wait until they are sent once more. */
export const putOff = (id: Id<"replay">, sent: ReadonlyMap<Instant, readonly number[]>): Save[] =>
  [...sent].map(([dueAt, seqs]) =>
    changingOrNot((orm) =>
      orm
        .update(replayWaits)
        .set({ sends: sql`${replayWaits.sends} + 1`, dueAt })
        .where(and(eq(replayWaits.replayId, id), isOneOf(seqs))),
    ),
  );

export const dropWaits = (id: Id<"replay">, seqs: readonly number[]): Save =>
  changingOrNot((orm) => orm.delete(replayWaits).where(and(eq(replayWaits.replayId, id), isOneOf(seqs))));

export const dropAllWaits = (id: Id<"replay">): Save =>
  changingOrNot((orm) => orm.delete(replayWaits).where(eq(replayWaits.replayId, id)));

const isOneOf = (seqs: readonly number[]) =>
  sql`${replayWaits.seq} in (select value from json_each(${JSON.stringify(seqs)}))`;

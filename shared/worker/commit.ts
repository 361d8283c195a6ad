import { type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { AppError } from "../core/errors.ts";
import type { Id } from "../core/ids.ts";
import type { Code } from "../core/problems.ts";
import type { Said } from "../events/said.ts";
import type { Calling } from "./call.ts";
import type { Orm } from "./database.ts";
import { AlreadyHeard } from "./load.ts";
import { envelopesOf, keepInOutbox, relay } from "./outbox.ts";
import { answers, heard, stale } from "./tables.ts";

/** A write that has not run. With a `guard`, it must hit a row, or the whole commit is refused. Stores make them; only `commit` runs them. */
export interface Save {
  readonly write: (orm: Orm) => BatchItem<"sqlite">;
  readonly guard?: string;
}

/** Adds a row; a constraint refuses a second one. */
export const adding = (write: Save["write"]): Save => ({ write });
/** Changes a row that must still be as it was read; `what` names it in the log. */
export const changing = (what: string, write: Save["write"]): Save => ({ write, guard: what });

/** Writes nothing, and refuses the commit unless this holds by then: for what was read, decided by, and is not written. */
export const provided = (what: string, holds: SQL): Save => ({
  write: (orm) => orm.insert(stale).select(sql`select ${what} as what where not (${holds})`),
});

/** Writes where hitting nothing is fine too: a projection that already knows better. */
export const changingOrNot = (write: Save["write"]): Save => ({ write });

/** For a constraint that repeats what the use case asks itself: it runs again, and refuses with what it then reads. */
export const READ_AGAIN = "read_again";

interface Change<T> {
  readonly save: readonly Save[];
  readonly events: readonly Said[];
  readonly result: T;
  /** What was written, for the audit; the first event's subject and building where absent. */
  readonly audit?: {
    readonly subject: string;
    readonly building?: Id<"building"> | undefined;
    readonly fields?: readonly string[];
    readonly onBehalfOf?: string;
  };
  /** Constraints of the database that repeat a rule of the domain, by a part of their message. */
  readonly refusals?: Readonly<Record<string, Code | typeof READ_AGAIN>>;
}

/** Thrown when what was read has changed since: the door runs the use case again. */
export class Stale extends Error {}

const committed = new WeakSet<object>();

/** Whether the event that caused this call has its `heard` row. */
export const isHeard = (call: Calling): boolean => call.heard !== undefined && committed.has(call.heard);

const messageOf = (error: unknown): string => {
  const words: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) words.push(at.message);
  return words.join(" ← ");
};

/**
 * Everything a use case changes, in one round trip, all or nothing: heard row, answer row, each write with its guard,
 * and the outbox with its events and the audit record. No other code writes these.
 *
 * @throws Stale when a guard or the answer's key refuses, or what `refusals` has read again; AlreadyHeard; AppError for a
 *   refusal that `refusals` names
 */
export async function commit<T>(call: Calling, change: Change<T>): Promise<T> {
  const { orm } = call.database;
  const { key, heard: cause } = call;
  if (cause?.replay && change.events.length > 0) throw new Error(`${call.operation}: a replay may not say events`);
  const statements: BatchItem<"sqlite">[] = [];
  if (cause)
    statements.push(
      orm.insert(heard).values({ eventId: cause.eventId, replay: cause.replay, at: call.now, refusal: null }),
    );
  if (key)
    statements.push(
      orm.insert(answers).values({ ...key, result: JSON.stringify(change.result ?? null), at: call.now }),
    );
  for (const { write, guard } of change.save) {
    statements.push(write(orm));
    if (guard) statements.push(orm.insert(stale).select(sql`select ${guard} as what where changes() = 0`));
  }
  const envelopes = envelopesOf(call, change);
  if (envelopes.length > 0) statements.push(keepInOutbox(orm, envelopes, call.now));
  const [first, ...rest] = statements;
  if (!first) return change.result;
  try {
    await orm.batch([first, ...rest]);
  } catch (error) {
    throw refusalOf(error, change.refusals);
  }
  if (cause) committed.add(cause);
  if (envelopes.length > 0) call.defer(relay(call.env, envelopes));
  return change.result;
}

function refusalOf(error: unknown, refusals: Change<unknown>["refusals"] = {}): unknown {
  const message = messageOf(error);
  if (message.includes("UNIQUE constraint failed: heard.")) return new AlreadyHeard();
  if (message.includes("UNIQUE constraint failed: answers.")) return new Stale("answered meanwhile", { cause: error });
  if (message.includes("CHECK constraint failed: stale_version"))
    return new Stale("changed meanwhile", { cause: error });
  const [part, code] = Object.entries(refusals).find(([part]) => message.includes(part)) ?? [];
  if (code === undefined) return error;
  return code === READ_AGAIN ? new Stale(part, { cause: error }) : new AppError(code, { cause: error });
}

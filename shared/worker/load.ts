import { and, eq, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { AppError } from "../core/errors.ts";
import type { Calling } from "./call.ts";
import type { Orm } from "./database.ts";
import { answers, heard } from "./tables.ts";

/** A statement that has not run, and what its rows mean. Stores make them; only `load` runs them. */
export interface Read<T> {
  readonly query: (orm: Orm) => BatchItem<"sqlite">;
  readonly map: (rows: never) => T;
}

/** A read from a drizzle query and a mapper of its rows. */
export const read = <Rows, T>(
  query: (orm: Orm) => BatchItem<"sqlite"> & PromiseLike<Rows>,
  map: (rows: Rows) => T,
): Read<T> => ({ query, map });

type Loaded<R> = { [K in keyof R]: R[K] extends Read<infer T> ? T : never };

/** Thrown by `load` when this very call was answered before; the door renders the stored result again. */
export class Answered extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super("answered before");
    this.result = result;
  }
}

/** For a forecast, what the call's key was answered before: its request would get that again. Anything else is thrown on. */
export function answeredBefore<T>(error: unknown): T {
  if (error instanceof Answered) return error.result as T;
  throw error;
}

/** Thrown by `load` and `commit` when the event was acted on before. */
export class AlreadyHeard extends Error {}

/**
 * Everything a use case needs, in one round trip. With an `Idempotency-Key`, the stored answer is in the same batch and
 * ends the call; so does the `heard` row of an event.
 *
 * @throws AppError `idempotency.key_reused`, and whatever a mapper throws
 */
export async function load<R extends Record<string, Read<unknown>>>(call: Calling, reads: R): Promise<Loaded<R>> {
  const { orm } = call.database;
  const statements: BatchItem<"sqlite">[] = [];
  const { key, heard: cause } = call;
  if (key) {
    statements.push(
      orm
        .select({ fingerprint: answers.fingerprint, result: answers.result })
        .from(answers)
        .where(and(eq(answers.actor, key.actor), eq(answers.key, key.key))),
    );
  }
  if (cause) {
    statements.push(
      orm
        .select({ one: sql<number>`1` })
        .from(heard)
        .where(and(eq(heard.eventId, cause.eventId), eq(heard.replay, cause.replay))),
    );
  }
  const names = Object.keys(reads);
  for (const name of names) statements.push((reads[name] as Read<unknown>).query(orm));
  const [first, ...rest] = statements;
  if (!first) return {} as Loaded<R>;
  const results: unknown[] = await orm.batch([first, ...rest]);

  let at = 0;
  if (key) {
    const stored = (results[at++] as { fingerprint: string; result: string }[])[0];
    if (stored && stored.fingerprint !== key.fingerprint) throw new AppError("idempotency.key_reused");
    if (stored) throw new Answered(JSON.parse(stored.result));
  }
  if (cause && (results[at++] as unknown[]).length > 0) throw new AlreadyHeard();
  const loaded: Record<string, unknown> = {};
  for (const name of names) loaded[name] = (reads[name] as Read<unknown>).map(results[at++] as never);
  return loaded as Loaded<R>;
}

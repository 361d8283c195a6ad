import { and, asc, desc, eq, getTableColumns, lte, sql } from "drizzle-orm";
import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { DeadLetterStatus } from "#shared/core/vocabulary";
import type { WorkerName } from "#shared/core/workers";
import { adding, changing, changingOrNot, type Save } from "#shared/worker/commit";
import type { Kept } from "#shared/worker/keyring";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import type { DeadLetter } from "../domain/dead-letter.ts";
import { deadLetters, personKeys } from "./schema.ts";

/** The most letters one look tries again. */
export const TRY_LIMIT = 100;

const { data: _data, sealed: _sealed, owner: _owner, ...known } = getTableColumns(deadLetters);

/** A letter, and what it holds; the body is the whole message as JSON. */
export interface WholeLetter {
  readonly letter: DeadLetter;
  readonly body: Kept;
  readonly wrapped: string | null;
}

/** A second death of the same event at the same listener changes nothing: it is being tried already. */
export const addDeadLetter = (letter: DeadLetter, body: Omit<Kept, "id">): Save =>
  adding((orm) =>
    orm
      .insert(deadLetters)
      .values({ ...letter, owner: body.owner, data: body.data, sealed: body.sealed })
      .onConflictDoNothing({ target: [deadLetters.listener, deadLetters.eventId, deadLetters.replay] }),
  );

export const deadLetterById = (id: Id<"deadLetter">): Read<DeadLetter> =>
  read(
    (orm) => orm.select(known).from(deadLetters).where(eq(deadLetters.id, id)),
    ([row]) => {
      if (!row) throw new AppError("thing.not_found");
      return row;
    },
  );

export const deadLetterList = (status: DeadLetterStatus | undefined): string => `dead letters ${status ?? "all"}`;

export const listDeadLettersBy = (
  status: DeadLetterStatus | undefined,
  after: After | undefined,
  limit: number,
): Read<Page<DeadLetter>> =>
  read(
    (orm) =>
      orm
        .select(known)
        .from(deadLetters)
        .where(and(status && eq(deadLetters.status, status), after && sql`${deadLetters.id} < ${String(after[0])}`))
        .orderBy(desc(deadLetters.id))
        .limit(limit + 1),
    (rows) => pageOf(deadLetterList(status), rows, limit, ({ id }) => [id]),
  );

/** What is due at a listener, the longest waiting first. */
export const dueLettersOf = (listener: WorkerName, now: Instant): Read<WholeLetter[]> =>
  read(
    (orm) =>
      orm
        .select({
          ...known,
          owner: sql<string | null>`${deadLetters.owner}`.as("sealed_for"),
          data: deadLetters.data,
          sealed: deadLetters.sealed,
          wrapped: personKeys.wrapped,
        })
        .from(deadLetters)
        .leftJoin(personKeys, eq(personKeys.owner, deadLetters.owner))
        .where(
          and(eq(deadLetters.listener, listener), sql`${deadLetters.status} = 'waiting'`, lte(deadLetters.dueAt, now)),
        )
        .orderBy(asc(deadLetters.dueAt))
        .limit(TRY_LIMIT),
    (rows) =>
      rows.map(({ owner, data, sealed, wrapped, ...letter }) => ({
        letter,
        body: { id: sealName(letter), owner, data, sealed },
        wrapped,
      })),
  );

/** What a letter's seal is bound to. */
export const sealName = ({ listener, eventId, replay }: Pick<DeadLetter, "listener" | "eventId" | "replay">): string =>
  `${listener} ${eventId} ${replay}`;

const save = (letter: DeadLetter) => (orm: Parameters<Save["write"]>[0]) =>
  orm
    .update(deadLetters)
    .set({
      status: letter.status,
      tries: letter.tries,
      dueAt: letter.dueAt,
      givesUpAt: letter.givesUpAt,
      version: letter.version,
    })
    .where(and(eq(deadLetters.id, letter.id), eq(deadLetters.version, letter.version - 1)));

export const saveDeadLetter = (letter: DeadLetter): Save => changing(`dead letter ${letter.id}`, save(letter));

/** For the clock: what somebody has changed meanwhile stays as they want it. */
export const saveTried = (letter: DeadLetter): Save => changingOrNot(save(letter));

/** Ids begin with their time, so that the oldest come first. */
export const oldLetters = (before: Instant): Read<Id<"deadLetter">[]> =>
  read(
    (orm) =>
      orm
        .select({ id: deadLetters.id, diedAt: deadLetters.diedAt })
        .from(deadLetters)
        .orderBy(asc(deadLetters.id))
        .limit(TRY_LIMIT),
    (rows) => rows.filter(({ diedAt }) => diedAt < before).map(({ id }) => id),
  );

export const dropLetters = (ids: readonly Id<"deadLetter">[]): Save =>
  changingOrNot((orm) =>
    orm.delete(deadLetters).where(sql`${deadLetters.id} in (select value from json_each(${JSON.stringify(ids)}))`),
  );

import { desc, inArray, type SQL, sql } from "drizzle-orm";
import type { Instant } from "#shared/core/time";
import { changing, changingOrNot, type Save } from "#shared/worker/commit";
import type { NewKey, OwnerKey } from "#shared/worker/keyring";
import { type Read, read } from "#shared/worker/load";
import { personKeys } from "./schema.ts";

/** The most keys one look wraps anew. */
export const REWRAP_LIMIT = 500;
/** What stands for the secret of a key that is older than their names. */
const UNNAMED = "";

const isThere = sql`${personKeys.wrapped} is not null`;

export const keysOf = (owners: readonly string[]): Read<OwnerKey[]> =>
  read(
    (orm) =>
      orm
        .select({ owner: personKeys.owner, wrapped: personKeys.wrapped })
        .from(personKeys)
        .where(sql`${personKeys.owner} in (select value from json_each(${JSON.stringify(owners)}))`),
    (rows) => rows,
  );

/** The keys that came with these rows. */
export const keysBeside = (
  rows: readonly { readonly owner: string | null; readonly wrapped: string | null }[],
): OwnerKey[] => rows.flatMap(({ owner, wrapped }) => (owner === null ? [] : [{ owner, wrapped }]));

/** Somebody else's key for the same owner, or a destroyed one, refuses the commit: what this key sealed could not be opened. */
export const addKey = (key: NewKey, now: Instant): Save =>
  changing(`key of ${key.owner}`, (orm) =>
    orm
      .insert(personKeys)
      .values({ ...key, madeAt: now, destroyedAt: null })
      .onConflictDoNothing(),
  );

/** Keys that the secret before wrapped, and then those of which nobody knows it. */
export const keysToRewrap = (before: string | undefined): Read<OwnerKey[]> =>
  read(
    (orm) =>
      orm
        .select({ owner: personKeys.owner, wrapped: personKeys.wrapped })
        .from(personKeys)
        .where(sql`${isThere} and ${inArray(personKeys.wrappedBy, before ? [before, UNNAMED] : [UNNAMED])}`)
        .orderBy(desc(personKeys.wrappedBy), desc(personKeys.owner))
        .limit(REWRAP_LIMIT),
    (rows) => rows,
  );

/** Whose key, if anybody's, was wrapped by a secret of another name. */
export const strangeKey = (names: readonly string[]): Read<string | undefined> =>
  read(
    (orm) =>
      orm
        .select({
          owner: sql<string | null>`coalesce(${sql.join(besides([UNNAMED, ...names].toSorted()), sql`, `)}, null)`,
        })
        .from(sql`(select 1)`),
    ([row]) => row?.owner ?? undefined,
  );

/** One owner from between each two of these names, and one from behind the last: each is a range of the index. */
const besides = (names: readonly string[]): SQL[] =>
  names.map((name, at) => {
    const next = names[at + 1];
    const below = next === undefined ? sql`` : sql` and wrapped_by < ${next}`;
    return sql`(select owner from person_keys where wrapped is not null and wrapped_by > ${name}${below} limit 1)`;
  });

/** One that was destroyed or wrapped anew meanwhile stays as it is. */
export const rewrap = (keys: readonly (NewKey & { readonly from: string })[]): Save =>
  changingOrNot((orm) =>
    orm
      .update(personKeys)
      .set({ wrapped: sql`value->>'$.wrapped'`, wrappedBy: sql`value->>'$.wrappedBy'` })
      .from(sql`json_each(${JSON.stringify(keys)})`)
      .where(sql`${personKeys.owner} = value->>'$.owner' and ${personKeys.wrapped} = value->>'$.from'`),
  );

/** The key is gone for good, also where there was none yet. */
export const destroyKey = (owner: string, now: Instant): Save =>
  changingOrNot((orm) =>
    orm
      .insert(personKeys)
      .values({ owner, wrapped: null, madeAt: now, destroyedAt: now })
      .onConflictDoUpdate({
        target: personKeys.owner,
        set: { wrapped: null, destroyedAt: now },
        setWhere: sql`${personKeys.destroyedAt} is null`,
      }),
  );

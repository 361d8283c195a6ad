import { sql } from "drizzle-orm";
import type { Instant } from "#shared/core/time";
import { changing, changingOrNot, type Save } from "#shared/worker/commit";
import type { OwnerKey } from "#shared/worker/keyring";
import { type Read, read } from "#shared/worker/load";
import { personKeys } from "./schema.ts";

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
export const addKey = ({ owner, wrapped }: { owner: string; wrapped: string }, now: Instant): Save =>
  changing(`key of ${owner}`, (orm) =>
    orm.insert(personKeys).values({ owner, wrapped, madeAt: now, destroyedAt: null }).onConflictDoNothing(),
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

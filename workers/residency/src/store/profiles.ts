import { eq, sql } from "drizzle-orm";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { changing, changingOrNot, type Save } from "#shared/worker/commit";
import { type Read, read } from "#shared/worker/load";
import { claims, profiles } from "./schema.ts";

/** What residency knows of a person; `name` is null once they left for good. */
export interface Profile {
  readonly userId: Id<"user">;
  readonly name: string | null;
  readonly locale: string | null;
  readonly version: number;
  readonly erasedAt: Instant | null;
}

export const profileOf = (userId: Id<"user">): Read<Profile | undefined> =>
  read(
    (orm) => orm.select().from(profiles).where(eq(profiles.userId, userId)),
    (rows) => rows[0],
  );

/** Keeps a profile as it is known at its version; an older version changes nothing, and nothing brings back who left. */
export const keepProfileRow = (profile: Omit<Profile, "erasedAt">): Save =>
  changingOrNot((orm) =>
    orm
      .insert(profiles)
      .values({ ...profile, erasedAt: null })
      .onConflictDoUpdate({
        target: profiles.userId,
        set: { name: profile.name, locale: profile.locale, version: profile.version },
        setWhere: sql`excluded.version > ${profiles.version} and ${profiles.erasedAt} is null`,
      }),
  );

/**
 * Takes the words and the name of a person away, known or not. Comes after the saves that end their residences: one that
 * opened meanwhile refuses the batch, and none opens afterwards.
 */
export const eraseProfile = (userId: Id<"user">, version: number, now: Instant): Save[] => [
  changingOrNot((orm) =>
    orm
      .update(claims)
      .set({
        message: null,
        reason: null,
        status: sql`case status when 'pending' then 'withdrawn' else status end`,
        decidedAt: sql`coalesce(decided_at, ${now})`,
        version: sql`version + 1`,
      })
      .where(eq(claims.userId, userId)),
  ),
  changingOrNot((orm) =>
    orm
      .insert(profiles)
      .values({ userId, name: null, locale: null, version, erasedAt: now })
      .onConflictDoUpdate({
        target: profiles.userId,
        set: { name: null, locale: null, version: sql`max(${profiles.version} + 1, ${version})`, erasedAt: now },
      }),
  ),
  changing(userId, (orm) =>
    orm
      .update(profiles)
      .set({ erasedAt: now })
      .where(
        sql`${profiles.userId} = ${userId} and not exists (select 1 from residences where user_id = ${userId} and (until_at is null or until_at > ${now}))`,
      ),
  ),
];

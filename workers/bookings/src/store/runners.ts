import { eq, sql } from "drizzle-orm";
import type { Id } from "#shared/core/ids";
import { changingOrNot, type Save } from "#shared/worker/commit";
import { type Read, read } from "#shared/worker/load";
import type { Runner } from "../domain/running.ts";
import { calendarFeeds, runners } from "./schema.ts";

/** What is known of who made a feed, in the same batch as the feed itself. */
export const runnerOfFeed = (secretHash: string): Read<Runner | undefined> =>
  read(
    (orm) => {
      const maker = orm.select({ userId: calendarFeeds.userId }).from(calendarFeeds);
      return orm
        .select()
        .from(runners)
        .where(eq(runners.userId, maker.where(eq(calendarFeeds.secretHash, secretHash))));
    },
    ([row]) => row,
  );

/** Keeps a person's grants as of the newest version heard. */
export const keepRunner = ({ userId, grants, version }: Runner): Save =>
  keep({ userId, grants, version, isGone: false });

/** Of somebody who deleted their account only that they are gone: a trigger refuses what they book with a token that is still valid. */
export const keepGone = (userId: Id<"user">, version: number): Save =>
  keep({ userId, grants: [], version, isGone: true });

const keep = (runner: typeof runners.$inferInsert): Save =>
  changingOrNot((orm) =>
    orm
      .insert(runners)
      .values(runner)
      .onConflictDoUpdate({
        target: runners.userId,
        set: { grants: runner.grants, version: runner.version, isGone: runner.isGone },
        setWhere: sql`excluded.version > ${runners.version}`,
      }),
  );

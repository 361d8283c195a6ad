import { eq, sql } from "drizzle-orm";
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
  changingOrNot((orm) =>
    orm
      .insert(runners)
      .values({ userId, grants, version })
      .onConflictDoUpdate({
        target: runners.userId,
        set: { grants, version },
        setWhere: sql`excluded.version > ${runners.version}`,
      }),
  );

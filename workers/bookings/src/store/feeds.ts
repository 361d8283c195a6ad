import { and, asc, count, eq, gt, isNotNull } from "drizzle-orm";
import type { Id } from "#shared/core/ids";
import { adding, changing, changingOrNot, READ_AGAIN, type Save } from "#shared/worker/commit";
import type { BuildingFacts } from "#shared/worker/homes";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import { places } from "#shared/worker/tables";
import type { Feed } from "../domain/feed.ts";
import type { PlacedFeed } from "../domain/running.ts";
import { only, placeIn } from "./places.ts";
import { calendarFeeds } from "./schema.ts";

export const feedById = (id: Id<"feed">): Read<Feed> =>
  read((orm) => orm.select().from(calendarFeeds).where(eq(calendarFeeds.id, id)), only);

export const feedBySecret = (secretHash: string): Read<Feed> =>
  read((orm) => orm.select().from(calendarFeeds).where(eq(calendarFeeds.secretHash, secretHash)), only);

/** The building of a resource's feed, in the same batch as the feed itself. */
export const placeOfFeed = (id: Id<"feed">): Read<BuildingFacts | undefined> =>
  placeIn((orm) =>
    orm.select({ buildingId: calendarFeeds.buildingId }).from(calendarFeeds).where(eq(calendarFeeds.id, id)),
  );

/** The same, of a feed that is read. */
export const placeOfFeedBySecret = (secretHash: string): Read<BuildingFacts | undefined> =>
  placeIn((orm) =>
    orm
      .select({ buildingId: calendarFeeds.buildingId })
      .from(calendarFeeds)
      .where(eq(calendarFeeds.secretHash, secretHash)),
  );

/** The feeds of resources that a person made, in buildings that are known. */
export const placedFeedsOf = (userId: Id<"user">): Read<PlacedFeed[]> =>
  read(
    (orm) =>
      orm
        .select({
          id: calendarFeeds.id,
          createdAt: calendarFeeds.createdAt,
          buildingId: calendarFeeds.buildingId,
          organisationId: places.organisationId,
        })
        .from(calendarFeeds)
        .innerJoin(places, eq(places.id, calendarFeeds.buildingId))
        .where(and(eq(calendarFeeds.userId, userId), isNotNull(calendarFeeds.resourceId))),
    (rows) =>
      rows.flatMap(({ buildingId, organisationId, ...feed }) =>
        buildingId === null ? [] : [{ ...feed, building: { id: buildingId, organisationId } }],
      ),
  );

export const countFeedsOf = (userId: Id<"user">): Read<number> =>
  read(
    (orm) => orm.select({ many: count() }).from(calendarFeeds).where(eq(calendarFeeds.userId, userId)),
    ([row]) => row?.many ?? 0,
  );

export const feedList = (userId: Id<"user">): string => `feeds ${userId}`;

export const listFeedsOf = (userId: Id<"user">, after: After | undefined, limit: number): Read<Page<Feed>> =>
  read(
    (orm) =>
      orm
        .select()
        .from(calendarFeeds)
        .where(and(eq(calendarFeeds.userId, userId), after && gt(calendarFeeds.id, String(after[0]) as Id<"feed">)))
        .orderBy(asc(calendarFeeds.id))
        .limit(limit + 1),
    (rows) => pageOf(feedList(userId), rows, limit, ({ id }) => [id]),
  );

export const feedsOfResource = (resourceId: Id<"resource">): string => `feeds ${resourceId}`;

export const listFeedsOfResource = (
  resourceId: Id<"resource">,
  after: After | undefined,
  limit: number,
): Read<Page<Feed>> =>
  read(
    (orm) =>
      orm
        .select()
        .from(calendarFeeds)
        .where(
          and(eq(calendarFeeds.resourceId, resourceId), after && gt(calendarFeeds.id, String(after[0]) as Id<"feed">)),
        )
        .orderBy(asc(calendarFeeds.id))
        .limit(limit + 1),
    (rows) => pageOf(feedsOfResource(resourceId), rows, limit, ({ id }) => [id]),
  );

/** A trigger refuses one too many; who reads again is told the limit. */
export const FEEDS_FULL = { "feed.too_many": READ_AGAIN } as const;

export const addFeed = (feed: Feed): Save => adding((orm) => orm.insert(calendarFeeds).values(feed));

export const dropFeed = ({ id }: Feed): Save =>
  changing(id, (orm) => orm.delete(calendarFeeds).where(eq(calendarFeeds.id, id)));

/** The same for one that its maker may have ended meanwhile. */
export const dropFeedIfThere = (id: Id<"feed">): Save =>
  changingOrNot((orm) => orm.delete(calendarFeeds).where(eq(calendarFeeds.id, id)));

export const dropFeedsOf = (userId: Id<"user">): Save =>
  changingOrNot((orm) => orm.delete(calendarFeeds).where(eq(calendarFeeds.userId, userId)));

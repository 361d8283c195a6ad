import { and, eq, exists, gt, inArray, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import type { Instant } from "#shared/core/time";
import type { Orm } from "#shared/worker/database";
import { type Read, read } from "#shared/worker/load";
import { homes, places } from "#shared/worker/tables";
import {
  CANCELLED_SHOWN,
  FEED_EVENTS_LIMIT,
  FEED_PAST,
  type FeedBooking,
  statusesShownAs,
} from "../domain/feed-events.ts";
import { bookings, calendarFeeds } from "./schema.ts";

/** The own bookings of whoever made a personal feed; none for a feed of a resource. What was booked from a home in a building that is left is not shown. */
export const bookingsOfPersonalFeed = (secretHash: string, now: Instant): Read<FeedBooking[]> =>
  shownIn(now, (orm) =>
    and(
      eq(
        bookings.userId,
        orm
          .select({ userId: calendarFeeds.userId })
          .from(calendarFeeds)
          .where(and(eq(calendarFeeds.secretHash, secretHash), isNull(calendarFeeds.resourceId))),
      ),
      or(isNull(bookings.unitId), stillLivesThere(orm, now)),
    ),
  );

/** Everything booked of the resource of a feed; none for a personal feed. */
export const bookingsOfResourceFeed = (secretHash: string, now: Instant): Read<FeedBooking[]> =>
  shownIn(now, (orm) => {
    const ofFeed = <K extends "buildingId" | "resourceId">(field: K) =>
      orm.select({ id: calendarFeeds[field] }).from(calendarFeeds).where(eq(calendarFeeds.secretHash, secretHash));
    return and(eq(bookings.buildingId, ofFeed("buildingId")), eq(bookings.resourceId, ofFeed("resourceId")));
  });

const stillLivesThere = (orm: Orm, now: Instant) =>
  exists(
    orm
      .select({ one: sql<number>`1` })
      .from(homes)
      .where(
        and(
          eq(homes.userId, bookings.userId),
          eq(homes.buildingId, bookings.buildingId),
          ne(homes.kind, "offsite_owner"),
          or(isNull(homes.untilAt), gt(homes.untilAt, now)),
        ),
      ),
  );

const shownNow = (now: Instant) =>
  or(
    inArray(bookings.status, statusesShownAs("CONFIRMED")),
    and(
      inArray(bookings.status, statusesShownAs("TENTATIVE")),
      or(isNull(bookings.holdUntil), gt(bookings.holdUntil, now)),
    ),
    and(inArray(bookings.status, statusesShownAs("CANCELLED")), gt(bookings.updatedAt, now - CANCELLED_SHOWN)),
  );

// Queries of their own: in the columns of a select, drizzle leaves the names of tables out, and both have a `user_id`.
const ofBuilding = (orm: Orm, field: "name" | "version") =>
  orm.select({ known: places[field] }).from(places).where(eq(places.id, bookings.buildingId));

const unitLabel = (orm: Orm) =>
  orm
    .select({ label: homes.unitLabel })
    .from(homes)
    .where(and(eq(homes.userId, bookings.userId), eq(homes.unitId, bookings.unitId)));

const shownIn = (now: Instant, whose: (orm: Orm) => SQL | undefined): Read<FeedBooking[]> =>
  read(
    (orm) =>
      orm
        .select({
          id: bookings.id,
          resourceName: bookings.resourceName,
          userId: bookings.userId,
          startAt: bookings.startAt,
          endAt: bookings.endAt,
          attendees: bookings.attendees,
          status: bookings.status,
          createdAt: bookings.createdAt,
          updatedAt: bookings.updatedAt,
          version: bookings.version,
          buildingName: sql<string | null>`(${ofBuilding(orm, "name")})`.as("building_name"),
          buildingVersion: sql<number | null>`(${ofBuilding(orm, "version")})`.as("building_version"),
          unitLabel: sql<string | null>`(${unitLabel(orm)})`.as("unit_label"),
        })
        .from(bookings)
        .where(and(whose(orm), gt(bookings.startAt, now - FEED_PAST), shownNow(now)))
        .orderBy(sql`abs(${bookings.startAt} - ${now})`)
        .limit(FEED_EVENTS_LIMIT),
    (rows) => rows,
  );

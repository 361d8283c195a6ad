import { and, asc, desc, eq, gt, gte, lt, sql } from "drizzle-orm";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { adding, changingOrNot, type Save } from "#shared/worker/commit";
import type { Orm } from "#shared/worker/database";
import type { BuildingFacts } from "#shared/worker/homes";
import { type Read, read } from "#shared/worker/load";
import type { Blackout } from "../domain/blackout.ts";
import { type Booking, NO_LONGER_HERE, OPEN } from "../domain/booking.ts";
import type { Bookable } from "../domain/hours.ts";
import type { Series } from "../domain/series.ts";
import { only, placeIn } from "./places.ts";
import { bookableBy, bookableFrom } from "./resources.ts";
import { blackouts, bookings, series } from "./schema.ts";

/** The most bookings of one series, and the last of the requests that its occurrences were, over again. */
const BOOKINGS_LIMIT = 1000;

export const seriesById = (id: Id<"series">): Read<Series> =>
  read((orm) => orm.select().from(series).where(eq(series.id, id)), only);

/** The last series of a request. */
export const lastSeriesOf = (requestKey: string): Read<Series | undefined> =>
  read(
    (orm) => orm.select().from(series).where(eq(series.requestKey, requestKey)).orderBy(desc(series.id)).limit(1),
    ([row]) => row,
  );

/** The bookings of a series, in order. */
export const bookingsOfSeries = (id: Id<"series">): Read<Booking[]> =>
  read(
    (orm) =>
      orm
        .select()
        .from(bookings)
        .where(eq(bookings.seriesId, id))
        .orderBy(asc(bookings.seriesPosition))
        .limit(BOOKINGS_LIMIT),
    (rows) => rows,
  );

/** Of each occurrence's own request, the booking that stands for it, or else the last that did, by the request's key. */
export const lastOfOccurrences = (requestKey: string): Read<ReadonlyMap<string, Booking>> =>
  read(
    (orm) =>
      orm
        .select()
        .from(bookings)
        .where(and(gte(bookings.requestKey, `${requestKey} #`), lt(bookings.requestKey, `${requestKey} $`)))
        .orderBy(desc(bookings.id))
        .limit(BOOKINGS_LIMIT),
    (rows) => {
      const open = (one: Booking) => OPEN.some((status) => status === one.status);
      const sorted = rows.toReversed().sort((a, b) => Number(open(a)) - Number(open(b)));
      return new Map(sorted.map((one) => [one.requestKey, one]));
    },
  );

/** The building of a series, in the same batch as the series itself. */
export const placeOfSeries = (id: Id<"series">): Read<BuildingFacts | undefined> =>
  placeIn((orm) => orm.select({ buildingId: series.buildingId }).from(series).where(eq(series.id, id)));

const resourceIdOf = (orm: Orm, id: Id<"series">) =>
  orm.select({ resourceId: series.resourceId }).from(series).where(eq(series.id, id));

/** The resource of a series, in the same batch as the series itself. */
export const bookableOfSeries = (id: Id<"series">, now: Instant): Read<Bookable> =>
  bookableBy(sql`(select resource_id from series where series.id = ${id})`, bookableFrom(now));

/** When the resource of a series is closed, from now on. */
export const blackoutsOfSeries = (id: Id<"series">, now: Instant): Read<Blackout[]> =>
  read(
    (orm) =>
      orm
        .select()
        .from(blackouts)
        .where(and(eq(blackouts.resourceId, resourceIdOf(orm, id)), gt(blackouts.endAt, now))),
    (rows) => rows,
  );

export const addSeries = (one: Series): Save => adding((orm) => orm.insert(series).values(one));

/** Takes one who asked for series, for the house, out of what those were asked by: a request's key begins with who asked. */
export const forgetAskerOfSeries = (userId: Id<"user">): Save =>
  changingOrNot((orm) =>
    orm
      .update(series)
      .set({ requestKey: sql`${series.id}` })
      .where(and(gte(series.requestKey, `${userId} `), lt(series.requestKey, `${userId}!`))),
  );

/** Takes a person out of their series. */
export const forgetInSeries = (userId: Id<"user">): Save =>
  changingOrNot((orm) =>
    orm.update(series).set({ userId: NO_LONGER_HERE, requestKey: series.id }).where(eq(series.userId, userId)),
  );

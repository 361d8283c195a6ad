import { and, desc, eq, gt, inArray, lte, or } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Id } from "#shared/core/ids";
import { days, type Instant } from "#shared/core/time";
import { homesOf, homesOfUser } from "#shared/worker/homes";
import { type Read, read } from "#shared/worker/load";
import { homes } from "#shared/worker/tables";
import type { Call } from "../call.ts";
import type { Begun } from "../domain/quotas.ts";
import type { Interval } from "../domain/seats.ts";
import { NEARBY } from "../domain/slots.ts";
import { blackoutsIn } from "./blackouts.ts";
import { countAheadOf, lastOfRequest } from "./bookings.ts";
import { placeOfResource, resourceById } from "./resources.ts";
import { bookings, resources } from "./schema.ts";
import { lastOfOccurrences, lastSeriesOf } from "./series.ts";

/** The furthest back that a window of a quota reaches which is still open: a month, and an hour of a changed clock. */
const LONGEST_WINDOW = days(32);
/** The furthest back that a missed booking counts. */
const LONGEST_MEMORY = days(366);
/** More than any quota allows, for one household, in all resources of a calendar. */
const COUNTED_LIMIT = 1000;

/** Everything that a request for a time must know of the book, in one batch: `userId` is whom it is for. */
export const readsOfRequest = (
  { actor, now }: Pick<Call, "actor" | "now">,
  { resourceId, userId, requestKey, startAt, endAt }: Interval & Asking,
) => ({
  resource: resourceById(resourceId),
  before: lastOfRequest(requestKey),
  ahead: countAheadOf(userId, now),
  started: startedOf(resourceId, userId, now),
  marks: marksOf(resourceId, userId, now),
  blackouts: blackoutsIn(resourceId, { startAt, endAt: Math.max(endAt, startAt + NEARBY) }),
  place: placeOfResource(resourceId),
  homes: homesOf(actor),
  theirs: homesOfUser(userId),
});

/** The same for a request that recurs, with what became of its occurrences when it was asked before. */
export const readsOfSeries = (call: Pick<Call, "actor" | "now">, asking: Interval & Asking) => {
  const { before: _, blackouts: __, ...reads } = readsOfRequest(call, asking);
  const { resourceId, requestKey, startAt } = asking;
  const ever = { startAt, endAt: Number.MAX_SAFE_INTEGER };
  return {
    ...reads,
    blackouts: blackoutsIn(resourceId, ever),
    befores: lastOfOccurrences(requestKey),
    last: lastSeriesOf(requestKey),
  };
};

interface Asking {
  readonly resourceId: Id<"resource">;
  readonly userId: Id<"user">;
  readonly requestKey: string;
}

const ofResource = (resourceId: Id<"resource">, userId: Id<"user">) =>
  and(eq(bookings.userId, userId), eq(bookings.resourceId, resourceId));

/** When the bookings of a resource began that a person missed, or gave up too late, the last first. */
const marksOf = (resourceId: Id<"resource">, userId: Id<"user">, now: Instant): Read<Instant[]> =>
  read(
    (orm) =>
      orm
        .select({ startAt: bookings.startAt })
        .from(bookings)
        .where(
          and(ofResource(resourceId, userId), eq(bookings.marked, true), gt(bookings.startAt, now - LONGEST_MEMORY)),
        )
        .orderBy(desc(bookings.startAt))
        .limit(COUNTED_LIMIT),
    (rows) => rows.map(({ startAt }) => startAt),
  );

/** The bookings of a resource, and of those in its calendar, that a person or their households began to use lately, the last first: the calendar forgets these. */
const startedOf = (resourceId: Id<"resource">, userId: Id<"user">, now: Instant): Read<Begun[]> =>
  read(
    (orm) => {
      const mine = alias(resources, "mine");
      const theirHomes = orm.select({ unitId: homes.unitId }).from(homes).where(eq(homes.userId, userId));
      return orm
        .select({
          bookingId: bookings.id,
          resourceId: bookings.resourceId,
          userId: bookings.userId,
          unitId: bookings.unitId,
          startAt: bookings.startAt,
        })
        .from(mine)
        .innerJoin(resources, eq(resources.calendarId, mine.calendarId))
        .innerJoin(
          bookings,
          and(
            eq(bookings.buildingId, resources.buildingId),
            eq(bookings.resourceId, resources.id),
            gt(bookings.startAt, now - LONGEST_WINDOW),
            lte(bookings.startAt, now),
            inArray(bookings.status, ["confirmed", "checked_in", "checked_out", "no_show"]),
            or(eq(bookings.userId, userId), inArray(bookings.unitId, theirHomes)),
          ),
        )
        .where(eq(mine.id, resourceId))
        .orderBy(desc(bookings.startAt))
        .limit(COUNTED_LIMIT);
    },
    (rows) => rows,
  );

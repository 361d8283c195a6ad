import { and, desc, eq, gt, inArray, lte, ne, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { alias, union } from "drizzle-orm/sqlite-core";
import type { Id } from "#shared/core/ids";
import { around, days, type Instant, type Time } from "#shared/core/time";
import type { Orm } from "#shared/worker/database";
import { homesOf, homesOfUser } from "#shared/worker/homes";
import { type Read, read } from "#shared/worker/load";
import { homes } from "#shared/worker/tables";
import type { Call } from "../call.ts";
import type { Begun } from "../domain/quotas.ts";
import type { Interval } from "../domain/seats.ts";
import { NEARBY } from "../domain/slots.ts";
import { blackoutsIn } from "./blackouts.ts";
import { countAheadOf, lastOfRequest } from "./bookings.ts";
import { bookableBy, bookableFrom, placeOfResource } from "./resources.ts";
import { bookings, calendars, resources } from "./schema.ts";
import { lastOfOccurrences, lastSeriesOf } from "./series.ts";

/** The furthest back that a window of a quota reaches which is still open, with an hour of a changed clock. */
const LONGEST_MONTH = days(32);
const LONGEST_YEAR = days(367);
/** The furthest back that a missed booking counts. */
const LONGEST_MEMORY = days(366);
/** The most that any quota, or any count of missed bookings, allows. */
const MOST_COUNTED = 100;

/** Everything that a request for a time must know of the book, in one batch: `userId` is whom it is for. */
export const readsOfRequest = (
  { actor, now }: Pick<Call, "actor" | "now">,
  { resourceId, userId, requestKey, startAt, endAt, wait }: Asking,
) => ({
  resource: bookableBy(resourceId, nearby({ startAt, endAt })),
  before: lastOfRequest(requestKey),
  ahead: countAheadOf(userId, now),
  started: startedOf(resourceId, userId, now, wait),
  marks: marksOf(resourceId, userId, now),
  blackouts: blackoutsIn(resourceId, nearby({ startAt, endAt })),
  place: placeOfResource(resourceId),
  homes: homesOf(actor),
  theirs: homesOfUser(userId),
});

/** A time, whatever the zone, and where another is looked for if it is taken. */
const nearby = ({ startAt, endAt }: Pick<Asking, "startAt" | "endAt">): Interval => ({
  startAt: around(startAt).from,
  endAt: Math.max(around(endAt).until, around(startAt).until + NEARBY),
});

/** The same for a request that recurs, with what became of its occurrences when it was asked before. */
export const readsOfSeries = (call: Pick<Call, "actor" | "now">, asking: Asking) => {
  const { before: _, blackouts: __, ...reads } = readsOfRequest(call, asking);
  const { resourceId, requestKey, startAt } = asking;
  const ever = { startAt: around(startAt).from, endAt: Number.MAX_SAFE_INTEGER };
  return {
    ...reads,
    resource: bookableBy(resourceId, bookableFrom(call.now)),
    blackouts: blackoutsIn(resourceId, ever),
    befores: lastOfOccurrences(requestKey),
    last: lastSeriesOf(requestKey),
  };
};

interface Asking {
  readonly resourceId: Id<"resource">;
  readonly userId: Id<"user">;
  readonly requestKey: string;
  /** By the clock of the resource, which is not known before it is read. */
  readonly startAt: Time;
  readonly endAt: Time;
  /** Whoever waits is offered a time under the quotas that there are then. */
  readonly wait: boolean;
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
        .limit(MOST_COUNTED),
    (rows) => rows.map(({ startAt }) => startAt),
  );

const COUNTED = {
  bookingId: bookings.id,
  resourceId: bookings.resourceId,
  userId: bookings.userId,
  unitId: bookings.unitId,
  startAt: bookings.startAt,
  guests: bookings.guests,
};

/** The resources in the calendar of one, by its id, and the last of each that somebody began to use within any window that is still open, or may be for whom `waits`: as many as a quota can count, and as many with guests where one counts those. */
function begunIn(orm: Orm, resourceId: Id<"resource"> | SQL, now: Instant, waits: boolean) {
  const [mine, one] = [alias(resources, "mine"), alias(bookings, "one")];
  const lastIn = (whose: "userId" | "unitId", is: SQLWrapper | Id<"user">, guests: boolean) =>
    inArray(
      bookings.id,
      orm
        .select({ id: one.id })
        .from(one)
        .where(
          and(
            eq(one[whose], is),
            eq(one.resourceId, resources.id),
            gt(one.startAt, waits ? now - LONGEST_YEAR : earliestCounted(resourceId, now, guests)),
            guests ? gt(one.guests, 0) : undefined,
            lte(one.startAt, now),
            inArray(one.status, ["confirmed", "checked_in", "checked_out", "no_show"]),
          ),
        )
        .orderBy(desc(one.startAt))
        .limit(MOST_COUNTED),
    );
  const lastOf = (whose: "userId" | "unitId", is: SQLWrapper | Id<"user">) =>
    or(lastIn(whose, is, false), lastIn(whose, is, true));
  const ofCalendar = () =>
    orm.select(COUNTED).from(mine).innerJoin(resources, eq(resources.calendarId, mine.calendarId));
  return { ofCalendar, lastOf, isMine: eq(mine.id, resourceId) };
}

/** What a person, and whoever lives with them, began to use of a resource and of those in its calendar: the calendar forgets it. */
const startedOf = (
  resourceId: Id<"resource"> | SQL,
  userId: Id<"user"> | SQL,
  now: Instant,
  waits = false,
): Read<Begun[]> =>
  read(
    (orm) => {
      const { ofCalendar, lastOf, isMine } = begunIn(orm, resourceId, now, waits);
      const livesIn = and(eq(homes.userId, userId), ne(homes.kind, "offsite_owner"));
      return union(
        ofCalendar().innerJoin(bookings, lastOf("userId", userId)).where(isMine),
        ofCalendar().innerJoin(homes, livesIn).innerJoin(bookings, lastOf("unitId", homes.unitId)).where(isMine),
      );
    },
    (rows) => rows,
  );

/** The same of all who wait for a resource. */
export const startedOfWaiters = (resourceId: Id<"resource">, now: Instant): Read<Begun[]> =>
  read(
    (orm) => {
      const { ofCalendar, lastOf, isMine } = begunIn(orm, resourceId, now, true);
      const waiter = alias(bookings, "waiter");
      // Spelled out, so that the index of those who wait is seen to fit.
      const waits = and(eq(waiter.resourceId, resourceId), sql`${waiter.status} = 'waiting'`);
      return union(
        ofCalendar().innerJoin(waiter, waits).innerJoin(bookings, lastOf("userId", waiter.userId)).where(isMine),
        ofCalendar().innerJoin(waiter, waits).innerJoin(bookings, lastOf("unitId", waiter.unitId)).where(isMine),
      );
    },
    (rows) => rows,
  );

/**
 * What all who wait in a shared calendar began to use of one resource that is in it, or joins it: where they asked to wait,
 * it may not have been counted yet.
 */
export const begunOfWaitersBeside = (
  resourceId: Id<"resource">,
  now: Instant,
  joins?: Id<"calendar"> | null,
): Read<Begun[]> =>
  read(
    (orm) => {
      const { lastOf } = begunIn(orm, resourceId, now, true);
      const waiter = alias(bookings, "waiter");
      // Spelled out, so that the index of those who wait is seen to fit.
      const waits = and(eq(waiter.calendarId, calendars.id), sql`${waiter.status} = 'waiting'`);
      const ofOne = () =>
        orm
          .select(COUNTED)
          .from(resources)
          .innerJoin(calendars, eq(calendars.id, joins ?? resources.calendarId))
          .innerJoin(waiter, waits);
      const isOne = eq(resources.id, resourceId);
      return union(
        ofOne().innerJoin(bookings, lastOf("userId", waiter.userId)).where(isOne),
        ofOne().innerJoin(bookings, lastOf("unitId", waiter.unitId)).where(isOne),
      );
    },
    (rows) => rows,
  );

/** What quotas count beside a booking that is to be moved. */
export const startedBeside = (id: Id<"booking">, now: Instant): Read<Begun[]> =>
  startedOf(
    sql`(select resource_id from bookings as moved where moved.id = ${id})`,
    sql`(select user_id from bookings as moved where moved.id = ${id})`,
    now,
  );

/** What quotas count beside the bookings of a series that are to be moved. */
export const startedBesideSeries = (id: Id<"series">, now: Instant): Read<Begun[]> =>
  startedOf(
    sql`(select resource_id from series as moved where moved.id = ${id})`,
    sql`(select user_id from series as moved where moved.id = ${id})`,
    now,
  );

/** A year back where a quota of the resource, or of its calendar, counts one; else a month. Where none counts guests, those of nobody count. */
const earliestCounted = (resourceId: Id<"resource"> | SQL, now: Instant, guests: boolean) =>
  sql<number>`${now} - (
    select iif(instr(asked.quotas || coalesce(shared.quotas, ''), '"year"') > 0, ${LONGEST_YEAR}, ${LONGEST_MONTH})
      * ${guests ? sql`(instr(asked.quotas || coalesce(shared.quotas, ''), '"guests"') > 0)` : sql`1`}
    from resources as asked left join calendars as shared on shared.id = asked.calendar_id where asked.id = ${resourceId}
  )`;

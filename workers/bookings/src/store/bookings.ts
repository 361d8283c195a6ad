import { and, asc, count, desc, eq, gt, inArray, lt, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Id } from "#shared/core/ids";
import { days, type Instant } from "#shared/core/time";
import { changing, provided, READ_AGAIN, type Save } from "#shared/worker/commit";
import type { Orm } from "#shared/worker/database";
import type { BuildingFacts } from "#shared/worker/homes";
import { type Read, read } from "#shared/worker/load";
import { type Booking, OPEN } from "../domain/booking.ts";
import { LONGEST_DAYS } from "../domain/rules.ts";
import type { Interval, Seated } from "../domain/seats.ts";
import { only, placeIn } from "./places.ts";
import { bookings, calendars, resources } from "./schema.ts";

/** What the book knows of a booking; undefined where it never got there. */
export const bookingOf = (id: Id<"booking">): Read<Booking | undefined> =>
  read(
    (orm) => orm.select().from(bookings).where(eq(bookings.id, id)),
    ([row]) => row,
  );

export const bookingById = (id: Id<"booking">): Read<Booking> =>
  read((orm) => orm.select().from(bookings).where(eq(bookings.id, id)), only);

/** The building of a booking, in the same batch as the booking itself. */
export const placeOfBooking = (id: Id<"booking">): Read<BuildingFacts | undefined> =>
  placeIn((orm) => orm.select({ buildingId: bookings.buildingId }).from(bookings).where(eq(bookings.id, id)));

/** The booking that stands for a request; where none does, the last that did. */
export const lastOfRequest = (requestKey: string): Read<Booking | undefined> =>
  read(
    (orm) =>
      orm
        .select()
        .from(bookings)
        .where(eq(bookings.requestKey, requestKey))
        .orderBy(desc(inArray(bookings.status, [...OPEN])), desc(bookings.id))
        .limit(1),
    ([row]) => row,
  );

const ahead = (userId: Id<"user">, now: Instant) =>
  and(eq(bookings.userId, userId), gt(bookings.startAt, now), inArray(bookings.status, [...OPEN]));

/** Everything open that a person has ahead of them: bookings, holds, requests, places in a queue. */
export const aheadOf = (userId: Id<"user">, now: Instant): Read<Booking[]> =>
  read(
    (orm) => orm.select().from(bookings).where(ahead(userId, now)),
    (rows) => rows,
  );

/** Refuses the commit if by then anything else is ahead of a person than was read: they booked, or moved, meanwhile. */
export const stillAhead = (userId: Id<"user">, known: readonly Booking[], now: Instant): Save => {
  const read = `${known.length} ${known.reduce((sum, { version }) => sum + version, 0)}`;
  const there = sql`select count(*) || ' ' || coalesce(sum(version), 0) from ${bookings} where ${ahead(userId, now)}`;
  return provided("bookings ahead", sql`(${there}) = ${read}`);
};

export const countAheadOf = (userId: Id<"user">, now: Instant): Read<number> =>
  read(
    (orm) => orm.select({ many: count() }).from(bookings).where(ahead(userId, now)),
    ([row]) => row?.many ?? 0,
  );

/** What takes its time from others. */
export const isLiveAt = (now: Instant) =>
  or(
    inArray(bookings.status, ["confirmed", "checked_in"]),
    and(eq(bookings.status, "requested"), eq(bookings.approval, "blocking")),
    and(inArray(bookings.status, ["held", "offered"]), gt(bookings.holdUntil, now)),
  );

/** The bookings of a resource, by the index of its building. */
export const ofResource = (orm: Orm, resourceId: Id<"resource">) =>
  and(
    eq(
      bookings.buildingId,
      orm.select({ buildingId: resources.buildingId }).from(resources).where(eq(resources.id, resourceId)),
    ),
    eq(bookings.resourceId, resourceId),
  );

/** The bookings that touch an interval. None is longer than a week, an hour of a changed clock included. */
export const touching = ({ startAt, endAt }: Interval) =>
  and(gt(bookings.startAt, startAt - days(LONGEST_DAYS + 1)), lt(bookings.startAt, endAt), gt(bookings.endAt, startAt));

/** The bookings of a resource, open in any way or in some, that touch an interval, by their starts. */
export const openIn = (
  resourceId: Id<"resource">,
  interval: Interval,
  limit: number,
  statuses: readonly Booking["status"][] = OPEN,
): Read<Booking[]> =>
  read(
    (orm) =>
      orm
        .select()
        .from(bookings)
        .where(and(ofResource(orm, resourceId), touching(interval), inArray(bookings.status, [...statuses])))
        .orderBy(asc(bookings.startAt))
        .limit(limit),
    (rows) => rows,
  );

/** How many wait for a time that touches a booking's, and came before it; also for what blocks its resource. */
export const waitingBefore = (id: Id<"booking">): Read<number> =>
  read(
    (orm) => {
      const mine = alias(bookings, "mine");
      return orm
        .select({ many: count(bookings.id) })
        .from(mine)
        .leftJoin(calendars, eq(calendars.id, mine.calendarId))
        .innerJoin(
          bookings,
          and(
            eq(bookings.calendarId, mine.calendarId),
            or(eq(bookings.resourceId, mine.resourceId), eq(calendars.isExclusive, true)),
            // Spelled out, so that the index of those who wait is seen to fit.
            sql`${bookings.status} = 'waiting'`,
            lt(bookings.queuedAt, mine.queuedAt),
            lt(bookings.startAt, mine.endAt),
            gt(bookings.endAt, mine.startAt),
          ),
        )
        .where(eq(mine.id, id));
    },
    ([row]) => row?.many ?? 0,
  );

/** The seats of a resource that are taken in an interval. */
export const takenIn = (resourceId: Id<"resource">, interval: Interval, now: Instant): Read<Seated[]> =>
  read(
    (orm) =>
      orm
        .select({ startAt: bookings.startAt, endAt: bookings.endAt, attendees: bookings.attendees })
        .from(bookings)
        .where(and(ofResource(orm, resourceId), touching(interval), isLiveAt(now))),
    (rows) => rows,
  );

/** The triggers that refuse a booking which comes to the book too late, and what it is told; its place lapses by the calendar's alarm. */
export const TOO_LATE = {
  "booking.slot_taken": "booking.slot_taken",
  "booking.lapsed": "booking.lapsed",
  "booking.nobody_there": "access.not_a_resident",
  "booking.blackout": READ_AGAIN,
  "booking.too_many": READ_AGAIN,
} as const;

/** The same for one that is moved. */
export const MOVED_TOO_LATE = { "booking.slot_taken": "booking.slot_taken", "booking.blackout": READ_AGAIN } as const;

/** Adds a booking that the book does not have; one that it has changes nothing, and the commit is stale. */
export const addBooking = (booking: Booking): Save =>
  changing(booking.id, (orm) => orm.insert(bookings).values(booking).onConflictDoNothing());

export const saveBooking = (booking: Booking): Save => {
  const { id, status, holdUntil, checkInUntil, marked, reason, updatedAt, version } = booking;
  const { startAt, endAt, attendees, guests, invitees, cancelUntil, questions } = booking;
  const life = { status, holdUntil, checkInUntil, marked, reason, updatedAt, version };
  return changing(id, (orm) =>
    orm
      .update(bookings)
      .set({ ...life, startAt, endAt, attendees, guests, invitees, cancelUntil, questions })
      .where(and(eq(bookings.id, id), eq(bookings.version, version - 1))),
  );
};

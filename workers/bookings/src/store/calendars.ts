import { and, asc, count, eq, exists, gt, inArray, min, ne, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { adding, changing, type Save } from "#shared/worker/commit";
import type { BuildingFacts } from "#shared/worker/homes";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import { OPEN } from "../domain/booking.ts";
import type { Calendar, CalendarUse } from "../domain/calendar.ts";
import type { Buffers, Interval } from "../domain/seats.ts";
import { isLiveAt, ofResource, touching } from "./bookings.ts";
import { only, placeIn } from "./places.ts";
import { bookings, calendars, removedCalendars, resources } from "./schema.ts";

export const calendarById = (id: Id<"calendar">): Read<Calendar> =>
  read((orm) => orm.select().from(calendars).where(eq(calendars.id, id)), only);

/** A calendar that is named, if one is; undefined where there is none to be shared. */
export const calendarOf = (id: Id<"calendar"> | null | undefined): Read<Calendar | undefined> =>
  read(
    (orm) =>
      orm
        .select()
        .from(calendars)
        .where(eq(calendars.id, id ?? ("" as Id<"calendar">))),
    ([row]) => row,
  );

/** When what a resource's calendar shares was last changed; null for one of its own. */
export const sharedAtOf = (id: Id<"resource">): Read<Instant | null> =>
  read(
    (orm) =>
      orm
        .select({ updatedAt: calendars.updatedAt })
        .from(calendars)
        .where(eq(calendars.id, orm.select({ id: resources.calendarId }).from(resources).where(eq(resources.id, id)))),
    ([row]) => row?.updatedAt ?? null,
  );

/** The building of a calendar, in the same batch as the calendar itself. */
export const placeOfCalendar = (id: Id<"calendar">): Read<BuildingFacts | undefined> =>
  placeIn((orm) => orm.select({ buildingId: calendars.buildingId }).from(calendars).where(eq(calendars.id, id)));

export const calendarList = (buildingId: Id<"building">): string => `calendars ${buildingId}`;

/** Those that can be shared, in the order they were made. */
export const listCalendarsOf = (
  buildingId: Id<"building">,
  after: After | undefined,
  limit: number,
): Read<Page<Calendar>> =>
  read(
    (orm) =>
      orm
        .select()
        .from(calendars)
        .where(and(eq(calendars.buildingId, buildingId), after && gt(calendars.id, String(after[0]) as Id<"calendar">)))
        .orderBy(asc(calendars.id))
        .limit(limit + 1),
    (rows) => pageOf(calendarList(buildingId), rows, limit, (row) => [row.id]),
  );

export const addCalendarRow = (calendar: Calendar): Save => adding((orm) => orm.insert(calendars).values(calendar));

export const saveCalendar = ({ id, ...calendar }: Calendar): Save =>
  changing(id, (orm) =>
    orm
      .update(calendars)
      .set(calendar)
      .where(and(eq(calendars.id, id), eq(calendars.version, calendar.version - 1))),
  );

/** Removes the calendar itself too, by a trigger. */
export const removeCalendarRow = ({ id, version }: Calendar, now: Instant): Save =>
  changing(id, (orm) =>
    orm.insert(removedCalendars).select(
      orm
        .select({
          id: calendars.id,
          buildingId: calendars.buildingId,
          removedAt: sql<Instant>`${now}`.as("removed_at"),
        })
        .from(calendars)
        .where(and(eq(calendars.id, id), eq(calendars.version, version))),
    ),
  );

/** The trigger that keeps a calendar while it is in use, and what it is called. */
export const CALENDAR_IN_USE = { "calendar.in_use": "calendar.in_use" } as const;

/** The resources that keep a calendar from being removed: one that is withdrawn does while something of it is ahead. */
export const useOfCalendar = (id: Id<"calendar">, now: Instant): Read<CalendarUse> =>
  read(
    (orm) => {
      const itsBooking = and(eq(bookings.buildingId, resources.buildingId), eq(bookings.resourceId, resources.id));
      const ahead = orm
        .select({ one: sql`1` })
        .from(bookings)
        .where(and(itsBooking, isAhead(now)));
      return orm
        .select({ resources: count(), first: min(resources.id) })
        .from(resources)
        .where(and(eq(resources.calendarId, id), or(ne(resources.status, "withdrawn"), exists(ahead))));
    },
    ([use]) => use ?? { resources: 0, first: null },
  );

/** What is taken in an interval of other resources, where those of the calendar block each other, with their buffers. */
export const takenBeside = (
  resourceId: Id<"resource">,
  interval: Interval,
  now: Instant,
): Read<(Interval & Buffers)[]> =>
  read(
    (orm) => {
      const mine = alias(resources, "mine");
      const { bufferBeforeMinutes, bufferAfterMinutes } = resources;
      return orm
        .select({ startAt: bookings.startAt, endAt: bookings.endAt, bufferBeforeMinutes, bufferAfterMinutes })
        .from(mine)
        .innerJoin(calendars, and(eq(calendars.id, mine.calendarId), eq(calendars.isExclusive, true)))
        .innerJoin(resources, and(eq(resources.calendarId, calendars.id), ne(resources.id, mine.id)))
        .innerJoin(
          bookings,
          and(
            eq(bookings.buildingId, resources.buildingId),
            eq(bookings.resourceId, resources.id),
            touching(interval),
            isLiveAt(now),
          ),
        )
        .where(eq(mine.id, resourceId));
    },
    (rows) => rows,
  );

/** Open in any way, and not over. */
export const isAhead = (now: Instant) =>
  and(touching({ startAt: now, endAt: Number.MAX_SAFE_INTEGER }), inArray(bookings.status, [...OPEN]));

/** How many bookings of a resource are open in any way and not over. */
export const countAheadIn = (resourceId: Id<"resource">, now: Instant): Read<number> =>
  read(
    (orm) =>
      orm
        .select({ many: count() })
        .from(bookings)
        .where(and(ofResource(orm, resourceId), isAhead(now))),
    ([row]) => row?.many ?? 0,
  );

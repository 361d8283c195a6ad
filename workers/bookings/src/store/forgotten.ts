import { and, eq, gt, inArray, isNotNull, lt, sql } from "drizzle-orm";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { changingOrNot, type Save } from "#shared/worker/commit";
import { type Read, read } from "#shared/worker/load";
import { type Booking, NO_LONGER_HERE } from "../domain/booking.ts";
import { bookings } from "./schema.ts";

/** What would be ahead of a person had it not been given up with words: the event that says so is lost with them. */
export const endedInWordsOf = (
  userId: Id<"user">,
  now: Instant,
): Read<Pick<Booking, "id" | "calendarId" | "version">[]> =>
  read(
    (orm) =>
      orm
        .select({ id: bookings.id, calendarId: bookings.calendarId, version: bookings.version })
        .from(bookings)
        .where(
          and(
            eq(bookings.userId, userId),
            gt(bookings.startAt, now),
            inArray(bookings.status, ["cancelled", "rejected"]),
            isNotNull(bookings.reason),
          ),
        ),
    (rows) => rows,
  );

/** Takes a person out of all their bookings. Whoever is changing one reads it again, or would write back what they said. */
export const forgetInBookings = (userId: Id<"user">): Save =>
  changingOrNot((orm) =>
    orm
      .update(bookings)
      .set({
        userId: NO_LONGER_HERE,
        unitId: null,
        requestKey: sql`${bookings.id}`,
        // What somebody wrote may name them; that a request was rejected needs some reason.
        reason: sql`CASE WHEN ${bookings.status} = 'rejected' THEN '–' END`,
        questions: [],
        invitees: [],
        version: sql`${bookings.version} + 1`,
      })
      .where(eq(bookings.userId, userId)),
  );

/** Takes the names of who came along out of what ended before an instant; it is another version, for whoever is changing it. */
export const forgetInviteesOf = (endedBefore: Instant, limit: number): Save =>
  changingOrNot((orm) => {
    const named = and(lt(bookings.endAt, endedBefore), sql`${bookings.invitees} <> '[]'`);
    return orm
      .update(bookings)
      .set({ invitees: [], version: sql`${bookings.version} + 1` })
      .where(inArray(bookings.id, orm.select({ id: bookings.id }).from(bookings).where(named).limit(limit)));
  });

/** Takes one who booked for others, for the house, out of those bookings, and of what they were asked by. */
export const forgetBooker = (userId: Id<"user">): Save =>
  changingOrNot((orm) =>
    orm
      .update(bookings)
      .set({ bookedBy: NO_LONGER_HERE, requestKey: sql`${bookings.id}` })
      .where(eq(bookings.bookedBy, userId)),
  );

/** The calendars of all that somebody booked for others. */
export const calendarsOfBooker = (userId: Id<"user">): Read<Id<"calendar">[]> =>
  read(
    (orm) =>
      orm.selectDistinct({ calendarId: bookings.calendarId }).from(bookings).where(eq(bookings.bookedBy, userId)),
    (rows) => rows.map(({ calendarId }) => calendarId),
  );

/** Takes one who asked about requests, for the house, out of them. Whoever is changing one reads it again. */
export const forgetAsker = (userId: Id<"user">): Save =>
  changingOrNot((orm) =>
    orm
      .update(bookings)
      .set({
        questions: sql`replace(${bookings.questions}, ${userId}, ${NO_LONGER_HERE})`,
        version: sql`${bookings.version} + 1`,
      })
      .where(sql`${bookings.questions} <> '[]' and instr(${bookings.questions}, ${userId}) > 0`),
  );

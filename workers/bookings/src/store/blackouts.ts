import { and, asc, eq, gt, lt } from "drizzle-orm";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { adding, changing, changingOrNot, type Save } from "#shared/worker/commit";
import type { BuildingFacts } from "#shared/worker/homes";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import type { Blackout } from "../domain/blackout.ts";
import { NO_LONGER_HERE } from "../domain/booking.ts";
import type { Interval } from "../domain/seats.ts";
import { only, placeIn } from "./places.ts";
import { blackouts, bookings } from "./schema.ts";

export const blackoutById = (id: Id<"blackout">): Read<Blackout> =>
  read((orm) => orm.select().from(blackouts).where(eq(blackouts.id, id)), only);

/** The building of a blackout, in the same batch as the blackout itself. */
export const placeOfBlackout = (id: Id<"blackout">): Read<BuildingFacts | undefined> =>
  placeIn((orm) => orm.select({ buildingId: blackouts.buildingId }).from(blackouts).where(eq(blackouts.id, id)));

/** When a resource is closed beside its hours, within an interval. */
export const blackoutsIn = (resourceId: Id<"resource">, { startAt, endAt }: Interval): Read<Blackout[]> =>
  read(
    (orm) =>
      orm
        .select()
        .from(blackouts)
        .where(and(eq(blackouts.resourceId, resourceId), lt(blackouts.startAt, endAt), gt(blackouts.endAt, startAt))),
    (rows) => rows,
  );

export const blackoutList = (resourceId: Id<"resource">): string => `blackouts ${resourceId}`;

/** Those that are not over, in the order they were made. */
export const listBlackoutsOf = (
  resourceId: Id<"resource">,
  after: After | undefined,
  limit: number,
  now: Instant,
): Read<Page<Blackout>> =>
  read(
    (orm) =>
      orm
        .select()
        .from(blackouts)
        .where(
          and(
            eq(blackouts.resourceId, resourceId),
            gt(blackouts.endAt, now),
            after && gt(blackouts.id, String(after[0]) as Id<"blackout">),
          ),
        )
        .orderBy(asc(blackouts.id))
        .limit(limit + 1),
    (rows) => pageOf(blackoutList(resourceId), rows, limit, (row) => [row.id]),
  );

export const addBlackout = (blackout: Blackout): Save => adding((orm) => orm.insert(blackouts).values(blackout));

/** Takes one who closed something, for the house, out of it. */
export const forgetCloser = (userId: Id<"user">): Save =>
  changingOrNot((orm) =>
    orm.update(blackouts).set({ createdBy: NO_LONGER_HERE }).where(eq(blackouts.createdBy, userId)),
  );

/** When the resource of a booking is closed, from now on. */
export const blackoutsOfBooking = (id: Id<"booking">, now: Instant): Read<Blackout[]> =>
  read(
    (orm) =>
      orm
        .select()
        .from(blackouts)
        .where(
          and(
            eq(
              blackouts.resourceId,
              orm.select({ resourceId: bookings.resourceId }).from(bookings).where(eq(bookings.id, id)),
            ),
            gt(blackouts.endAt, now),
          ),
        ),
    (rows) => rows,
  );

export const removeBlackoutRow = (id: Id<"blackout">): Save =>
  changing(id, (orm) => orm.delete(blackouts).where(eq(blackouts.id, id)));

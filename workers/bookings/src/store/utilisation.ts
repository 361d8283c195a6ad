import { and, eq, gt, lt } from "drizzle-orm";
import type { Id } from "#shared/core/ids";
import { days } from "#shared/core/time";
import { type Read, read } from "#shared/worker/load";
import type { Booking } from "../domain/booking.ts";
import { LONGEST_DAYS } from "../domain/rules.ts";
import type { Interval } from "../domain/seats.ts";
import { bookings, resources } from "./schema.ts";

/** Every booking of a resource that touches an interval, whatever became of it. */
export const timesIn = (
  resourceId: Id<"resource">,
  { startAt, endAt }: Interval,
): Read<Pick<Booking, "startAt" | "endAt" | "status">[]> =>
  read(
    (orm) =>
      orm
        .select({ startAt: bookings.startAt, endAt: bookings.endAt, status: bookings.status })
        .from(bookings)
        .where(
          and(
            eq(
              bookings.buildingId,
              orm.select({ buildingId: resources.buildingId }).from(resources).where(eq(resources.id, resourceId)),
            ),
            eq(bookings.resourceId, resourceId),
            gt(bookings.startAt, startAt - days(LONGEST_DAYS)),
            lt(bookings.startAt, endAt),
            gt(bookings.endAt, startAt),
          ),
        ),
    (rows) => rows,
  );

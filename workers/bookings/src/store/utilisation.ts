import { and } from "drizzle-orm";
import type { Id } from "#shared/core/ids";
import { type Read, read } from "#shared/worker/load";
import type { Booking } from "../domain/booking.ts";
import type { Interval } from "../domain/seats.ts";
import { ofResource, touching } from "./bookings.ts";
import { bookings } from "./schema.ts";

/** Every booking of a resource that touches an interval, whatever became of it. */
export const timesIn = (
  resourceId: Id<"resource">,
  interval: Interval,
): Read<Pick<Booking, "startAt" | "endAt" | "status">[]> =>
  read(
    (orm) =>
      orm
        .select({ startAt: bookings.startAt, endAt: bookings.endAt, status: bookings.status })
        .from(bookings)
        .where(and(ofResource(orm, resourceId), touching(interval))),
    (rows) => rows,
  );

import { and, desc, eq, sql } from "drizzle-orm";
import type { Id } from "#shared/core/ids";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import type { Booking } from "../domain/booking.ts";
import { bookings } from "./schema.ts";

/** The lists of bookings there are, the latest start first. */
export type BookingList = { readonly userId: Id<"user"> } | { readonly buildingId: Id<"building"> };

export const bookingList = (list: BookingList): string =>
  "userId" in list ? `bookings ${list.userId}` : `bookings ${list.buildingId}`;

export const listBookings = (list: BookingList, after: After | undefined, limit: number): Read<Page<Booking>> =>
  read(
    (orm) =>
      orm
        .select()
        .from(bookings)
        .where(
          and(
            "userId" in list ? eq(bookings.userId, list.userId) : eq(bookings.buildingId, list.buildingId),
            // As one value: with an "or", every page would read those before it again.
            after && sql`(${bookings.startAt}, ${bookings.id}) < (${Number(after[0])}, ${String(after[1])})`,
          ),
        )
        .orderBy(desc(bookings.startAt), desc(bookings.id))
        .limit(limit + 1),
    (rows) => pageOf(bookingList(list), rows, limit, ({ startAt, id }) => [startAt, id]),
  );

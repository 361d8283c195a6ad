import { and, eq, sql } from "drizzle-orm";
import type { Home } from "#shared/core/homes";
import type { Id } from "#shared/core/ids";
import { provided, type Save } from "#shared/worker/commit";
import { type Read, read } from "#shared/worker/load";
import { homes } from "#shared/worker/tables";
import { bookings, series } from "./schema.ts";

/** The homes of the person who has a booking, in its building. */
export const homesBehindBooking = (id: Id<"booking">): Read<Home[]> => homesBehind(bookings, id);

/** The same of a series. */
export const homesBehindSeries = (id: Id<"series">): Read<Home[]> => homesBehind(series, id);

const homesBehind = (of: typeof bookings | typeof series, id: Id<"booking"> | Id<"series">): Read<Home[]> =>
  read(
    (orm) => {
      const one = <K extends "userId" | "buildingId">(field: K) =>
        orm.select({ it: of[field] }).from(of).where(eq(of.id, id));
      return orm
        .select()
        .from(homes)
        .where(and(eq(homes.userId, one("userId")), eq(homes.buildingId, one("buildingId"))));
    },
    (rows) => rows,
  );

/** Refuses the commit if a home has changed since it was read: whoever moves out meanwhile books nothing. */
export const stillHome = ({ userId, unitId, version }: Home): Save =>
  provided(
    unitId,
    sql`exists (select 1 from ${homes} where ${and(eq(homes.userId, userId), eq(homes.unitId, unitId), eq(homes.version, version))})`,
  );

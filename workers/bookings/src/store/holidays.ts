import { and, asc, between, eq, gt, isNotNull, sql } from "drizzle-orm";
import type { Id } from "#shared/core/ids";
import { days, type Instant, startOfDay } from "#shared/core/time";
import { adding, changing, READ_AGAIN, type Save } from "#shared/worker/commit";
import type { BuildingFacts } from "#shared/worker/homes";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import type { Booking } from "../domain/booking.ts";
import { HOLIDAYS_LIMIT, type Holiday } from "../domain/holiday.ts";
import { touching } from "./bookings.ts";
import { isAhead } from "./calendars.ts";
import { only, placeIn } from "./places.ts";
import { bookings, holidays, resources } from "./schema.ts";

/** The most bookings on one date that are counted. */
const COUNTED_LIMIT = 1000;

export const holidayById = (id: Id<"holiday">): Read<Holiday> =>
  read((orm) => orm.select().from(holidays).where(eq(holidays.id, id)), only);

/** The building of a holiday, in the same batch as the holiday itself. */
export const placeOfHoliday = (id: Id<"holiday">): Read<BuildingFacts | undefined> =>
  placeIn((orm) => orm.select({ buildingId: holidays.buildingId }).from(holidays).where(eq(holidays.id, id)));

const inYear = (buildingId: Id<"building">, year: string) =>
  and(eq(holidays.buildingId, buildingId), between(holidays.date, `${year}-01-01`, `${year}-12-31`));

/** Those of the year that a date is in. */
export const holidaysBeside = (buildingId: Id<"building">, date: string): Read<Holiday[]> =>
  read(
    (orm) =>
      orm
        .select()
        .from(holidays)
        .where(inYear(buildingId, date.slice(0, 4)))
        .limit(HOLIDAYS_LIMIT),
    (rows) => rows,
  );

export const holidayList = (buildingId: Id<"building">, year: number | undefined): string =>
  `holidays ${buildingId} year=${year ?? ""}`;

/** By their dates, all or those of one year. */
export const listHolidaysOf = (
  buildingId: Id<"building">,
  year: number | undefined,
  after: After | undefined,
  limit: number,
): Read<Page<Holiday>> =>
  read(
    (orm) =>
      orm
        .select()
        .from(holidays)
        .where(
          and(
            year === undefined ? eq(holidays.buildingId, buildingId) : inYear(buildingId, String(year)),
            after && gt(holidays.date, String(after[0])),
          ),
        )
        .orderBy(asc(holidays.date))
        .limit(limit + 1),
    (rows) => pageOf(holidayList(buildingId, year), rows, limit, ({ date }) => [date]),
  );

/** What is open and not over about a date, of resources that have other hours on holidays, and none of their own on that date. */
export const standingAround = (
  buildingId: Id<"building">,
  date: string,
  now: Instant,
): Read<Pick<Booking, "startAt" | "endAt" | "timeZone">[]> =>
  read(
    (orm) => {
      const noon = startOfDay(date, "UTC") + days(0.5);
      const around = { startAt: noon - days(2), endAt: noon + days(2) };
      const hasOwn = sql`exists (select 1 from json_each(${resources.exceptions}) where value ->> 'date' = ${date})`;
      const itsBooking = and(eq(bookings.buildingId, resources.buildingId), eq(bookings.resourceId, resources.id));
      return orm
        .select({ startAt: bookings.startAt, endAt: bookings.endAt, timeZone: bookings.timeZone })
        .from(resources)
        .innerJoin(bookings, and(itsBooking, touching(around), isAhead(now)))
        .where(and(eq(resources.buildingId, buildingId), isNotNull(resources.holidayOpenings), sql`not ${hasOwn}`))
        .limit(COUNTED_LIMIT);
    },
    (rows) => rows,
  );

/** The index and the trigger that repeat what the use case asks. */
export const HOLIDAYS_FULL = { "holidays.date": READ_AGAIN, "holiday.too_many": READ_AGAIN } as const;

export const addHolidayRow = (holiday: Holiday): Save => adding((orm) => orm.insert(holidays).values(holiday));

export const saveHoliday = ({ id, ...holiday }: Holiday): Save =>
  changing(id, (orm) =>
    orm
      .update(holidays)
      .set(holiday)
      .where(and(eq(holidays.id, id), eq(holidays.version, holiday.version - 1))),
  );

export const removeHolidayRow = ({ id, version }: Holiday): Save =>
  changing(id, (orm) => orm.delete(holidays).where(and(eq(holidays.id, id), eq(holidays.version, version))));

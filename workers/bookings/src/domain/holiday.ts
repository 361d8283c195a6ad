import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { localDay } from "#shared/core/local-day";
import type { Instant } from "#shared/core/time";
import type { Booking } from "./booking.ts";
import { overlaps } from "./seats.ts";

/** The most holidays of a building in one year. */
export const HOLIDAYS_LIMIT = 100;
/** How many years before and after the one that it is a holiday may be. */
const YEARS = { before: 1, after: 5 } as const;

/** A date on which resources of a building may have other hours, each by its own clock. */
export interface Holiday {
  readonly id: Id<"holiday">;
  readonly buildingId: Id<"building">;
  /** `2026-12-25` */
  readonly date: string;
  readonly name: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

/**
 * A new holiday among those that its year has already. `today` is a date of the building.
 *
 * @throws AppError `holiday.out_of_range`, `holiday.date_taken`, `holiday.too_many`
 */
export function addHoliday(
  wanted: Pick<Holiday, "id" | "buildingId" | "date" | "name">,
  sameYear: readonly Holiday[],
  today: string,
  now: Instant,
): Holiday {
  const { date } = wanted;
  const thisYear = yearOf(today);
  const [first, last] = [`${thisYear - YEARS.before}-01-01`, `${thisYear + YEARS.after}-12-31`];
  if (date < first || date > last) throw new AppError("holiday.out_of_range", { facts: { date, first, last } });
  const there = sameYear.find((one) => one.date === date);
  if (there) throw new AppError("holiday.date_taken", { facts: { date, name: there.name, holidayId: there.id } });
  if (sameYear.length >= HOLIDAYS_LIMIT)
    throw new AppError("holiday.too_many", { facts: { year: yearOf(date), limit: HOLIDAYS_LIMIT } });
  return { ...wanted, createdAt: now, updatedAt: now, version: 1 };
}

const yearOf = (date: string): number => Number(date.slice(0, 4));

/** The same holiday under another name. */
export const renameHoliday = (holiday: Holiday, name: string, now: Instant): Holiday =>
  name === holiday.name ? holiday : { ...holiday, name, updatedAt: now, version: holiday.version + 1 };

/** How many bookings are on a date, each by the clock of its resource. */
export const countOn = (date: string, bookings: readonly Pick<Booking, "startAt" | "endAt" | "timeZone">[]): number =>
  bookings.filter((one) => overlaps(one, localDay(date, one.timeZone))).length;

import { days, hours, toIso } from "#shared/core/time";

/** The first hour that is surely ahead while a run lasts. */
const FIRST = Math.ceil((Date.now() + days(1)) / hours(1)) * hours(1);

/** What books the nth hour from tomorrow on. */
export const aBooking = (hour: number, long = 1) => ({
  startAt: toIso(FIRST + hours(hour)),
  endAt: toIso(FIRST + hours(hour + long)),
});

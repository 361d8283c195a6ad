import { AppError } from "#shared/core/errors";
import { dayAfter, localDay } from "#shared/core/local-day";
import { days, type Instant, localDates, minutes, startOfDay, wallClock } from "#shared/core/time";
import { type Bookable, intervalsOn } from "./hours.ts";
import type { Resource } from "./resource.ts";
import { earliestOf, LONGEST_DAYS, latestOf, shortestOf } from "./rules.ts";
import { type Interval, overlaps, type Seated, seatsOver } from "./seats.ts";

/** The most dates one question may span: a quarter of a year. */
export const DATES_LIMIT = 92;

/** How far ahead the refusal of a taken time looks for a free one. */
export const NEARBY = days(7);

/** A slot and the seats that are left in it. */
export interface Slot extends Interval {
  readonly free: number;
}

/** Both dates are included. */
export interface Dates {
  readonly from: string;
  readonly to: string;
}

/** The seats that are taken, and the times for which nobody can have any. */
export interface Occupancy {
  readonly taken: readonly Seated[];
  readonly closed: readonly Interval[];
}

/** A question about dates must be the right way round and not too wide. */
export function demandDates({ from, to }: Dates): void {
  if (to < from) throw new AppError("slots.range_backwards", { facts: { from, to } });
  const dates = (startOfDay(to, "UTC") - startOfDay(from, "UTC")) / days(1) + 1;
  if (dates > DATES_LIMIT) throw new AppError("slots.range_too_long", { facts: { dates, limit: DATES_LIMIT } });
}

/** An interval of time that holds the dates in every zone, the ends of bookings that begin in them, and their buffers. */
export const windowOf = ({ from, to }: Dates): Interval => ({
  startAt: startOfDay(from, "UTC") - days(2),
  endAt: startOfDay(to, "UTC") + days(LONGEST_DAYS + 4),
});

/**
 * The slots of a resource that can still be booked, with what is free in each; of free times, the shortest at each step.
 * A resource that is not available has none.
 */
export function slotsOf(resource: Bookable, dates: Dates, { taken, closed }: Occupancy, now: Instant): Slot[] {
  if (resource.status !== "available") return [];
  const { timeZone } = resource;
  const length = minutes(shortestOf(resource));
  const earliest = earliestOf(resource, now);
  const latest = resource.windowDays === null ? Number.POSITIVE_INFINITY : latestOf(resource, now);
  const all = localDates(startOfDay(dates.from, timeZone), startOfDay(dates.to, timeZone), timeZone);
  const seats = seatsOver(taken, resource);
  return all.flatMap((date) =>
    intervalsOn(resource, localDay(date, timeZone), length)
      .filter(({ startAt }) => startAt >= earliest && startAt <= latest)
      .filter((slot) => !closed.some((one) => overlaps(one, slot)))
      .map((slot) => ({ ...slot, free: Math.max(0, resource.capacity - seats(slot)) })),
  );
}

/** Slots as they are shown: where the seats are not for everybody to see, a slot is free or it is not. */
export const asShown = (slots: readonly Slot[], { showsSeats }: Resource, mayUpdate: boolean): Slot[] =>
  slots.map((slot) => (showsSeats || mayUpdate ? slot : { ...slot, free: Math.min(1, slot.free) }));

/** The first time after a wish at which as many would find room for as long; undefined if there is none within `until`. */
export function nextFree(
  resource: Bookable,
  wish: Seated,
  { taken, closed }: Occupancy,
  until: Instant,
): Interval | undefined {
  const { timeZone, capacity } = resource;
  const length = wish.endAt - wish.startAt;
  const seats = seatsOver(taken, resource);
  for (let day = localDay(wallClock(wish.startAt, timeZone).date, timeZone); day.startAt < until; day = dayAfter(day)) {
    const found = intervalsOn(resource, day, length).find(
      (one) =>
        one.startAt >= wish.startAt &&
        one.endAt <= until &&
        !closed.some((time) => overlaps(time, one)) &&
        capacity - seats(one) >= wish.attendees,
    );
    if (found) return found;
  }
  return undefined;
}

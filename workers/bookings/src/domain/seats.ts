import type { Instant } from "#shared/core/time";

/** From `startAt` up to, but not including, `endAt`. */
export interface Interval {
  readonly startAt: Instant;
  readonly endAt: Instant;
}

/** Seats that are taken for a time. */
export interface Seated extends Interval {
  readonly attendees: number;
}

export const overlaps = (a: Interval, b: Interval): boolean => a.startAt < b.endAt && a.endAt > b.startAt;

/** The most seats that are taken at any one moment of an interval. */
export function seatsTaken(taken: readonly Seated[], interval: Interval): number {
  const steps = taken
    .filter((one) => overlaps(one, interval))
    .flatMap(({ startAt, endAt, attendees }) => [
      { at: startAt, by: attendees },
      { at: endAt, by: -attendees },
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by);
  let seats = 0;
  let most = 0;
  for (const { by } of steps) {
    seats += by;
    most = Math.max(most, seats);
  }
  return most;
}

import { type Instant, minutes } from "#shared/core/time";

/** From `startAt` up to, but not including, `endAt`. */
export interface Interval {
  readonly startAt: Instant;
  readonly endAt: Instant;
}

/** Seats that are taken for a time. */
export interface Seated extends Interval {
  readonly attendees: number;
}

/** Time before and after each booking in which nobody else can have its seats, for cleaning and the like. */
export interface Buffers {
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
}

/** The time for which seats are taken, buffers included. */
export const withBuffers = <T extends Interval>(one: T, { bufferBeforeMinutes, bufferAfterMinutes }: Buffers): T => ({
  ...one,
  startAt: one.startAt - minutes(bufferBeforeMinutes),
  endAt: one.endAt + minutes(bufferAfterMinutes),
});

/**
 * What blocks a resource from another one, as seats of this one: all of them, for the other's time and its buffers. So two
 * are apart by the buffer after the one and the buffer before the other, as two of one resource are.
 */
export const seenFrom = (
  { capacity, bufferBeforeMinutes: before, bufferAfterMinutes: after }: Buffers & { readonly capacity: number },
  theirs: Interval & Buffers,
): Seated => ({
  startAt: theirs.startAt + minutes(before - theirs.bufferBeforeMinutes),
  endAt: theirs.endAt + minutes(theirs.bufferAfterMinutes - after),
  attendees: capacity,
});

/** What is taken near enough to an interval to matter to it: both have their buffers. */
export const reachOf = (
  { startAt, endAt }: Interval,
  { bufferBeforeMinutes, bufferAfterMinutes }: Buffers,
): Interval => {
  const gap = minutes(bufferBeforeMinutes + bufferAfterMinutes);
  return { startAt: startAt - gap, endAt: endAt + gap };
};

/** The most seats that are taken at any one moment of a booking or of its buffers, by bookings with the same. */
export const seatsAround = (taken: readonly Seated[], interval: Interval, buffers: Buffers): number =>
  seatsTaken(
    taken.map((one) => withBuffers(one, buffers)),
    withBuffers(interval, buffers),
  );

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

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

/** Seats that somebody has for themselves and others, and how many of these are guests: they do not live in the building. */
export interface Party extends Seated {
  readonly guests: number;
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
  seatsOver(taken, buffers)(interval);

export const overlaps = (a: Interval, b: Interval): boolean => a.startAt < b.endAt && a.endAt > b.startAt;

/** `seatsAround` for many intervals: what is taken is looked at once, however many are asked about. */
export function seatsOver(taken: readonly Seated[], buffers: Buffers): (interval: Interval) => number {
  const { moments, seats } = courseOf(taken.map((one) => withBuffers(one, buffers)));
  return (interval) => {
    const { startAt, endAt } = withBuffers(interval, buffers);
    let most = 0;
    for (let at = lastUntil(moments, startAt); (moments[at] ?? endAt) < endAt; at += 1)
      most = Math.max(most, seats[at] ?? 0);
    return most;
  };
}

/** The moments at which the number of taken seats changes, and what it is from each on. */
function courseOf(taken: readonly Seated[]) {
  const steps = taken
    .flatMap(({ startAt, endAt, attendees }) => [
      { at: startAt, by: attendees },
      { at: endAt, by: -attendees },
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by);
  const moments: Instant[] = [];
  const seats: number[] = [];
  let now = 0;
  for (const { at, by } of steps) {
    now += by;
    if (moments.at(-1) !== at) moments.push(at);
    seats[moments.length - 1] = now;
  }
  return { moments, seats };
}

/** Where the last of the sorted moments is that is not after an instant, or the first of all. */
function lastUntil(moments: readonly Instant[], at: Instant): number {
  let [low, high] = [0, moments.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((moments[middle] ?? at) <= at) low = middle;
    else high = middle;
  }
  return low;
}

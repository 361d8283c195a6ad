import { type LocalDay, localDay } from "#shared/core/local-day";
import { type Instant, localDates, minutes, startOfDay, wallClock } from "#shared/core/time";
import type { BookingStatus } from "#shared/core/vocabulary";
import type { Booking } from "./booking.ts";
import { type Hours, openTimesOn } from "./hours.ts";
import { type Interval, overlaps } from "./seats.ts";
import type { Dates } from "./slots.ts";

/** Of an open time, how much was booked; in whole minutes. */
export interface Share {
  readonly openMinutes: number;
  readonly bookedMinutes: number;
  /** From 0 to 1; 0 where nothing is open. */
  readonly ratio: number;
}

/** The hours of one weekday (1 is Monday) that begin with the same hour on the clock. */
export interface HeatCell extends Share {
  readonly weekday: number;
  readonly hour: number;
}

export interface Utilisation extends Share {
  /** Those that begin on the dates and were not given up. */
  readonly bookings: number;
  readonly cancelled: number;
  /** Those to which nobody came. */
  readonly missed: number;
  readonly heat: readonly HeatCell[];
}

type Counting = "booked" | "cancelled" | "missed";

/** How a booking counts in a report: as time somebody has, as one that was given up or missed, or not at all. */
const COUNTS_AS = {
  held: null,
  requested: null,
  waiting: null,
  offered: null,
  confirmed: "booked",
  checked_in: "booked",
  checked_out: "booked",
  cancelled: "cancelled",
  rejected: null,
  no_show: "missed",
  lapsed: null,
} as const satisfies Record<BookingStatus, Counting | null>;

interface Piece extends Interval {
  readonly weekday: number;
  readonly hour: number;
}

/** How much of a resource's open time is booked on some dates, with the hours that it has now. */
export function utilisationOf(
  hours: Hours,
  dates: Dates,
  bookings: readonly Pick<Booking, "startAt" | "endAt" | "status">[],
): Utilisation {
  const { timeZone } = hours;
  const all = localDates(startOfDay(dates.from, timeZone), startOfDay(dates.to, timeZone), timeZone);
  const listed = all.map((date) => localDay(date, timeZone));
  const [first, last] = [listed.at(0)?.startAt ?? 0, listed.at(-1)?.endAt ?? 0];
  const counted = (as: Counting) => bookings.filter(({ status }) => COUNTS_AS[status] === as);
  const beginning = (some: readonly Interval[]) =>
    some.filter(({ startAt }) => startAt >= first && startAt < last).length;
  const busy = merged(counted("booked"));
  const cells = new Map<string, HeatCell>();
  for (const day of listed) {
    const busyThen = busy.filter((one) => overlaps(one, day));
    for (const piece of openTimesOn(hours, day).flatMap((open) => hoursOf(day, open))) {
      const key = `${piece.weekday} ${piece.hour}`;
      const { weekday, hour } = piece;
      cells.set(key, { weekday, hour, ...added(cells.get(key), piece, busyThen) });
    }
  }
  const heat = [...cells.values()].sort((a, b) => a.weekday - b.weekday || a.hour - b.hour);
  return {
    ...shareOf(sum(heat, "openMinutes"), sum(heat, "bookedMinutes")),
    bookings: beginning(counted("booked")),
    cancelled: beginning(counted("cancelled")),
    missed: beginning(counted("missed")),
    heat,
  };
}

const shareOf = (openMinutes: number, bookedMinutes: number): Share => ({
  openMinutes,
  bookedMinutes,
  ratio: openMinutes === 0 ? 0 : bookedMinutes / openMinutes,
});

const sum = (shares: readonly Share[], of: "openMinutes" | "bookedMinutes"): number =>
  shares.reduce((total, share) => total + share[of], 0);

function added(before: Share | undefined, piece: Interval, busy: readonly Interval[]): Share {
  const taken = busy.map(({ startAt, endAt }) => Math.min(endAt, piece.endAt) - Math.max(startAt, piece.startAt));
  const booked = taken.reduce((total, long) => total + Math.max(0, long), 0);
  const open = piece.endAt - piece.startAt;
  return shareOf(
    (before?.openMinutes ?? 0) + open / minutes(1),
    (before?.bookedMinutes ?? 0) + Math.floor(booked / minutes(1)),
  );
}

/** Times that overlap or meet, as one: seats do not count here, only whether somebody is there. */
function merged(times: readonly Interval[]): Interval[] {
  const result: { startAt: Instant; endAt: Instant }[] = [];
  for (const { startAt, endAt } of [...times].sort((a, b) => a.startAt - b.startAt)) {
    const last = result.at(-1);
    if (last && startAt <= last.endAt) last.endAt = Math.max(last.endAt, endAt);
    else result.push({ startAt, endAt });
  }
  return result;
}

/** An open time, cut where the clock shows a full hour. In a doubled hour the same hour comes twice, a skipped one not at all. */
function hoursOf({ weekday, timeZone }: LocalDay, open: Interval): Piece[] {
  const pieces: Piece[] = [];
  for (let startAt = open.startAt; startAt < open.endAt; ) {
    const { minute } = wallClock(startAt, timeZone);
    const endAt = Math.min(open.endAt, startAt + minutes(60 - (minute % 60)));
    pieces.push({ startAt, endAt, weekday, hour: Math.floor(minute / 60) });
    startAt = endAt;
  }
  return pieces;
}

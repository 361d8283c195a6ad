import { AppError, refusalIn } from "#shared/core/errors";
import { daysBetween, type Instant, instantOf, wallTimeAfter, wallTimeLater, wallTimeOf } from "#shared/core/time";
import type { Booking, Changed } from "./booking.ts";
import { isOpenAhead } from "./cancelling.ts";
import { bookedOf, isAt, type MoveFacts, move, moveTarget, type PlaceMove } from "./moving.ts";
import { type Moved, refusalOf } from "./place.ts";
import type { Party, Seated } from "./seats.ts";
import {
  type Conflicts,
  demandFits,
  demandPosition,
  refused,
  type Scope,
  type Series,
  type SkippedOccurrence,
  whichOf,
} from "./series.ts";

/**
 * What shall be otherwise with bookings of a series, by the clock on the wall; what is absent stays. It says where they shall
 * be, and not by how much they go: the same wish a second time moves nothing.
 *
 * The calendar first tries all of them as if none had a time yet, so that one may have the time that another leaves. Where not
 * all fit and `skip` lets some stay, it tries one after the other, in the order of `inOrder`: one that stays keeps its time.
 */
export interface SeriesMoveWish {
  readonly scope: Scope;
  /** The one that is named: from which on, or which alone. */
  readonly position: number;
  /** The local date on which the named one shall begin; the others go as many days on, or back. */
  readonly date?: string | undefined;
  /** When each shall begin: `18:30`. */
  readonly startTime?: string | undefined;
  readonly durationMinutes?: number | undefined;
  readonly attendees?: number | undefined;
  readonly guests?: number | undefined;
  readonly conflicts: Conflicts;
}

/** A booking of a series, and where it shall be. */
export interface Mover {
  readonly before: Booking;
  readonly position: number;
  readonly localDate: string;
  readonly target: Party;
}

/**
 * The bookings that a move means: what is over, given up or begun is left alone.
 *
 * @throws AppError `series.position_unknown`, `series.nothing_ahead`, `series.not_ahead`
 */
export function meantBy(
  { scope, position, date }: SeriesMoveWish,
  series: Series,
  bookings: readonly Booking[],
  now: Instant,
): Booking[] {
  demandPosition(series, position);
  const meant = whichOf(scope, bookings, position).filter((one) => isOpenAhead(one, now));
  if (meant.length === 0) throw new AppError("series.nothing_ahead");
  if (date !== undefined && !meant.some(({ seriesPosition }) => seriesPosition === position))
    throw new AppError("series.not_ahead", { facts: { position } });
  return meant;
}

/** Where each booking shall be, for which the rules that need no calendar let it be; what stays where it is, is in neither. */
export function moversOf(
  meant: readonly Booking[],
  wish: SeriesMoveWish,
  facts: MoveFacts,
  now: Instant,
): { readonly movers: readonly Mover[]; readonly skipped: readonly SkippedOccurrence[] } {
  const { timeZone } = facts.resource;
  const named = meant.find(({ seriesPosition }) => seriesPosition === wish.position);
  const days = named && wish.date ? daysBetween(wallTimeOf(named.startAt, timeZone).slice(0, 10), wish.date) : 0;
  const movers: Mover[] = [];
  const skipped: SkippedOccurrence[] = [];
  for (const before of meant) {
    const clock = clockOf(before, days, wish, timeZone);
    const which = { position: before.seriesPosition ?? 0, localDate: clock.from.slice(0, 10) };
    const target = refusalIn(() => {
      const time = { startAt: at(before.startAt, clock.from), endAt: endOf(before, clock) };
      return moveTarget(before, { ...time, attendees: wish.attendees, guests: wish.guests }, facts, now);
    });
    if (target instanceof AppError) skipped.push(refused(which, target));
    else if (!isAt(before, target)) movers.push({ before, ...which, target });
  }
  return { movers: inOrder(movers), skipped };

  /** A time that the clock shows already stays, also where it shows it twice. */
  function at(instant: Instant, wallTime: string): Instant {
    return wallTimeOf(instant, timeZone) === wallTime ? instant : instantOf(wallTime, timeZone);
  }
  function endOf({ startAt, endAt }: Booking, { from, until }: Clock): Instant {
    return wallTimeOf(startAt, timeZone) === from ? at(endAt, until) : instantOf(until, timeZone);
  }
}

interface Clock {
  readonly from: string;
  readonly until: string;
}

/** What the clock shall show at both ends of a booking. */
function clockOf(
  { startAt, endAt }: Booking,
  days: number,
  { startTime, durationMinutes }: SeriesMoveWish,
  timeZone: string,
): Clock {
  const has = { from: wallTimeOf(startAt, timeZone), until: wallTimeOf(endAt, timeZone) };
  const time = startTime === undefined ? has.from : `${has.from.slice(0, 10)}T${startTime}`;
  const from = wallTimeLater(time, { days });
  const until =
    durationMinutes === undefined ? wallTimeAfter(from, has) : wallTimeLater(from, { minutes: durationMinutes });
  return { from, until };
}

/**
 * An order in which each finds its time left by those before it: what goes later, the last first; then what goes earlier,
 * the first first. They keep their order, since all go by as many days, so no two want each other's time.
 */
export function inOrder<M extends { readonly before: Seated; readonly target: Seated }>(movers: readonly M[]): M[] {
  const goesLater = ({ before, target }: M): boolean => target.startAt >= before.startAt;
  return [
    ...movers.filter(goesLater).sort((a, b) => b.before.startAt - a.before.startAt),
    ...movers.filter((one) => !goesLater(one)).sort((a, b) => a.before.startAt - b.before.startAt),
  ];
}

/** What the calendar is asked. The named one must move where a date is said: the others go by it. */
export const asksOf = (movers: readonly Mover[], { conflicts, date, position }: SeriesMoveWish): PlaceMove[] =>
  movers.map(({ before, position: own, target }) => ({
    ...{ bookingId: before.id, from: bookedOf(before), to: target },
    mustMove: conflicts === "fail" || (date !== undefined && own === position),
  }));

/**
 * Whether as many move as must.
 *
 * @throws AppError `series.conflict`
 */
export function demandMoves(
  { conflicts, date, position }: SeriesMoveWish,
  count: number,
  skipped: readonly SkippedOccurrence[],
): void {
  const named = date === undefined ? undefined : skipped.find((one) => one.position === position);
  if (named) demandFits("fail", { count, left: 0 }, [named, ...skipped.filter((one) => one !== named)]);
  demandFits(conflicts, { count, left: count - skipped.length }, skipped);
}

type MovedBooking = Changed & { readonly fields: readonly string[] };

/** The bookings where the calendar has them now, and those that it did not move. */
export function movedOf(
  movers: readonly Mover[],
  told: readonly Moved[],
  facts: MoveFacts,
  now: Instant,
): { readonly moved: readonly MovedBooking[]; readonly skipped: readonly SkippedOccurrence[] } {
  const { resource, blackouts } = facts;
  const moved: MovedBooking[] = [];
  const skipped: SkippedOccurrence[] = [];
  movers.forEach((mover, index) => {
    const answer = told[index];
    if (!answer) throw new Error("a calendar answers every move");
    const { before, target } = mover;
    if (answer.outcome === "moved") moved.push(move(before, target, facts, answer.checkInUntil, now));
    else if (answer.outcome === "gone") skipped.push(refused(mover, new AppError("booking.lapsed")));
    else skipped.push(refused(mover, refusalOf(answer, resource, target, blackouts, now)));
  });
  return { moved, skipped };
}

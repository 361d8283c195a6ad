import { AppError, refusalIn } from "#shared/core/errors";
import type { Home } from "#shared/core/homes";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { type Booking, bookTime } from "./booking.ts";
import { type PlaceWish, refusalOf, type Taken } from "./place.ts";
import { type Booker, placeWishOf, type TimeRequest } from "./request.ts";
import {
  isSkipped,
  keyOfOccurrence,
  type Occurrence,
  refused,
  type Series,
  type SkippedOccurrence,
  seriesOf,
} from "./series.ts";
import type { Wish } from "./wish.ts";

/** A request for a series, and what the book knows about it. */
export interface SeriesRequest extends Omit<TimeRequest, "before"> {
  readonly rule: string;
  /** The last bookings of the very requests that its occurrences are, by their keys. */
  readonly befores: ReadonlyMap<string, Booking>;
}

/** An occurrence of which the calendar is asked, and the home it is booked from. */
export interface Candidate {
  readonly occurrence: Occurrence;
  readonly home: Home | null;
  readonly place: PlaceWish;
}

/** What of a series the calendar is asked for, and what the rules that need no calendar refuse. */
export function candidatesOf(
  request: SeriesRequest,
  booker: Omit<Booker, "bookingId">,
  newBookingId: () => Id<"booking">,
  now: Instant,
): { readonly candidates: readonly Candidate[]; readonly skipped: readonly SkippedOccurrence[] } {
  const { resource, wish, rule, requestKey, befores } = request;
  const candidates: Candidate[] = [];
  const skipped: SkippedOccurrence[] = [];
  for (const occurrence of seriesOf(wish, rule, resource.timeZone)) {
    if (isSkipped(occurrence)) {
      skipped.push(occurrence);
      continue;
    }
    const key = keyOfOccurrence(requestKey, occurrence.position);
    const ahead = request.ahead + candidates.length;
    const one = { ...request, wish: at(wish, occurrence), requestKey: key, before: befores.get(key), ahead };
    const asked = refusalIn(() => placeWishOf(one, { ...booker, bookingId: newBookingId() }, now));
    if (asked instanceof AppError) skipped.push(refused(occurrence, asked));
    else candidates.push({ occurrence, ...asked });
  }
  return { candidates, skipped };
}

const at = (wish: Wish, { startAt, endAt }: Occurrence): Wish => ({ ...wish, startAt, endAt });

/** What the calendar granted of the candidates, as bookings, and what it refused. */
export function grantedOf(
  { resource, wish, userId, blackouts }: SeriesRequest,
  candidates: readonly Candidate[],
  told: readonly Taken[],
  whose: { readonly bookedBy: Id<"user"> | null; readonly seriesId: Id<"series"> },
  now: Instant,
) {
  const made: ReturnType<typeof bookTime>[] = [];
  const skipped: SkippedOccurrence[] = [];
  candidates.forEach(({ occurrence, place }, index) => {
    const answer = told[index];
    if (!answer) throw new Error("a calendar answers every wish");
    const time = at(wish, occurrence);
    if (answer.outcome !== "taken") {
      skipped.push(refused(occurrence, refusalOf(answer, resource, time, blackouts, now)));
      return;
    }
    const { requestKey, unitId } = place;
    const which = { ...whose, id: answer.bookingId, userId, unitId, requestKey, seriesPosition: occurrence.position };
    made.push(bookTime(resource, time, which, answer, now));
  });
  return { made, skipped };
}

/** A series as it was asked for. */
export const newSeries = (
  { resource, userId, requestKey, rule }: SeriesRequest,
  id: Id<"series">,
  count: number,
  skipped: readonly SkippedOccurrence[],
  now: Instant,
): Series => ({
  ...{ id, buildingId: resource.buildingId, resourceId: resource.id, userId, requestKey, rule, count },
  skipped: skipped.toSorted((a, b) => a.position - b.position),
  createdAt: now,
});

import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { days, type Instant, toIso } from "#shared/core/time";
import type { GivableStatus } from "#shared/core/vocabulary";
import { type Booking, type Changed, isGivable } from "./booking.ts";
import { end } from "./cancelling.ts";
import type { Resource } from "./resource.ts";
import { type Interval, overlaps } from "./seats.ts";

/** The longest time that one blackout closes. */
export const BLACKOUT_DAYS_LIMIT = 92;
/** The most bookings that one blackout gives up. */
export const HITS_LIMIT = 100;

/** A time for which a resource is closed, whatever its hours say: repairs, an election, the house's own event. */
export interface Blackout extends Interval {
  readonly id: Id<"blackout">;
  readonly buildingId: Id<"building">;
  readonly resourceId: Id<"resource">;
  readonly reason: string;
  readonly createdBy: Id<"user">;
  readonly createdAt: Instant;
}

/** A booking that a blackout gives up, and what it was until then. */
export interface Hit extends Changed {
  readonly fromStatus: GivableStatus;
}

/** A blackout and what it does to the bookings that it hits. */
export interface Closing {
  readonly blackout: Blackout;
  readonly given: readonly Hit[];
  /** How many it gives up, by what they were until then. */
  readonly counts: Readonly<Record<GivableStatus, number>>;
}

/**
 * Closes a resource for a time: what is booked, held, asked or waited for then is given up, and its people are told why.
 * Whoever is there already stays.
 *
 * @throws AppError `blackout.ends_before_start`, `blackout.in_the_past`, `blackout.too_long`, `blackout.hits_too_many`
 */
export function close(
  resource: Resource,
  wanted: Interval & Pick<Blackout, "id" | "reason" | "createdBy">,
  booked: readonly Booking[],
  now: Instant,
): Closing {
  const { startAt, endAt, reason } = wanted;
  const facts = { startAt: toIso(startAt), endAt: toIso(endAt), now: toIso(now) };
  if (resource.status === "withdrawn") throw new AppError("resource.withdrawn");
  if (endAt <= startAt) throw new AppError("blackout.ends_before_start", { facts });
  if (endAt <= now) throw new AppError("blackout.in_the_past", { facts });
  if (endAt - startAt > days(BLACKOUT_DAYS_LIMIT))
    throw new AppError("blackout.too_long", { facts: { ...facts, days: BLACKOUT_DAYS_LIMIT } });
  const hit = booked.filter(isGivable).filter((one) => overlaps(one, wanted) && one.endAt > now);
  if (hit.length > HITS_LIMIT) throw new AppError("blackout.hits_too_many", { facts: { limit: HITS_LIMIT } });
  const counts = { held: 0, requested: 0, waiting: 0, offered: 0, confirmed: 0 };
  for (const { status } of hit) counts[status] += 1;
  const { buildingId, id: resourceId } = resource;
  return {
    blackout: { ...wanted, buildingId, resourceId, createdAt: now },
    given: byPerson(
      wanted.id,
      hit.map((one) => ({ ...end(one, "blackout", now, { reason }), fromStatus: one.status })),
    ),
    counts,
  };
}

/** What is said of each says how many end of its person, the earliest first, so that one message tells of all. */
function byPerson(id: Blackout["id"], hits: readonly Hit[]): Hit[] {
  const given = hits.toSorted((a, b) => a.booking.startAt - b.booking.startAt);
  return given.map((hit) => {
    const theirs = given.filter(({ booking }) => booking.userId === hit.booking.userId);
    const blackout = { id, nth: theirs.indexOf(hit) + 1, of: theirs.length };
    const events = hit.events.map((event) =>
      event.type === "booking.cancelled" ? { ...event, data: { ...event.data, blackout } } : event,
    );
    return { ...hit, events };
  });
}

/** The blackout that is in the way of a time; of several, the first. */
export const blackoutOver = (blackouts: readonly Blackout[], time: Interval): Blackout | undefined =>
  blackouts.filter((one) => overlaps(one, time)).sort((a, b) => a.startAt - b.startAt)[0];

/**
 * Refuses a time that is closed.
 *
 * @throws AppError `booking.blackout` with when it is closed, and why
 */
export function demandNoBlackout(blackouts: readonly Blackout[], time: Interval, more: { name?: string } = {}): void {
  const over = blackoutOver(blackouts, time);
  if (!over) return;
  const { reason, startAt, endAt } = over;
  throw new AppError("booking.blackout", { facts: { reason, startAt: toIso(startAt), endAt: toIso(endAt), ...more } });
}

/**
 * Whoever comes back for what a blackout gave up is told why it is gone.
 *
 * @throws AppError as `demandNoBlackout`
 */
export function demandNotClosed(booking: Booking, blackouts: readonly Blackout[]): void {
  if (booking.status === "cancelled") demandNoBlackout(blackouts, booking);
}

import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { shortOf } from "../domain/accessories.ts";
import type { Sharing } from "../domain/calendar.ts";
import type { Asked, CalendarRules, Place, Refused } from "../domain/place.ts";
import { overLimits } from "../domain/quotas.ts";
import { type Interval, overlaps, reachOf, seatsAround, seenFrom } from "../domain/seats.ts";
import { NEARBY } from "../domain/slots.ts";
import type { KnownRules } from "./known-rules.ts";
import type { Nearby, Neighbours } from "./neighbours.ts";
import type { Occupied, Places } from "./places.ts";
import type { Kept } from "./rows.ts";

const UNLIMITED = { quotas: [], concurrent: null } as const;

/** Whether there is room in a calendar, for the seats and by the quotas, on the places it has now. */
export class Room {
  readonly #places: Places;
  readonly #rules: KnownRules;
  readonly #neighbours: Neighbours;

  constructor(places: Places, rules: KnownRules, neighbours: Neighbours) {
    this.#places = places;
    this.#rules = rules;
    this.#neighbours = neighbours;
  }

  /** What is in the way of a wish; `but` is a booking that does not count, since it is over or is the one that moves. */
  refusal(wish: Asked, rules: CalendarRules, now: Instant, but: Id<"booking"> | null): Refused | undefined {
    const { resourceId } = wish;
    const taken = this.#places.between(resourceId, reachOf(wish, rules), now).filter((one) => one.bookingId !== but);
    const sharing = this.#neighbours.newest(rules.sharing);
    const blocking = this.#blocking(wish, wish, sharing, now);
    const seen = blocking.map((one) => seenFrom(rules, one));
    const isFull = rules.capacity - seatsAround([...taken, ...seen], wish, rules) < wish.attendees;
    const own = isFull ? this.#ownOf(wish, [...taken, ...blocking]) : undefined;
    if (own) return { outcome: "yours_already", bookingId: own.bookingId, state: own.state };
    const over = this.#overLimits(wish, rules, sharing, but, now);
    if (over) return { outcome: "over_quota", ...over };
    if (!isFull) {
      const short = shortOf(wish, rules, taken);
      return short && { outcome: "short", ...short };
    }
    const nearby = { startAt: wish.startAt, endAt: wish.startAt + NEARBY };
    const others = this.#blocking(wish, nearby, sharing, now).map((one) => seenFrom(rules, one));
    const seats = this.#places.seatsBetween(resourceId, reachOf(nearby, rules), now);
    return { outcome: "full", taken: [...seats, ...others], position: null };
  }

  /** What its person and their household have counts, and what the book says has begun, each once. */
  #overLimits(wish: Asked, rules: CalendarRules, sharing: Sharing | null, but: Id<"booking"> | null, now: Instant) {
    const counted = () => {
      const places = this.#places.ofHousehold(wish, now).filter(({ bookingId }) => bookingId !== but);
      const here = new Set(places.map(({ bookingId }) => bookingId));
      return [...places, ...wish.started.filter(({ bookingId }) => !here.has(bookingId))];
    };
    return overLimits(rules, sharing, wish, counted, now);
  }

  /** What somebody has, or waits for, at the time of their own wish. */
  #ownOf(wish: Asked, taken: readonly (Nearby | Occupied)[]): Pick<Occupied, "bookingId" | "state"> | undefined {
    const { userId, resourceId, bookingId } = wish;
    const isElse = (one: Kept) => one.resourceId === resourceId && one.bookingId !== bookingId;
    return (
      taken.find((one) => one.userId === userId && overlaps(one, wish)) ??
      this.#places.waitingFor(wish).find((one) => one.userId === userId && isElse(one))
    );
  }

  /** What other resources have near an interval, where the calendar's resources block each other. */
  #blocking(wish: Asked, interval: Interval, sharing: Sharing | null, now: Instant): Nearby[] {
    return sharing?.isExclusive ? this.#neighbours.near(wish, interval, now) : [];
  }

  /** What is in the way of a place that is counted already, but for its time. */
  collision(place: Place, now: Instant): Refused | undefined {
    const rules = this.#rules.rulesOf(place.resourceId);
    if (!rules) return undefined;
    const sharing = this.#neighbours.newest(rules.sharing);
    const refused = this.refusal(
      { ...place, started: [] },
      { ...rules, ...UNLIMITED, sharing: sharing && { ...sharing, ...UNLIMITED } },
      now,
      place.bookingId,
    );
    return refused?.outcome === "over_quota" ? undefined : refused;
  }
}

import type { Id } from "#shared/core/ids";
import { days, type Instant, minutes } from "#shared/core/time";
import { shortOf } from "../domain/accessories.ts";
import type { Sharing } from "../domain/calendar.ts";
import { isAt, seatsOf } from "../domain/moving.ts";
import {
  type Asked,
  type CalendarRules,
  checkInDeadline,
  dueOf,
  type Place,
  type PlaceWish,
  type Refused,
  type Taken,
  WAITERS_LIMIT,
} from "../domain/place.ts";
import { overLimits } from "../domain/quotas.ts";
import { type Interval, overlaps, type Party, reachOf, seatsAround, seenFrom } from "../domain/seats.ts";
import { NEARBY } from "../domain/slots.ts";
import type { Nearby, Neighbours } from "./neighbours.ts";
import type { Occupied, Places } from "./places.ts";
import type { Kept } from "./rows.ts";

/** How long a bare hold stands. */
export const HOLD = minutes(5);
/** No two buffers together are longer. */
const FURTHEST = days(1);

const UNLIMITED = { quotas: [], concurrent: null } as const;

/** Whether there is room, and whose turn it is: the decisions of a calendar, on the places it has now. */
export class Desk {
  readonly #places: Places;
  readonly #neighbours: Neighbours;

  constructor(places: Places, neighbours: Neighbours) {
    this.#places = places;
    this.#neighbours = neighbours;
  }

  /** The place that a request has. One that the book says is over is free from now on: who waits comes before who asks for it anew. */
  placeOf({ requestKey, finished }: PlaceWish, now: Instant): Place | undefined {
    const mine = this.#places.ofRequest(requestKey);
    if (mine?.bookingId !== finished) return mine;
    this.free(mine, now);
    return undefined;
  }

  /** A place where the book has it: one whose move never reached the book keeps both times, and is at the other. */
  placeAt(bookingId: Id<"booking">, at: Party, now: Instant, dueAt: Instant): Place | undefined {
    const place = this.#places.of(bookingId);
    if (!place?.kept || !isAt(place.kept, at)) return place;
    const checkInUntil = place.state === "confirmed" ? this.deadlineOf({ ...place, ...at }, now) : null;
    this.#places.change(place, { ...at, checkInUntil, kept: seatsOf(place) }, dueAt);
    return this.#places.of(bookingId);
  }

  /** By when its person must be there, if a place is confirmed now. */
  deadlineOf(place: Place, now: Instant): Instant | null {
    return checkInDeadline(place, this.#places.rulesOf(place.resourceId)?.checkInMinutes ?? null, now);
  }

  /** What the place of a request answers to the same request. */
  told(mine: Place): Taken {
    const { bookingId, state, approval, holdUntil, queuedAt, checkInUntil } = mine;
    // An ended place is found by no request.
    if (state === "over") throw new Error("an ended place stands for nothing");
    const position = state === "waiting" ? this.positionOf(mine, this.#neighbours.known()) : null;
    return { outcome: "taken", bookingId, state, approval, holdUntil, queuedAt, checkInUntil, position };
  }

  /** What a wish gets: a place, a place in the queue, or a refusal. */
  decide(wish: PlaceWish, now: Instant): Taken {
    const { bookingId, approval, hold, wait } = wish;
    const rules = this.newest(wish.resourceId, wish.rules);
    const refused = this.refusal(wish, rules, now, wish.finished);
    const none = {
      outcome: "taken",
      bookingId,
      approval,
      holdUntil: null,
      queuedAt: null,
      checkInUntil: null,
      position: null,
    } as const;
    if (!refused) {
      if (hold) return { ...none, state: "held", holdUntil: now + HOLD };
      if (approval !== "none") return { ...none, state: "requested" };
      return { ...none, state: "confirmed", checkInUntil: checkInDeadline(wish, rules.checkInMinutes, now) };
    }
    if (refused.outcome !== "full" || rules.offerMinutes === null) return refused;
    const position = this.positionOf({ ...wish, queuedAt: null }, this.#neighbours.newest(rules.sharing));
    if (!wait) return { ...refused, position };
    const queue = this.#places.nextInQueue(now);
    if (queue.waiting >= WAITERS_LIMIT) return { outcome: "queue_full" };
    return { ...none, state: "waiting", queuedAt: queue.number, position };
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
    const rules = this.#places.rulesOf(place.resourceId);
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

  /** How many come before somebody who waits, or would, for the same time; the first is at 1. */
  positionOf(
    { queuedAt, resourceId, ...time }: Pick<Place, "startAt" | "endAt" | "resourceId" | "queuedAt">,
    sharing: Sharing | null | undefined,
  ): number {
    const before = this.#places
      .waitingFor(time)
      .filter((one) => one.resourceId === resourceId || sharing?.isExclusive)
      .filter((one) => queuedAt === null || (one.queuedAt ?? 0) < queuedAt);
    return before.length + 1;
  }

  /** The newest rules of a resource there are: those that are known, or those that come along. */
  newest(resourceId: Id<"resource">, carried: CalendarRules): CalendarRules {
    const isOlder = (this.#places.versionOf(resourceId) ?? 0) > carried.version;
    return (isOlder && this.#places.rulesOf(resourceId)) || carried;
  }

  /** Keeps newer rules of a resource; whoever waits may find room under them. */
  learn(resourceId: Id<"resource">, rules: CalendarRules, now: Instant): void {
    const before = this.#places.versionOf(resourceId);
    const isNews = before === undefined || before < rules.version;
    if (isNews) this.#places.learn(resourceId, rules);
    const holdsElse = this.#neighbours.learn(rules.sharing);
    if ((isNews && before !== undefined) || holdsElse) this.#offerAll(now);
  }

  /** Keeps what holds for all resources of the calendar, if it is newer. */
  learnSharing(sharing: Sharing, now: Instant): void {
    if (this.#neighbours.learn(sharing)) this.#offerAll(now);
  }

  #offerAll(now: Instant): void {
    this.offer({ startAt: now, endAt: Number.MAX_SAFE_INTEGER }, now);
  }

  /** The book has a place as it is: what it kept beside is for who waits. */
  keep(place: Place, now: Instant): void {
    this.#places.change(place, { kept: null }, dueOf(place));
    if (place.kept) this.offer(place.kept, now);
  }

  /** A place is over: its time is for who waits. */
  free(place: Place | undefined, now: Instant): void {
    if (!place) return;
    this.#places.remove(place.bookingId);
    this.offerTimesOf(place, now);
  }

  /** A place was used, where the book had it: its time is for who waits, and quotas count it as if it were there. */
  use(place: Place | undefined, at: Party, now: Instant): void {
    if (!place) return;
    const over = { state: "over", holdUntil: null, checkInUntil: null, kept: null } as const;
    this.#places.change(place, { ...over, ...seatsOf(at) }, null);
    this.offerTimesOf(place, now);
  }

  /** Offers the time of a place, and what it kept beside. */
  offerTimesOf(place: Place, now: Instant): void {
    this.offer(place, now);
    if (place.kept) this.offer(place.kept, now);
  }

  /** Offers what became free to who waits for it, in the order of the queue; whoever does not fit is passed over. The alarm tells the book at once, if it knows that they wait. */
  offer(freed: Interval, now: Instant): void {
    const around = { startAt: freed.startAt - FURTHEST, endAt: freed.endAt + FURTHEST };
    for (const waiter of this.#places.waitingFor(around)) {
      const rules = this.#places.rulesOf(waiter.resourceId);
      if (!rules?.isAvailable || waiter.endAt <= now) continue;
      if (this.refusal(waiter, rules, now, null)) continue;
      const holdUntil = Math.min(waiter.endAt, now + minutes(rules.offerMinutes ?? 0));
      const dueAt = waiter.dueAt === dueOf(waiter) ? now : waiter.dueAt;
      if (holdUntil > now) this.#places.change(waiter, { state: "offered", holdUntil }, dueAt);
    }
  }
}

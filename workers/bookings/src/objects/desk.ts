import type { Id } from "#shared/core/ids";
import { days, type Instant, minutes } from "#shared/core/time";
import type { Sharing } from "../domain/calendar.ts";
import { isAt, seatsOf } from "../domain/moving.ts";
import {
  type CalendarRules,
  checkInDeadline,
  dueOf,
  type Known,
  type Place,
  type PlaceWish,
  type Taken,
  WAITERS_LIMIT,
} from "../domain/place.ts";
import type { Interval, Party } from "../domain/seats.ts";
import type { KnownRules } from "./known-rules.ts";
import type { Neighbours } from "./neighbours.ts";
import type { Places } from "./places.ts";
import type { Room } from "./room.ts";

/** How long a bare hold stands. */
export const HOLD = minutes(5);
/** No two buffers together are longer. */
const FURTHEST = days(1);

/** What a wish gets, and whose turn it is: the decisions of a calendar, on the places it has now. */
export class Desk {
  readonly #places: Places;
  readonly #rules: KnownRules;
  readonly #neighbours: Neighbours;
  readonly #room: Room;

  constructor(places: Places, rules: KnownRules, neighbours: Neighbours, room: Room) {
    this.#places = places;
    this.#rules = rules;
    this.#neighbours = neighbours;
    this.#room = room;
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
    return checkInDeadline(place, this.#rules.rulesOf(place.resourceId)?.checkInMinutes ?? null, now);
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
    const refused = this.#room.refusal(wish, rules, now, wish.finished);
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
    const isOlder = (this.#rules.versionOf(resourceId) ?? 0) > carried.version;
    return (isOlder && this.#rules.rulesOf(resourceId)) || carried;
  }

  /** Keeps newer rules of a resource; whoever waits may find room under them. */
  learn(resourceId: Id<"resource">, rules: CalendarRules, now: Instant): void {
    const before = this.#rules.versionOf(resourceId);
    const isNews = before === undefined || before < rules.version;
    if (isNews) this.#rules.learn(resourceId, rules);
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

  /** The book has these bookings as they are here: nothing is left to ask, until their next deadlines. */
  settle(all: readonly Known[], now: Instant): void {
    for (const known of all) {
      const place = this.#places.of(known.bookingId);
      if (!place || known.version <= place.version || !isAt(place, known)) continue;
      if (place.state === known.state) this.keep(place, now);
      // Offered before the book knew who waits: now it can be told.
      if (place.state === "offered" && known.state === "waiting") this.#places.ask(place.bookingId, now);
    }
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
      const rules = this.#rules.rulesOf(waiter.resourceId);
      if (!rules?.isAvailable || waiter.endAt <= now) continue;
      if (this.#room.refusal(waiter, rules, now, null)) continue;
      const holdUntil = Math.min(waiter.endAt, now + minutes(rules.offerMinutes ?? 0));
      const dueAt = waiter.dueAt === dueOf(waiter) ? now : waiter.dueAt;
      if (holdUntil > now) this.#places.change(waiter, { state: "offered", holdUntil }, dueAt);
    }
  }
}

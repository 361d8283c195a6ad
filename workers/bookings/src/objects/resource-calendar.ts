import { DurableObject } from "cloudflare:workers";
import type { Id } from "#shared/core/ids";
import { type Instant, minutes, seconds } from "#shared/core/time";
import { logError } from "#shared/worker/log";
import type { Env } from "../call.ts";
import type { Confirmed, Place, PlaceWish, Taken, Verdict } from "../domain/place.ts";
import { type Counted, overQuota } from "../domain/quotas.ts";
import { overlaps, reachOf, seatsAround } from "../domain/seats.ts";
import { NEARBY } from "../domain/slots.ts";
import { Places } from "./places.ts";

/** How long a bare hold stands. */
export const HOLD = minutes(5);
/** How long the book may take to say what became of a place, before it is asked; and between two tries to ask. */
export const PATIENCE = seconds(30);
/** The most places one alarm settles. */
const SETTLE_LIMIT = 50;

/**
 * The doorman of one calendar: the only place where two people can collide. It guards what the book in D1 holds; between
 * its look and its write there is no wait. Its alarm asks the book about every place that nobody came back for.
 */
export abstract class Calendar extends DurableObject<Env> {
  readonly #places = new Places(this.ctx.storage.sql);

  /** Asks the book about a place, and finishes there what was left half done. `index.ts` hands it over. */
  protected abstract readonly settle: (place: Place) => Promise<Verdict>;

  /** Takes a time, whole or not at all. The same request gets the place it already has, with its first booking id. */
  async take(wish: PlaceWish): Promise<Taken> {
    const now = Date.now();
    this.#places.forgetPast(now);
    const mine = this.#places.ofRequest(wish.requestKey);
    if (mine && !isOver(mine, wish, now)) return takenAs(mine);
    if (mine) this.#places.end(mine.bookingId, now);
    const answer = this.#refusal(wish, now) ?? this.#add(wish, now);
    await this.#arm();
    return answer;
  }

  /** What `take` would answer now; nothing changes. */
  async foretell(wish: PlaceWish): Promise<Taken> {
    const now = Date.now();
    const mine = this.#places.ofRequest(wish.requestKey);
    if (mine && !isOver(mine, wish, now)) return takenAs(mine);
    const { bookingId, hold } = wish;
    return this.#refusal(wish, now) ?? { outcome: "taken", bookingId, holdUntil: hold ? now + HOLD : null };
  }

  #refusal(wish: PlaceWish, now: Instant): Taken | undefined {
    const taken = this.#places.between(reachOf(wish, wish), now).filter((place) => place.bookingId !== wish.finished);
    const isFull = wish.capacity - seatsAround(taken, wish, wish) < wish.attendees;
    const own = taken.find((place) => place.userId === wish.userId && overlaps(place, wish));
    if (isFull && own) return { outcome: "yours_already", bookingId: own.bookingId, state: own.state };
    const over = overQuota(wish, wish, this.#counted(wish, now), now);
    if (over) return { outcome: "over_quota", ...over };
    if (!isFull) return undefined;
    const nearby = reachOf({ startAt: wish.startAt, endAt: wish.startAt + NEARBY }, wish);
    return { outcome: "full", taken: this.#places.seatsBetween(nearby, now) };
  }

  /** What the quotas of a wish count: what has a place here, and what the book says has begun, each once. */
  #counted(wish: PlaceWish, now: Instant): Counted[] {
    const places = this.#places.ofHousehold(wish, now).filter(({ bookingId }) => bookingId !== wish.finished);
    const here = new Set(places.map(({ bookingId }) => bookingId));
    return [...places, ...wish.started.filter(({ bookingId }) => !here.has(bookingId))];
  }

  #add(wish: PlaceWish, now: Instant): Taken {
    const holdUntil = wish.hold ? now + HOLD : null;
    this.#places.add({ ...wish, state: wish.hold ? "held" : "confirmed", holdUntil }, holdUntil ?? now + PATIENCE);
    return { outcome: "taken", bookingId: wish.bookingId, holdUntil };
  }

  /** A hold stays, if it still stands: from now on it does not lapse. */
  async confirm(bookingId: Id<"booking">): Promise<Confirmed> {
    const now = Date.now();
    const place = this.#places.of(bookingId);
    if (place?.state === "confirmed") return { outcome: "confirmed" };
    if (!place?.holdUntil || place.holdUntil <= now) return { outcome: "gone" };
    this.#places.confirm(bookingId, now + PATIENCE);
    await this.#arm();
    return { outcome: "confirmed" };
  }

  /** The book has the booking: nothing is left to ask. */
  async settled(bookingId: Id<"booking">): Promise<void> {
    this.#places.confirm(bookingId, null);
    await this.#arm();
  }

  /** The book says that the booking is over. */
  async release(bookingId: Id<"booking">): Promise<void> {
    this.#places.remove(bookingId);
    await this.#arm();
  }

  /** Asks the book about what is due. It rings again by itself if the process dies meanwhile. */
  override async alarm(): Promise<void> {
    const now = Date.now();
    const due = this.#places.takeDue(now, SETTLE_LIMIT, now + PATIENCE);
    this.#places.forgetPast(now);
    await this.#arm();
    for (const place of due) {
      try {
        if ((await this.settle(place)) === "keep") this.#places.confirm(place.bookingId, null);
        else this.#places.remove(place.bookingId);
      } catch (error) {
        logError("settle.failed", error, { bookingId: place.bookingId });
      }
    }
    await this.#arm();
  }

  async #arm(): Promise<void> {
    const next = this.#places.nextDue();
    if (next === null) await this.ctx.storage.deleteAlarm();
    else await this.ctx.storage.setAlarm(next);
  }
}

const takenAs = ({ bookingId, holdUntil }: Place): Taken => ({ outcome: "taken", bookingId, holdUntil });

/** Whether the place of a request can be nothing any more: its hold ran out, or the book says that its booking is over. */
const isOver = ({ bookingId, holdUntil }: Place, { finished }: PlaceWish, now: Instant): boolean =>
  bookingId === finished || (holdUntil !== null && holdUntil <= now);

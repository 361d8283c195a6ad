import type { Instant } from "#shared/core/time";
import type { PlaceWish, Taken } from "../domain/place.ts";
import type { Desk } from "./desk.ts";
import type { Places } from "./places.ts";

/** Gives wishes their places, or foretells what they would get. */
export class Takings {
  readonly #places: Places;
  readonly #desk: Desk;

  constructor(places: Places, desk: Desk) {
    this.#places = places;
    this.#desk = desk;
  }

  /** A time, or a place in the queue. The book is asked at `dueAt`, unless it is only held. */
  one(wish: PlaceWish, now: Instant, dueAt: Instant): Taken {
    this.#desk.learn(wish.resourceId, wish.rules, now);
    const mine = this.#desk.placeOf(wish, now);
    if (mine) return this.#desk.told(mine);
    const answer = this.#desk.decide(wish, now);
    if (answer.outcome === "taken")
      this.#places.add({ ...wish, ...answer, kept: null, version: 0 }, answer.holdUntil ?? dueAt);
    return answer;
  }

  /** Each that can be had, or, if they must be whole, all or none. */
  many(wishes: readonly PlaceWish[], isWhole: boolean, now: Instant, dueAt: Instant): Taken[] {
    const answers = wishes.map((wish) => this.one(wish, now, dueAt));
    if (isWhole && answers.some(({ outcome }) => outcome !== "taken")) this.#undo(wishes, now);
    return answers;
  }

  /** What `one` would answer. */
  foretell(wish: PlaceWish, now: Instant): Taken {
    const mine = this.#desk.placeOf(wish, now);
    return mine ? this.#desk.told(mine) : this.#desk.decide(wish, now);
  }

  /** What `many` would answer. */
  foretellMany(wishes: readonly PlaceWish[], now: Instant): Taken[] {
    const answers = wishes.map((wish) => this.one(wish, now, now));
    this.#undo(wishes, now);
    return answers;
  }

  /** Gives back what was taken this turn: under the ids that the wishes brought. */
  #undo(wishes: readonly PlaceWish[], now: Instant): void {
    for (const { bookingId } of wishes) this.#desk.free(this.#places.of(bookingId), now);
  }
}

import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { PlaceMove, PlaceMoves } from "../domain/moving.ts";
import { type CalendarRules, checkInDeadline, type Moved, type Place } from "../domain/place.ts";
import type { Seated } from "../domain/seats.ts";
import type { Desk } from "./desk.ts";
import type { Places } from "./places.ts";

const UNDONE = new Error("undone: nothing of it is kept");
const hasMoved = ({ outcome }: Moved): boolean => outcome === "moved";

/** Decides moves: of those that are asked for together, one may have the time that another leaves. */
export class Moves {
  readonly #storage: DurableObjectStorage;
  readonly #places: Places;
  readonly #desk: Desk;

  constructor(storage: DurableObjectStorage, places: Places, desk: Desk) {
    this.#storage = storage;
    this.#places = places;
    this.#desk = desk;
  }

  /** Moves one, and keeps where the book has it until it has it there. The book is asked at `dueAt`. */
  one(
    bookingId: Id<"booking">,
    { from, to }: Pick<PlaceMove, "from" | "to">,
    rules: CalendarRules,
    now: Instant,
    dueAt: Instant,
  ): Moved {
    const place = movable(this.#desk.placeAt(bookingId, from, dueAt));
    if (!place) return { outcome: "gone" };
    this.#desk.learn(place.resourceId, rules, now);
    const kept = { startAt: place.startAt, endAt: place.endAt, attendees: place.attendees };
    const answer = this.#put(place, { ...to, kept }, rules, now, dueAt);
    if (place.kept && hasMoved(answer)) this.#desk.offer(place.kept, now);
    return answer;
  }

  /** Puts a place where it shall be, with what is kept beside it, unless something is in the way. */
  #put(
    place: Place,
    { kept, ...to }: Seated & Pick<Place, "kept">,
    rules: CalendarRules,
    now: Instant,
    dueAt: Instant,
  ): Moved {
    const refused = this.#desk.refusal({ ...place, ...to, started: [] }, rules, now, place.bookingId);
    if (refused) return refused;
    const checkInUntil = place.state === "confirmed" ? checkInDeadline(to, rules.checkInMinutes, now) : null;
    this.#places.change(place, { ...to, kept, checkInUntil }, dueAt);
    return { outcome: "moved", checkInUntil };
  }

  /** Moves them, or says with nothing moved what would come of it. The book is asked at `dueAt`. */
  answer({ resourceId, moves, rules }: PlaceMoves, isDryRun: boolean, now: Instant, dueAt: Instant): Moved[] {
    this.#desk.learn(resourceId, rules, now);
    if (!isDryRun) return this.#decide(moves, rules, now, dueAt);
    return this.#tried(
      () => this.#decide(moves, rules, now, dueAt),
      () => false,
    );
  }

  /** All; or else, in the order they come in, each that can; or none where one cannot that must. */
  #decide(moves: readonly PlaceMove[], rules: CalendarRules, now: Instant, dueAt: Instant): Moved[] {
    const act = (areLifted: boolean) => () => this.#attempt(moves, rules, areLifted, now, dueAt);
    const all = this.#tried(act(true), (told) => told.every(hasMoved));
    if (all.every(hasMoved) || moves.every(({ mustMove }) => mustMove)) return all;
    return this.#tried(act(false), (told) => told.every((one, index) => hasMoved(one) || !moves[index]?.mustMove));
  }

  /** `areLifted`: all are out of each other's way from the start; otherwise each has its time until it has another. */
  #attempt(
    moves: readonly PlaceMove[],
    rules: CalendarRules,
    areLifted: boolean,
    now: Instant,
    dueAt: Instant,
  ): Moved[] {
    const asked = moves.map((move) => ({
      ...move,
      place: movable(this.#desk.placeAt(move.bookingId, move.from, dueAt)),
    }));
    if (areLifted)
      for (const { place } of asked)
        if (place) this.#places.change(place, { state: "over", holdUntil: null, kept: null }, dueAt);
    const told = asked.map(
      ({ place, to }): Moved =>
        place ? this.#put(place, { ...to, kept: null }, rules, now, dueAt) : { outcome: "gone" },
    );
    // What they had is kept from others, and was free for each other.
    asked.forEach(({ place, from: kept, to }, index) => {
      const answer = told[index];
      if (place && answer?.outcome === "moved")
        this.#places.change(place, { ...to, checkInUntil: answer.checkInUntil, kept }, dueAt);
    });
    asked.forEach(({ place }, index) => {
      if (place?.kept && told[index]?.outcome === "moved") this.#desk.offer(place.kept, now);
    });
    return told;
  }

  /** Does it, and undoes it where the answer is none to keep. */
  #tried(act: () => Moved[], isKept: (told: readonly Moved[]) => boolean): Moved[] {
    let told: Moved[] = [];
    try {
      this.#storage.transactionSync(() => {
        told = act();
        if (!isKept(told)) throw UNDONE;
      });
    } catch (error) {
      if (error !== UNDONE) throw error;
    }
    return told;
  }
}

const movable = (place: Place | undefined): Place | undefined =>
  !place || place.state === "over" || place.state === "waiting" || place.state === "offered" ? undefined : place;

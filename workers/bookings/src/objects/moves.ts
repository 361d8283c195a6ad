import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { isAt, isNoMore, type MoveTerms, type PlaceMove, type PlaceMoves, seatsOf } from "../domain/moving.ts";
import { checkInDeadline, type Moved, type Place, type UnderWay } from "../domain/place.ts";
import type { Party } from "../domain/seats.ts";
import type { Desk } from "./desk.ts";
import type { Places } from "./places.ts";
import type { Room } from "./room.ts";

const UNDONE = new Error("undone: nothing of it is kept");
const hasMoved = ({ outcome }: Moved): boolean => outcome === "moved";

/** Decides moves: of those that are asked for together, one may have the time that another leaves. */
export class Moves {
  readonly #storage: DurableObjectStorage;
  readonly #places: Places;
  readonly #desk: Desk;
  readonly #room: Room;

  constructor(storage: DurableObjectStorage, places: Places, desk: Desk, room: Room) {
    this.#storage = storage;
    this.#places = places;
    this.#desk = desk;
    this.#room = room;
  }

  /** Moves one, and keeps where the book has it until it has it there. The book is asked at `dueAt`. */
  one(
    bookingId: Id<"booking">,
    { from, to }: Pick<PlaceMove, "from" | "to">,
    terms: MoveTerms,
    now: Instant,
    dueAt: Instant,
  ): Moved | UnderWay {
    const place = this.#movable({ bookingId, from });
    if (!place) return { outcome: "gone" };
    this.#desk.learn(place.resourceId, terms.rules, now);
    if (this.#mayYetBeElsewhere(place, { from, to }, now)) return { outcome: "under_way" };
    const kept = seatsOf(isKept(place, from) ? from : place);
    const answer = this.#put(place, { ...to, kept }, terms, now, dueAt);
    if (hasMoved(answer)) this.#offerLeft(place, from, now);
    return answer;
  }

  /** A place that can move, as of the version that shall: once it has moved, no word about one before says where it is. */
  #movable({ bookingId, from }: Pick<PlaceMove, "bookingId" | "from">): Place | undefined {
    const place = this.#places.of(bookingId);
    if (!place || place.state === "over" || place.state === "waiting" || place.state === "offered") return undefined;
    return { ...place, version: Math.max(place.version, from.version) };
  }

  /** Whether the book has a place where it was, and may yet have it where another move brought it: that time is not given away before the book has been asked. */
  #mayYetBeElsewhere(place: Place, { from, to }: Pick<PlaceMove, "from" | "to">, now: Instant): boolean {
    const isUnderWay = isKept(place, from) && !isAt(place, to);
    if (isUnderWay) this.#places.ask(place.bookingId, now);
    return isUnderWay;
  }

  /** What a place kept from a move before this one, which the book knows is over, is for who waits. */
  #offerLeft(place: Place, from: Party, now: Instant): void {
    if (place.kept && !isKept(place, from)) this.#desk.offer(place.kept, now);
  }

  /** Puts a place where it shall be, with what is kept beside it, unless something is in the way. */
  #put(
    place: Place,
    { kept, ...to }: Party & Pick<Place, "kept">,
    terms: MoveTerms,
    now: Instant,
    dueAt: Instant,
  ): Moved {
    const rules = this.#desk.newest(place.resourceId, terms.rules);
    const refused = isWithin(place, to)
      ? undefined
      : this.#room.refusal({ ...place, ...to, started: terms.started }, rules, now, place.bookingId);
    if (refused) return refused;
    const checkInUntil = place.state === "confirmed" ? checkInDeadline(to, rules.checkInMinutes, now) : null;
    this.#places.change(place, { ...to, kept, checkInUntil }, dueAt);
    return { outcome: "moved", checkInUntil };
  }

  /** Moves them, or says with nothing moved what would come of it. The book is asked at `dueAt`. */
  answer(
    { resourceId, moves, ...terms }: PlaceMoves,
    isDryRun: boolean,
    now: Instant,
    dueAt: Instant,
  ): Moved[] | UnderWay[] {
    this.#desk.learn(resourceId, terms.rules, now);
    if (!isDryRun) {
      const underWay = moves.filter((move) => {
        const place = this.#movable(move);
        return place && this.#mayYetBeElsewhere(place, move, now);
      });
      return underWay.length > 0 ? [{ outcome: "under_way" }] : this.#decide(moves, terms, now, dueAt);
    }
    return this.#tried(
      () => this.#decide(moves, terms, now, dueAt),
      () => false,
    );
  }

  /** All; or else, in the order they come in, each that can; or none where one cannot that must. */
  #decide(moves: readonly PlaceMove[], terms: MoveTerms, now: Instant, dueAt: Instant): Moved[] {
    const act = (areLifted: boolean) => () => this.#attempt(moves, terms, areLifted, now, dueAt);
    const all = this.#tried(act(true), (told) => told.every(hasMoved));
    if (all.every(hasMoved) || moves.every(({ mustMove }) => mustMove)) return all;
    return this.#tried(act(false), (told) => told.every((one, index) => hasMoved(one) || !moves[index]?.mustMove));
  }

  /** `areLifted`: all are out of each other's way from the start; otherwise each has its time until it has another. */
  #attempt(moves: readonly PlaceMove[], terms: MoveTerms, areLifted: boolean, now: Instant, dueAt: Instant): Moved[] {
    const asked = moves.map((move) => ({ ...move, place: this.#movable(move) }));
    if (areLifted)
      for (const { place } of asked)
        if (place) this.#places.change(place, { state: "over", holdUntil: null, kept: null }, dueAt);
    const told = asked.map(
      ({ place, to }): Moved =>
        place ? this.#put(place, { ...to, kept: null }, terms, now, dueAt) : { outcome: "gone" },
    );
    // What they had is kept from others, and was free for each other.
    asked.forEach(({ place, from: kept, to }, index) => {
      const answer = told[index];
      if (place && answer?.outcome === "moved")
        this.#places.change(place, { ...to, checkInUntil: answer.checkInUntil, kept }, dueAt);
    });
    asked.forEach(({ place, from }, index) => {
      if (place && told[index]?.outcome === "moved") this.#offerLeft(place, from, now);
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

/** Whether a place was moved from where the book has it, and the book has not said since where it is. */
const isKept = ({ kept }: Place, from: Party): boolean => kept !== null && isAt(kept, from);

/** Whether nothing more is taken than a place has, whatever the rules are by now. */
const isWithin = (place: Place, to: Party): boolean =>
  to.startAt === place.startAt && to.endAt === place.endAt && isNoMore(to, place);

import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { Listed, Rebuilt } from "../domain/agreement.ts";
import type { CalendarRules, Place, Verdict } from "../domain/place.ts";
import type { Desk } from "./desk.ts";
import type { KnownRules } from "./known-rules.ts";
import type { Neighbours } from "./neighbours.ts";
import type { Places } from "./places.ts";
import type { Kept } from "./rows.ts";

/**
 * Makes a calendar what the book says. A place of which nothing was under way is in doubt until the book is asked about it:
 * it becomes what the book has, whatever it was. Once something is done with it meanwhile, it is in doubt no more.
 */
export class Mending {
  readonly #sql: SqlStorage;
  readonly #places: Places;
  readonly #rules: KnownRules;
  readonly #neighbours: Neighbours;
  readonly #desk: Desk;

  constructor(sql: SqlStorage, places: Places, rules: KnownRules, neighbours: Neighbours, desk: Desk) {
    this.#sql = sql;
    this.#places = places;
    this.#rules = rules;
    this.#neighbours = neighbours;
    this.#desk = desk;
  }

  /** What the calendar has of a resource; unsettled is a place of which the book is asked before `soon`. */
  look(resourceId: Id<"resource">, soon: Instant): Listed {
    const known = this.#rules.rulesOf(resourceId);
    // Which rules are the newest is not asked of what they say themselves.
    const rules = known ? { ...known, version: this.#rules.versionOf(resourceId) ?? 0 } : null;
    const sharing = [rules?.sharing, this.#neighbours.known()].filter((one) => one !== undefined && one !== null);
    return { rules, sharing, places: this.#places.ofResource(resourceId, soon) };
  }

  /** Takes over what the book had a moment ago, and has it asked about each place; under way is one of which it is asked before `soon` anyway. */
  begin(resourceId: Id<"resource">, rules: CalendarRules, book: readonly Rebuilt[], now: Instant, soon: Instant): void {
    this.#rules.unlearn(resourceId);
    this.#neighbours.unlearn();
    this.#desk.learn(resourceId, rules, now);
    this.#takeOver(book, now);
    this.#neighbours.bring(book.flatMap(({ started }) => started));
    const listed = this.look(resourceId, soon).places.map(({ place }) => place);
    for (const bookingId of new Set([...listed, ...book].map((one) => one.bookingId))) {
      const place = this.#places.of(bookingId);
      if (!place) continue;
      const isUnderWay = place.dueAt !== null && place.dueAt <= soon;
      // Of one that is in doubt already, it is known what it was.
      const add = "INSERT OR IGNORE INTO doubts (booking_id, was) VALUES (?, ?)";
      this.#sql.exec(add, bookingId, isUnderWay ? "" : wordsOf(place));
      this.#places.ask(bookingId, now);
    }
  }

  /** Adds what the book had a moment ago and is not here. */
  #takeOver(book: readonly Rebuilt[], now: Instant): void {
    for (const place of book) {
      if (this.#places.of(place.bookingId)) continue;
      const other = this.#places.ofRequest(place.requestKey);
      if (other) this.#places.change(other, { state: "over", holdUntil: null }, now);
      this.#places.add(place, now);
    }
  }

  isInDoubt(place: Kept): boolean {
    const was = "SELECT was FROM doubts WHERE booking_id = ?";
    const [row] = this.#sql.exec<{ was: string }>(was, place.bookingId).toArray();
    return row?.was === wordsOf(place);
  }

  /** What the book said of a place, which is still the one it was asked about. */
  hear(place: Kept, verdict: Verdict, now: Instant): void {
    if (verdict === "release") this.#desk.free(place, now);
    else if (verdict === "attended") this.#desk.keep({ ...place, checkInUntil: null }, now);
    else if (verdict === "keep") this.#desk.keep(place, now);
    else if ("used" in verdict) this.#desk.use(place, verdict.used, now);
    else this.#become(place, verdict.becomes, now);
  }

  /** The book has a place otherwise: it becomes so, and is asked about again; what it had before is for who waits. */
  #become(place: Kept, to: Place, now: Instant): void {
    this.#places.remove(place.bookingId);
    this.#takeOver([{ ...to, started: place.started }], now);
    this.#desk.offerTimesOf(place, now);
  }

  /** Once the book was asked about all, and is to be asked about none before `soon`, whoever waits may find room under the rules there are. */
  end(now: Instant, soon: Instant): void {
    if (this.#isOver()) return;
    this.#sql.exec(
      "DELETE FROM doubts WHERE booking_id NOT IN (SELECT booking_id FROM places WHERE due_at IS NOT NULL AND due_at <= ?)",
      soon,
    );
    if (this.#isOver()) this.#desk.offer({ startAt: now, endAt: Number.MAX_SAFE_INTEGER }, now);
  }

  #isOver(): boolean {
    return this.#sql.exec("SELECT 1 FROM doubts LIMIT 1").toArray().length === 0;
  }
}

/** What a place was, of what may be done with it; whose it is never changes, and is kept nowhere else. */
const wordsOf = ({ state, startAt, endAt, attendees, guests, holdUntil, checkInUntil, kept }: Place): string =>
  JSON.stringify([state, startAt, endAt, attendees, guests, holdUntil, checkInUntil, kept]);

import { DurableObject } from "cloudflare:workers";
import type { Id } from "#shared/core/ids";
import { type Instant, seconds } from "#shared/core/time";
import { logError } from "#shared/worker/log";
import type { Env } from "../call.ts";
import type { Listed, Rebuilt } from "../domain/agreement.ts";
import type { Sharing } from "../domain/calendar.ts";
import type { Booked, MoveTerms, PlaceMoves } from "../domain/moving.ts";
import type {
  Approved,
  CalendarRules,
  Confirmed,
  Known,
  Moved,
  Place,
  PlaceWish,
  Taken,
  UnderWay,
  Used,
  Verdict,
  Versioned,
} from "../domain/place.ts";
import type { Begun } from "../domain/quotas.ts";
import type { Party } from "../domain/seats.ts";
import { Agreed } from "./agreed.ts";
import { Desk } from "./desk.ts";
import { Gathered } from "./gathered.ts";
import { KnownRules } from "./known-rules.ts";
import { Mending } from "./mending.ts";
import { Moves } from "./moves.ts";
import { Neighbours } from "./neighbours.ts";
import { Places } from "./places.ts";
import { Room } from "./room.ts";
import { Takings } from "./takings.ts";

/** How long the book may take to say what became of a place, before it is asked; and between two tries to ask. */
export const PATIENCE = seconds(30);
/** The most places one alarm settles. */
const SETTLE_LIMIT = 50;

/** The doorman of one calendar: the only place where two people can collide. It guards what the book in D1 holds; between its look and its write there is no wait. Its alarm asks the book about every place that nobody came back for. */
export abstract class Calendar extends DurableObject<Env> {
  readonly #places = new Places(this.ctx.storage.sql);
  readonly #rules = new KnownRules(this.ctx.storage.sql);
  readonly #neighbours = new Neighbours(this.ctx.storage.sql);
  readonly #room = new Room(this.#places, this.#rules, this.#neighbours);
  readonly #desk = new Desk(this.#places, this.#rules, this.#neighbours, this.#room);
  readonly #takings = new Takings(this.#places, this.#desk);
  readonly #agreed = new Agreed(this.#places, this.#desk, this.#room);
  readonly #moves = new Moves(this.ctx.storage, this.#places, this.#desk, this.#room);
  readonly #mending = new Mending(this.ctx.storage.sql, this.#places, this.#rules, this.#neighbours, this.#desk);
  readonly #takes = new Gathered<PlaceWish, Taken>((wishes) => this.#takeAll(wishes));
  /** When the alarm rings, as it was last set; undefined before that. */
  #armed: Instant | null | undefined;

  /** Asks the book about a place, and finishes there what was left half done; of one in doubt, only asks. `index.ts` hands it over. */
  protected abstract readonly settle: (place: Place, isInDoubt: boolean) => Promise<Verdict>;

  /** Takes a time, whole or not at all, or a place in the queue. The same request gets the place it already has, with its first booking id. */
  take(wish: PlaceWish): Promise<Taken> {
    return this.#takes.ask(wish);
  }

  /** Nobody is answered before what they got is durable: the runtime holds the answers back until then. */
  #takeAll(wishes: readonly PlaceWish[]): Promise<Taken[]> {
    return this.#turn((now) =>
      this.ctx.storage.transactionSync(() => wishes.map((wish) => this.#takings.one(wish, now, now + PATIENCE))),
    );
  }

  /** Takes many times in one turn: each that can be had, or, if they must be whole, all or none. */
  takeMany(wishes: readonly PlaceWish[], isWhole: boolean): Promise<Taken[]> {
    return this.#turn((now) => this.#takings.many(wishes, isWhole, now, now + PATIENCE));
  }

  /** What `takeMany` would answer now. */
  foretellMany(wishes: readonly PlaceWish[]): Promise<Taken[]> {
    return this.#turn((now) => this.#takings.foretellMany(wishes, now));
  }

  /** What `take` would answer now; nothing changes but what the clock, or the book, has changed. */
  foretell(wish: PlaceWish): Promise<Taken> {
    return this.#turn((now) => this.#takings.foretell(wish, now));
  }

  /** A hold or an offer stays, if it still stands: from now on it does not lapse. `at` is where the book has it. */
  confirm(bookingId: Id<"booking">, at: Party): Promise<Confirmed> {
    return this.#turn((now) => this.#agreed.confirm(bookingId, at, now, now + PATIENCE));
  }

  /** The house said yes. A request that kept no time from others must find it free. */
  approve(bookingId: Id<"booking">, at: Party): Promise<Approved> {
    return this.#turn((now) => this.#agreed.approve(bookingId, at, now, now + PATIENCE));
  }

  /** Takes another time, or other seats, for a booking, and keeps those that the book has until it has it there. */
  move(bookingId: Id<"booking">, from: Booked, to: Party, terms: MoveTerms): Promise<Moved | UnderWay> {
    return this.#turn((now) => this.#moves.one(bookingId, { from, to }, terms, now, now + PATIENCE));
  }

  /** Moves many bookings of a resource in one turn: each that can, or none where one cannot that must; or only says so. */
  moveMany(asked: PlaceMoves, isDryRun: boolean): Promise<Moved[] | UnderWay[]> {
    return this.#turn((now) => this.#moves.answer(asked, isDryRun, now, now + PATIENCE));
  }

  /** The book has these bookings as they are here: nothing is left to ask, until their next deadlines. */
  settled(all: readonly Known[]): Promise<void> {
    return this.#turn((now) => this.#desk.settle(all, now));
  }

  /** The book is about to end these bookings: should the word that it did be lost, it is asked. */
  expectEnds(all: readonly Versioned[]): Promise<void> {
    return this.#turn((now) => {
      for (const one of all) this.#places.ask(one.bookingId, now + PATIENCE, one.version);
    });
  }

  /** The book says that these bookings are over. */
  release(bookingIds: readonly Id<"booking">[]): Promise<void> {
    return this.#turn((now) => {
      for (const bookingId of bookingIds) this.#desk.free(this.#places.of(bookingId), now);
    });
  }

  /** The book says that this booking was used, where it had it: it takes no more time, and counts. */
  used({ bookingId, ...at }: Used): Promise<void> {
    return this.#turn((now) => this.#desk.use(this.#places.of(bookingId), at, now));
  }

  /** Somebody is gone: what they asked for stays, and nobody asks for it again. */
  forgetAsker(userId: Id<"user">): Promise<void> {
    return this.#turn(() => this.#places.forgetAsker(userId));
  }

  /** The rules of a resource, as they are now, and what those who wait began to use of it: more seats are for who waits. */
  learn(resourceId: Id<"resource">, rules: CalendarRules, begun: readonly Begun[] = []): Promise<void> {
    return this.#turn((now) => {
      this.#neighbours.bring(begun);
      this.#desk.learn(resourceId, rules, now);
    });
  }

  /** What holds for all resources of the calendar, as it is now. */
  learnSharing(sharing: Sharing): Promise<void> {
    return this.#turn((now) => this.#desk.learnSharing(sharing, now));
  }

  /** Every place of a resource and its rules, for a comparison with the book. */
  list(resourceId: Id<"resource">): Promise<Listed> {
    return this.#turn((now) => this.#mending.look(resourceId, now + PATIENCE));
  }

  /** Takes over the rules, and what the book has and was lost here, and asks it about every place of the resource: what differs, or is too much, is mended by that. */
  rebuild(resourceId: Id<"resource">, rules: CalendarRules, book: readonly Rebuilt[]): Promise<void> {
    return this.#turn((now) => this.#mending.begin(resourceId, rules, book, now, now + PATIENCE));
  }

  /** Asks the book about what is due. It rings again by itself if the process dies meanwhile. */
  override async alarm(): Promise<void> {
    this.#armed = undefined;
    const now = this.#now();
    const again = now + PATIENCE;
    const due = this.#places.takeDue(now, SETTLE_LIMIT, again);
    await this.#arm();
    for (const { bookingId } of due) {
      try {
        const place = this.#places.of(bookingId);
        if (!place) continue;
        const verdict = await this.settle(place, this.#mending.isInDoubt(place));
        if (this.#places.isUntouched(place, again)) this.#mending.hear(place, verdict, Date.now());
      } catch (error) {
        logError("settle.failed", error, { bookingId });
      }
    }
    this.#mending.end(Date.now(), again);
    await this.#arm();
  }

  /** One thing done, without a wait, at one moment, after what the clock did; then the alarm is where it must be. */
  async #turn<T>(act: (now: Instant) => T): Promise<T> {
    const answer = act(this.#now());
    await this.#arm();
    return answer;
  }

  /** What the clock did meanwhile: holds ran out, and whoever waited for them is next. */
  #now(): Instant {
    const now = Date.now();
    this.#rules.beginTurn();
    this.#places.dropPast(now);
    for (const place of this.#places.takeExpired(now)) this.#desk.offer(place, now);
    return now;
  }

  async #arm(): Promise<void> {
    const next = this.#places.nextDue();
    if (next === this.#armed) return;
    this.#armed = next;
    if (next === null) await this.ctx.storage.deleteAlarm();
    else await this.ctx.storage.setAlarm(next);
  }
}

import { DurableObject } from "cloudflare:workers";
import type { PlaceWish, Taken as Told, Verdict } from "../../../workers/bookings/src/domain/place.ts";
import { Calendar } from "../../../workers/bookings/src/objects/resource-calendar.ts";

interface Taken {
  readonly outcome: "taken";
  readonly bookingId: string;
}

/** A calendar that only adds rows, each as long as a place of ours. */
abstract class Rows extends DurableObject {
  constructor(state: DurableObjectState, env: unknown) {
    super(state, env as never);
    state.storage.sql.exec(
      `CREATE TABLE IF NOT EXISTS places (booking_id TEXT PRIMARY KEY, resource_id TEXT, user_id TEXT, request_key TEXT,
         start_at INTEGER, end_at INTEGER, attendees INTEGER, state TEXT, hold_until INTEGER, due_at INTEGER, unit_id TEXT)`,
    );
  }

  protected add({ bookingId, resourceId, userId, requestKey, startAt, endAt, attendees, unitId }: PlaceWish): Taken {
    this.ctx.storage.sql.exec(
      "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, 'confirmed', NULL, ?, ?)",
      ...[bookingId, resourceId, userId, requestKey, startAt, endAt, attendees, startAt, unitId],
    );
    return { outcome: "taken", bookingId };
  }
}

/** Each take waits until its own row is on disk before the next begins. */
export class OneByOne extends Rows {
  #last: Promise<unknown> = Promise.resolve();

  take(wish: PlaceWish): Promise<Taken> {
    const mine = this.#last.then(async () => {
      const taken = this.ctx.storage.transactionSync(() => this.add(wish));
      await this.ctx.storage.sync();
      return taken;
    });
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

/** All takes that have arrived share one transaction; the output gate keeps every answer back until it is on disk. */
export class Shared extends Rows {
  #waiting: { readonly wish: PlaceWish; readonly answer: (taken: Taken) => void }[] = [];

  take(wish: PlaceWish): Promise<Taken> {
    return new Promise((answer) => {
      this.#waiting.push({ wish, answer });
      if (this.#waiting.length === 1) setTimeout(() => this.#takeAll(), 0);
    });
  }

  #takeAll(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    const taken = this.ctx.storage.transactionSync(() => waiting.map(({ wish }) => this.add(wish)));
    for (const [at, { answer }] of waiting.entries()) {
      const one = taken[at];
      if (one) answer(one);
    }
  }
}

/** Our calendar with all its rules, but each take has a commit of its own, and waits until that is on disk before the next begins. */
export class AloneCalendar extends Calendar {
  #last: Promise<unknown> = Promise.resolve();

  protected readonly settle = async (): Promise<Verdict> => "keep";

  override take(wish: PlaceWish): Promise<Told> {
    const mine = this.#last.then(async () => {
      const [told] = await this.takeMany([wish], true);
      await this.ctx.storage.sync();
      if (!told) throw new Error("was told nothing");
      return told;
    });
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

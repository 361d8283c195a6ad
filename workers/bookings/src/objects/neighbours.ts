import { days, type Instant } from "#shared/core/time";
import type { Sharing } from "../domain/calendar.ts";
import type { Place } from "../domain/place.ts";
import { type Begun, countsFor } from "../domain/quotas.ts";
import { LONGEST_DAYS } from "../domain/rules.ts";
import type { Buffers, Interval } from "../domain/seats.ts";
import type { Occupied } from "./places.ts";
import { COLUMNS, placeOf, type Row } from "./rows.ts";

/** No buffer is longer, nor two together. */
const FURTHEST = days(1);
/** No booking is longer, an hour of a changed clock and the buffers included. */
const LONGEST = days(LONGEST_DAYS + 1) + FURTHEST;

/** Somebody's time in another resource of the calendar, and what that resource keeps free around it. */
export type Nearby = Pick<Occupied, "bookingId" | "userId" | "state"> & Interval & Buffers;

/** What the resources of one calendar have to do with each other. A calendar of one is never asked anything here. */
export class Neighbours {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** What holds for all of them by the newest version there is: the one that is known, or one that comes with a resource's rules. */
  newest(carried: Sharing | null | undefined): Sharing | null {
    // Rules from before calendars were shared carry nothing.
    if (!carried) return null;
    const known = this.known();
    return known && known.version > carried.version ? known : carried;
  }

  known(): Sharing | undefined {
    const [row] = this.#sql.exec<{ sharing: string }>("SELECT sharing FROM calendar").toArray();
    return row && (JSON.parse(row.sharing) as Sharing);
  }

  /** Keeps what holds for all; an older version than is known changes nothing. Says whether something else held before. */
  learn(sharing: Sharing | null | undefined): boolean {
    if (!sharing) return false;
    const before = this.known();
    if (before && before.version >= sharing.version) return false;
    this.#sql.exec("INSERT OR REPLACE INTO calendar (id, sharing) VALUES (1, ?)", JSON.stringify(sharing));
    return before !== undefined;
  }

  /** Forgets what holds for all, whatever its version. */
  unlearn(): void {
    this.#sql.exec("DELETE FROM calendar");
  }

  /** What quotas count of what has begun, for those who wait and do not have it yet: a resource may join with a past. */
  bring(begun: readonly Begun[]): void {
    if (begun.length === 0) return;
    const waiting = `SELECT ${COLUMNS} FROM places WHERE queued_at IS NOT NULL AND state = 'waiting'`;
    for (const waiter of this.#sql.exec<Row>(waiting).toArray().map(placeOf)) {
      const known = new Set(waiter.started.map(({ bookingId }) => bookingId));
      const news = begun.filter((one) => countsFor(waiter)(one) && !known.has(one.bookingId));
      if (news.length === 0) continue;
      const started = JSON.stringify([...waiter.started, ...news]);
      this.#sql.exec("UPDATE places SET started = ? WHERE booking_id = ?", started, waiter.bookingId);
    }
  }

  /** What other resources than a wish's have near an interval. */
  near({ resourceId }: Pick<Place, "resourceId">, { startAt, endAt }: Interval, now: Instant): Nearby[] {
    return this.#sql
      .exec<{ [K in keyof Nearby]: Nearby[K] }>(
        `SELECT bookingId, userId, state, startAt, endAt,
           coalesce(json_extract(rules, '$.bufferBeforeMinutes'), 0) AS bufferBeforeMinutes,
           coalesce(json_extract(rules, '$.bufferAfterMinutes'), 0) AS bufferAfterMinutes
         FROM occupied LEFT JOIN rules ON resource_id = resourceId
         WHERE resourceId <> ? AND startAt < ? AND endAt > ? AND startAt > ? AND until > ?`,
        ...[resourceId, endAt + FURTHEST, startAt - FURTHEST, startAt - LONGEST, now],
      )
      .toArray();
  }
}

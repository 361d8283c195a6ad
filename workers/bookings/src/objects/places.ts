import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { Place } from "../domain/place.ts";
import type { Interval, Seated } from "../domain/seats.ts";

const TABLE = `
  CREATE TABLE IF NOT EXISTS places (
    booking_id TEXT PRIMARY KEY,
    resource_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    request_key TEXT NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    attendees INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'confirmed', 'over')),
    hold_until INTEGER,
    -- When the book must be asked what became of it; null once the book has said so.
    due_at INTEGER,
    unit_id TEXT,
    CHECK ((state = 'held') = (hold_until IS NOT NULL))
  );
  CREATE UNIQUE INDEX IF NOT EXISTS places_by_request ON places (request_key) WHERE state <> 'over';
  CREATE INDEX IF NOT EXISTS places_by_time ON places (start_at);
  CREATE INDEX IF NOT EXISTS places_by_due ON places (due_at) WHERE due_at IS NOT NULL;`;

const COLUMNS = `booking_id AS bookingId, resource_id AS resourceId, user_id AS userId, unit_id AS unitId,
  request_key AS requestKey, start_at AS startAt, end_at AS endAt, attendees, state, hold_until AS holdUntil`;

const STANDS = "(state = 'confirmed' OR (state = 'held' AND hold_until > ?))";
const LIVE = `start_at < ? AND end_at > ? AND ${STANDS}`;

type Row = { [K in keyof Place]: Place[K] };

/** The doorman's own book of who has which time. Everything here happens at once. */
export class Places {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(TABLE);
    // A calendar from before places had homes.
    const columns = sql.exec<{ name: string }>("PRAGMA table_info(places)").toArray();
    if (!columns.some(({ name }) => name === "unit_id")) sql.exec("ALTER TABLE places ADD COLUMN unit_id TEXT");
  }

  #rows(where: string, ...values: (string | number | null)[]): Place[] {
    return this.#sql.exec<Row>(`SELECT ${COLUMNS} FROM places ${where}`, ...values).toArray();
  }

  of(bookingId: Id<"booking">): Place | undefined {
    return this.#rows("WHERE booking_id = ?", bookingId)[0];
  }

  ofRequest(requestKey: string): Place | undefined {
    return this.#rows("WHERE request_key = ? AND state <> 'over'", requestKey)[0];
  }

  /** Those that take time from others between two instants. */
  between({ startAt, endAt }: Interval, now: Instant): Place[] {
    return this.#rows(`WHERE ${LIVE}`, endAt, startAt, now);
  }

  /** Those of a resource that a person or their household has. */
  ofHousehold({ resourceId, userId, unitId }: Pick<Place, "resourceId" | "userId" | "unitId">, now: Instant): Place[] {
    const whose = "resource_id = ? AND (user_id = ? OR unit_id = ?)";
    return this.#rows(`WHERE ${whose} AND ${STANDS}`, resourceId, userId, unitId, now);
  }

  /** The same as seats alone: whose they are is nobody's business. */
  seatsBetween({ startAt, endAt }: Interval, now: Instant): Seated[] {
    const seats = "SELECT start_at AS startAt, end_at AS endAt, sum(attendees) AS attendees FROM places";
    return this.#sql
      .exec<{ [K in keyof Seated]: Seated[K] }>(`${seats} WHERE ${LIVE} GROUP BY start_at, end_at`, endAt, startAt, now)
      .toArray();
  }

  add(
    { bookingId, resourceId, userId, unitId, requestKey, startAt, endAt, attendees, state, holdUntil }: Place,
    dueAt: Instant,
  ) {
    this.#sql.exec(
      "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      ...[bookingId, resourceId, userId, requestKey, startAt, endAt, attendees, state, holdUntil, dueAt, unitId],
    );
  }

  /** From now on it does not lapse; the book is asked at `dueAt`, or has said so already. One that is over stays so. */
  confirm(bookingId: Id<"booking">, dueAt: Instant | null): void {
    this.#sql.exec(
      "UPDATE places SET state = 'confirmed', hold_until = NULL, due_at = ? WHERE booking_id = ? AND state <> 'over'",
      dueAt,
      bookingId,
    );
  }

  end(bookingId: Id<"booking">, dueAt: Instant): void {
    this.#sql.exec(
      "UPDATE places SET state = 'over', hold_until = NULL, due_at = ? WHERE booking_id = ?",
      dueAt,
      bookingId,
    );
  }

  remove(bookingId: Id<"booking">): void {
    this.#sql.exec("DELETE FROM places WHERE booking_id = ?", bookingId);
  }

  /** Drops what is past and in the book. */
  forgetPast(now: Instant): void {
    this.#sql.exec("DELETE FROM places WHERE end_at < ? AND due_at IS NULL", now);
  }

  /** Those the book must be asked about now; they come again at `again` unless it answers. */
  takeDue(now: Instant, limit: number, again: Instant): Place[] {
    const due = this.#rows("WHERE due_at <= ? ORDER BY due_at LIMIT ?", now, limit);
    for (const { bookingId } of due)
      this.#sql.exec("UPDATE places SET due_at = ? WHERE booking_id = ?", again, bookingId);
    return due;
  }

  nextDue(): Instant | null {
    return this.#sql.exec<{ at: number | null }>("SELECT min(due_at) AS at FROM places").one().at;
  }
}

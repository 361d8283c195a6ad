import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { Equipped } from "../domain/accessories.ts";
import type { ListedPlace } from "../domain/agreement.ts";
import type { Place } from "../domain/place.ts";
import type { Interval, Seated } from "../domain/seats.ts";
import { COLUMNS, type Kept, listIn, placeOf, type Row } from "./rows.ts";
import { prepare } from "./tables.ts";

const LONGEST = "SELECT max(max(end_at - start_at, coalesce(kept_end_at - kept_start_at, 0))) AS longest FROM places";
/** Over, and the book has said so: it was used, and quotas count it. */
const USED = "(state = 'over' AND due_at IS NULL)";
const BETWEEN = "resourceId = ? AND startAt < ? AND endAt > ? AND startAt > ? AND until > ?";

/** Somebody's seats for a time, as others run into them. */
export interface Occupied extends Equipped, Seated {
  readonly bookingId: Id<"booking">;
  readonly userId: Id<"user">;
  readonly state: Place["state"];
}

type Changes = Partial<
  Pick<Place, "state" | "holdUntil" | "checkInUntil" | "startAt" | "endAt" | "attendees" | "guests" | "kept">
>;

/** The doorman's own book of who has which time. Everything here happens at once. */
export class Places {
  readonly #sql: SqlStorage;
  /** No place is longer: what began so long before a moment is over by then. */
  #longest: number;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    prepare(sql);
    this.#longest = sql.exec<{ longest: number | null }>(LONGEST).one().longest ?? 0;
  }

  #rows(where: string, ...values: (string | number | null)[]): Kept[] {
    return this.#sql
      .exec<Row>(`SELECT ${COLUMNS} FROM places ${where}`, ...values)
      .toArray()
      .map(placeOf);
  }

  of(bookingId: Id<"booking">): Kept | undefined {
    return this.#rows("WHERE booking_id = ?", bookingId)[0];
  }

  ofRequest(requestKey: string): Place | undefined {
    return this.#rows("WHERE request_key = ? AND state <> 'over'", requestKey)[0];
  }

  /** What of a resource takes time from others between two instants, holds that stand included. */
  between(resourceId: Id<"resource">, { startAt, endAt }: Interval, now: Instant): Occupied[] {
    return this.#sql
      .exec<{ [K in keyof Omit<Occupied, "accessories">]: Occupied[K] } & { accessories: string }>(
        `SELECT bookingId, userId, state, startAt, endAt, attendees, accessories FROM occupied WHERE ${BETWEEN}`,
        ...[resourceId, endAt, startAt, startAt - this.#longest, now],
      )
      .toArray()
      .map((row) => ({ ...row, accessories: listIn(row.accessories) }));
  }

  /** The same as seats alone: whose they are is nobody's business. */
  seatsBetween(resourceId: Id<"resource">, { startAt, endAt }: Interval, now: Instant): Seated[] {
    return this.#sql
      .exec<{ [K in keyof Seated]: Seated[K] }>(
        `SELECT startAt, endAt, sum(attendees) AS attendees FROM occupied WHERE ${BETWEEN} GROUP BY startAt, endAt`,
        ...[resourceId, endAt, startAt, startAt - this.#longest, now],
      )
      .toArray();
  }

  /** What a person and their household have in the calendar, asked for, or used. */
  ofHousehold({ userId, unitId }: Pick<Place, "userId" | "unitId">, now: Instant): Place[] {
    const stands = "state IN ('confirmed', 'requested') OR (state IN ('held', 'offered') AND hold_until > ?)";
    const counts = `(${stands} OR (${USED} AND start_at <= ?))`;
    return this.#rows(`WHERE (user_id = ? OR unit_id = ?) AND ${counts}`, userId, unitId, now, now);
  }

  /** Whoever waits for a time that touches an interval, the first in the queue first. */
  waitingFor({ startAt, endAt }: Interval): Kept[] {
    return this.#rows(
      "WHERE queued_at IS NOT NULL AND state = 'waiting' AND start_at < ? AND end_at > ? ORDER BY queued_at",
      endAt,
      startAt,
    );
  }

  /** The next number of the queue: the moment, or one more than the last. */
  nextInQueue(now: Instant): { readonly number: number; readonly waiting: number } {
    const queue =
      "SELECT max(queued_at) AS last, count(*) FILTER (WHERE state = 'waiting') AS waiting FROM places WHERE queued_at IS NOT NULL";
    const { last, waiting } = this.#sql.exec<{ last: number | null; waiting: number }>(queue).one();
    return { number: Math.max(now, (last ?? 0) + 1), waiting };
  }

  add(place: Omit<Kept, "dueAt">, dueAt: Instant | null): void {
    const { bookingId, resourceId, userId, unitId, requestKey, startAt, endAt, attendees, guests, state } = place;
    const { approval, holdUntil, queuedAt, checkInUntil, accessories, started, version } = place;
    this.#longest = Math.max(this.#longest, endAt - startAt);
    this.#sql.exec(
      `INSERT INTO places (booking_id, resource_id, user_id, unit_id, request_key, start_at, end_at, attendees, guests, state, approval,
         hold_until, queued_at, check_in_until, accessories, started, version, due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[bookingId, resourceId, userId, unitId, requestKey, startAt, endAt, attendees, guests, state, approval],
      ...[
        holdUntil,
        queuedAt,
        checkInUntil,
        JSON.stringify(accessories),
        started.length > 0 ? JSON.stringify(started) : null,
        ...[version, dueAt],
      ],
    );
  }

  /** A place after a change, and when the book is asked about it. */
  change(place: Place, to: Changes, dueAt: Instant | null): void {
    const { state, holdUntil, checkInUntil, startAt, endAt, attendees, guests, kept, version } = { ...place, ...to };
    this.#longest = Math.max(this.#longest, endAt - startAt);
    this.#sql.exec(
      `UPDATE places SET state = ?, hold_until = ?, check_in_until = ?, start_at = ?, end_at = ?, attendees = ?, guests = ?,
         kept_start_at = ?, kept_end_at = ?, kept_attendees = ?, kept_guests = ?, version = ?, due_at = ? WHERE booking_id = ?`,
      ...[state, holdUntil, checkInUntil, startAt, endAt, attendees, guests],
      ...[kept?.startAt ?? null, kept?.endAt ?? null, kept?.attendees ?? null, kept?.guests ?? 0],
      ...[version, dueAt, place.bookingId],
    );
  }

  /** Has the book asked; what it says of a version, or of one before, is no answer to this. */
  ask(bookingId: Id<"booking">, dueAt: Instant, version = 0): void {
    this.#sql.exec(
      `UPDATE places SET due_at = min(coalesce(due_at, ?1), ?1), version = max(version, ?2) WHERE booking_id = ?3 AND NOT ${USED}`,
      ...[dueAt, version, bookingId],
    );
  }

  /** Takes a person out of the keys of their requests, which begin with who asked. */
  forgetAsker(userId: Id<"user">): void {
    const theirs = "substr(request_key, 1, length(?1)) = ?1";
    this.#sql.exec(`UPDATE places SET request_key = booking_id WHERE ${theirs}`, userId);
  }

  remove(bookingId: Id<"booking">): void {
    this.#sql.exec("DELETE FROM places WHERE booking_id = ?", bookingId);
  }

  /** Drops what is past and in the book; not of a person or a home that waits, whose quotas are looked at when a time is free. */
  dropPast(now: Instant): void {
    this.#sql.exec(
      `DELETE FROM places WHERE end_at < ? AND due_at IS NULL AND NOT EXISTS (
         SELECT 1 FROM places AS waiter WHERE waiter.queued_at IS NOT NULL AND waiter.state = 'waiting'
           AND (waiter.user_id = places.user_id OR waiter.unit_id = places.unit_id))`,
      now,
    );
  }

  /** The holds and offers that nobody confirmed in time; from now on they take nothing, and the book is asked at `now`. */
  takeExpired(now: Instant): Place[] {
    const expired = this.#rows("WHERE hold_until <= ?", now);
    for (const place of expired) this.change(place, { state: "over", holdUntil: null }, now);
    return expired;
  }

  /** Those the book must be asked about now; they come again at `again` unless it answers. */
  takeDue(now: Instant, limit: number, again: Instant): Place[] {
    const due = this.#rows("WHERE due_at <= ? ORDER BY due_at LIMIT ?", now, limit);
    for (const { bookingId } of due)
      this.#sql.exec("UPDATE places SET due_at = ? WHERE booking_id = ?", again, bookingId);
    return due;
  }

  /** Whether a place is still as it was when the book was asked about it, to be asked again at `again`. What is changed in the same millisecond is to be asked about then too. */
  isUntouched(place: Place, again: Instant): boolean {
    const now = this.of(place.bookingId);
    return now?.dueAt === again && JSON.stringify(now) === JSON.stringify(place);
  }

  nextDue(): Instant | null {
    return this.#sql.exec<{ at: number | null }>("SELECT min(due_at) AS at FROM places WHERE due_at IS NOT NULL").one()
      .at;
  }

  /** Those of a resource; unsettled is one of which the book is asked before `soon`. */
  ofResource(resourceId: Id<"resource">, soon: Instant): ListedPlace[] {
    return this.#rows("WHERE resource_id = ?", resourceId).map((place) => ({
      place,
      dueAt: place.dueAt,
      isUnsettled: place.dueAt !== null && place.dueAt <= soon,
    }));
  }
}

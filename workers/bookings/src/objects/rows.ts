import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { AskedAccessory } from "../domain/accessories.ts";
import type { Place } from "../domain/place.ts";
import type { Begun } from "../domain/quotas.ts";

/** What `placeOf` needs of a row of `places`. */
export const COLUMNS = `booking_id AS bookingId, resource_id AS resourceId, user_id AS userId, unit_id AS unitId,
  request_key AS requestKey, start_at AS startAt, end_at AS endAt, attendees, guests, state, approval, hold_until AS holdUntil,
  queued_at AS queuedAt, check_in_until AS checkInUntil, kept_start_at AS keptStartAt, kept_end_at AS keptEndAt,
  kept_attendees AS keptAttendees, kept_guests AS keptGuests, accessories, started, version, due_at AS dueAt`;

export type Row = { [K in keyof Omit<Place, "kept" | "accessories">]: Place[K] } & {
  accessories: string;
  keptStartAt: number | null;
  keptEndAt: number | null;
  keptAttendees: number | null;
  keptGuests: number;
  started: string | null;
  dueAt: Instant | null;
};

/** A place with the past bookings that its quotas counted when it was asked for, and when the book is asked about it. */
export interface Kept extends Place {
  readonly started: readonly Begun[];
  readonly dueAt: Instant | null;
}

/** Most places take nothing along. */
export const listIn = (json: string): readonly AskedAccessory[] =>
  json === "[]" ? [] : (JSON.parse(json) as AskedAccessory[]);

/** What was written before calendars were shared is of the place's own resource, and does not say so. */
const begunIn = (json: string, resourceId: Id<"resource">): readonly Begun[] =>
  (JSON.parse(json) as Begun[]).map((one) => ({ ...one, resourceId: one.resourceId ?? resourceId }));

export function placeOf({
  keptStartAt,
  keptEndAt,
  keptAttendees,
  keptGuests,
  accessories,
  started,
  ...place
}: Row): Kept {
  const wasKept = keptStartAt !== null && keptEndAt !== null && keptAttendees !== null;
  const kept = wasKept
    ? { startAt: keptStartAt, endAt: keptEndAt, attendees: keptAttendees, guests: keptGuests }
    : null;
  return {
    ...place,
    kept,
    accessories: listIn(accessories),
    started: started === null ? [] : begunIn(started, place.resourceId),
  };
}

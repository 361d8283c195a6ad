import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { Approved, Confirmed, Place } from "../domain/place.ts";
import type { Party } from "../domain/seats.ts";
import type { Desk } from "./desk.ts";
import type { Places } from "./places.ts";
import type { Room } from "./room.ts";

/** What somebody, or the house, agrees to: a place that was held, offered or asked for becomes theirs. `at` is where the book has it, and the book is asked at `dueAt`. */
export class Agreed {
  readonly #places: Places;
  readonly #desk: Desk;
  readonly #room: Room;

  constructor(places: Places, desk: Desk, room: Room) {
    this.#places = places;
    this.#desk = desk;
    this.#room = room;
  }

  confirm(bookingId: Id<"booking">, at: Party, now: Instant, dueAt: Instant): Confirmed {
    const place = this.#desk.placeAt(bookingId, at, now, dueAt);
    if (place?.state === "confirmed") return { outcome: "confirmed", checkInUntil: place.checkInUntil };
    if (place?.state === "requested") return { outcome: "requested", checkInUntil: null };
    if (place?.state !== "held" && place?.state !== "offered") return { outcome: "gone" };
    if (place.approval === "none") return this.#grant(place, now, dueAt);
    this.#places.change(place, { state: "requested", holdUntil: null }, dueAt);
    if (place.approval === "open") this.#desk.offer(place, now);
    return { outcome: "requested", checkInUntil: null };
  }

  approve(bookingId: Id<"booking">, at: Party, now: Instant, dueAt: Instant): Approved {
    const place = this.#desk.placeAt(bookingId, at, now, dueAt);
    if (place?.state === "confirmed") return { outcome: "confirmed", checkInUntil: place.checkInUntil };
    if (place?.state !== "requested") return { outcome: "gone" };
    const refused = place.approval === "open" ? this.#room.collision(place, now) : undefined;
    return refused ?? this.#grant(place, now, dueAt);
  }

  #grant(place: Place, now: Instant, dueAt: Instant) {
    const checkInUntil = this.#desk.deadlineOf(place, now);
    this.#places.change(place, { state: "confirmed", holdUntil: null, checkInUntil }, dueAt);
    return { outcome: "confirmed", checkInUntil } as const;
  }
}

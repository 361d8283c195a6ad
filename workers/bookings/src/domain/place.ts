import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { type Instant, minutes, toIso } from "#shared/core/time";
import type { Approval } from "#shared/core/vocabulary";
import { accessoryTaken, type Equipment, type Equipped, type Short } from "./accessories.ts";
import type { Granted } from "./booking.ts";
import type { Sharing } from "./calendar.ts";
import { tooManyGuests } from "./guests.ts";
import type { Bookable } from "./hours.ts";
import type { Begun, Limits, OverQuota } from "./quotas.ts";
import { latestOf } from "./rules.ts";
import type { Interval, Party, Seated } from "./seats.ts";
import { NEARBY, nextFree, type Occupancy } from "./slots.ts";

/** The most people one calendar keeps waiting. */
export const WAITERS_LIMIT = 1000;

/** What the doorman must know of a resource to decide by himself. The newest version he heard of counts. */
export interface CalendarRules extends Equipment, Limits {
  readonly version: number;
  readonly isAvailable: boolean;
  readonly capacity: number;
  readonly checkInMinutes: number | null;
  /** For how long a place that became free is offered to who waits; null where nobody waits. */
  readonly offerMinutes: number | null;
  /** What holds for all resources of the calendar, by a version of its own; null where there is but one. */
  readonly sharing: Sharing | null;
}

/** What the doorman keeps of a booking. `over` is one that takes no time from anybody and waits for the book to say so. */
export interface Place extends Equipped, Party {
  readonly bookingId: Id<"booking">;
  readonly resourceId: Id<"resource">;
  readonly userId: Id<"user">;
  /** The home it is booked from; null for somebody who books by a grant. */
  readonly unitId: Id<"unit"> | null;
  readonly requestKey: string;
  readonly state: Granted["state"] | "over";
  readonly approval: Approval;
  readonly holdUntil: Instant | null;
  readonly queuedAt: number | null;
  readonly checkInUntil: Instant | null;
  /** Where it was until the book has it here: kept as well. */
  readonly kept: Party | null;
  /** The version of its booking that was to move or to end last: what the book says of that one, or of one before, is no answer to it. */
  readonly version: number;
}

/** Who asks for a time, and which. */
export interface Asked extends Equipped, Party {
  readonly bookingId: Id<"booking">;
  readonly resourceId: Id<"resource">;
  readonly userId: Id<"user">;
  readonly unitId: Id<"unit"> | null;
  /** What quotas count and the calendar may have forgotten: bookings that have begun. */
  readonly started: readonly Begun[];
}

/** What the doorman is asked for. `finished` is the booking of this very request that the book says is over. */
export interface PlaceWish extends Asked {
  readonly requestKey: string;
  readonly approval: Approval;
  readonly rules: CalendarRules;
  readonly hold: boolean;
  /** Rather waits than is refused. */
  readonly wait: boolean;
  readonly finished: Id<"booking"> | null;
}

/** The doorman's answers. `position`: the place in the queue that one has, or would have. */
export type Taken =
  | ({ readonly outcome: "taken"; readonly bookingId: Id<"booking">; readonly position: number | null } & Granted)
  | Refused;

export type Refused =
  | { readonly outcome: "full"; readonly taken: readonly Seated[]; readonly position: number | null }
  | { readonly outcome: "queue_full" }
  | ({ readonly outcome: "short" } & Short)
  | ({ readonly outcome: "over_quota"; readonly of: "resource" | "calendar" } & OverQuota)
  | { readonly outcome: "yours_already"; readonly bookingId: Id<"booking">; readonly state: Place["state"] };

export type Confirmed =
  | { readonly outcome: "confirmed"; readonly checkInUntil: Instant | null }
  | { readonly outcome: "requested"; readonly checkInUntil: null }
  | { readonly outcome: "gone" };

export type Approved = Exclude<Confirmed, { outcome: "requested" }> | Refused;

export type Moved =
  | { readonly outcome: "moved"; readonly checkInUntil: Instant | null }
  | { readonly outcome: "gone" }
  | Refused;

/** Nothing is moved elsewhere while another move of it may still reach the book. */
export type UnderWay = { readonly outcome: "under_way" };

/** What the book says became of a place: it stays; its person is there; it is free; it was used, there; the book has it otherwise. */
export type Verdict = "keep" | "attended" | "release" | { readonly used: Party } | { readonly becomes: Place };

/** A booking that was used, and where the book had it. */
export type Used = Party & { readonly bookingId: Id<"booking"> };

/** What the book has of a booking, for the doorman to compare. */
export type Known = Party & Versioned & { readonly state: string };

/** A booking as of one of its versions. */
export interface Versioned {
  readonly bookingId: Id<"booking">;
  readonly version: number;
}

/** By when its person must be there, who gets it now. */
export const checkInDeadline = (
  { startAt, endAt }: Interval,
  checkInMinutes: number | null,
  now: Instant,
): Instant | null =>
  checkInMinutes === null ? null : Math.min(endAt, Math.max(startAt, now) + minutes(checkInMinutes));

/** When the doorman must ask the book about a place that the book has as he has it; null: never. */
export function dueOf({ state, holdUntil, startAt, endAt, checkInUntil }: Place): Instant | null {
  if (state === "requested") return startAt;
  if (state === "waiting") return endAt;
  return state === "confirmed" ? checkInUntil : holdUntil;
}

/** The clear answer for whom the calendar refuses: whose it is if it is their own, which quota, or what is free next. */
export function refusalOf(
  told: Refused,
  resource: Bookable,
  wish: Seated,
  closed: readonly Interval[],
  now: Instant,
): AppError {
  switch (told.outcome) {
    case "yours_already":
      return new AppError(YOURS[told.state] ?? "booking.booked_by_you", { facts: { bookingId: told.bookingId } });
    case "over_quota": {
      const { of, per, window, most, used, guests } = told;
      if (guests !== undefined && guests > most) return tooManyGuests(guests, most);
      const name = (of === "calendar" && resource.sharing?.name) || resource.name;
      const facts = { name, per, window, most, used, opensAt: toIso(told.opensAt) };
      if (guests === undefined) return new AppError("booking.over_quota", { facts });
      const left = Math.max(0, most - used);
      return new AppError("booking.over_guest_quota", { facts: { ...facts, left, guests } });
    }
    case "short":
      return accessoryTaken(told);
    case "queue_full":
      return new AppError("booking.waitlist_full", { facts: { limit: WAITERS_LIMIT } });
    case "full":
      return taken(resource, wish, { taken: told.taken, closed }, now);
  }
}

const YOURS: { readonly [S in Place["state"]]?: "booking.held_by_you" | "booking.waiting_already" } = {
  held: "booking.held_by_you",
  offered: "booking.held_by_you",
  waiting: "booking.waiting_already",
};

function taken(resource: Bookable, wish: Seated, occupancy: Occupancy, now: Instant): AppError {
  const next = nextFree(resource, wish, occupancy, wish.startAt + NEARBY);
  return new AppError("booking.slot_taken", {
    facts:
      next && next.startAt <= latestOf(resource, now)
        ? { nextFreeAt: toIso(next.startAt), nextFreeUntil: toIso(next.endAt) }
        : {},
  });
}

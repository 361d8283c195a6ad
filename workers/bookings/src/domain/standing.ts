import { type Actor, type Place as Building, mayIn, type Person } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import { type Home, homesIn, isOpen } from "#shared/core/homes";
import type { Id } from "#shared/core/ids";
import type { Permission } from "#shared/core/permissions";
import { type Instant, toIso } from "#shared/core/time";
import type { Booking } from "./booking.ts";

/** What belongs to a person: a booking, a series. */
type Owned = Pick<Booking, "userId">;

/** Who acts on a booking: the person who has it, or the house. */
export type Side = "person" | "staff";

/**
 * On which side an actor stands who wants to do something with a booking.
 *
 * @throws AppError `thing.not_found` for whom it does not exist, `access.denied` for who may only see it
 */
export function sideOf(booking: Owned, actor: Actor, building: Building | undefined, permission: Permission): Side {
  if (actor.kind === "person" && actor.id === booking.userId) return "person";
  if (building && mayIn(actor, building, permission)) return "staff";
  if (building && mayIn(actor, building, "booking.read"))
    throw new AppError("access.denied", { facts: { permission } });
  throw new AppError("thing.not_found");
}

/**
 * Only the house decides.
 *
 * @throws AppError as `sideOf`; `access.denied` for the person themselves
 */
export function demandStaff(
  booking: Owned,
  actor: Actor,
  building: Building | undefined,
  permission: Permission,
): void {
  if (building && mayIn(actor, building, permission)) return;
  sideOf(booking, actor, building, permission);
  throw new AppError("access.denied", { facts: { permission } });
}

/**
 * Only the person themselves has the words: not the house in their name.
 *
 * @throws AppError `booking.not_yours_to_answer`, or as `sideOf`
 */
export function demandItsPerson(booking: Owned, actor: Actor, building: Building | undefined): void {
  if (sideOf(booking, actor, building, "booking.read") === "staff") throw new AppError("booking.not_yours_to_answer");
}

interface Parties {
  readonly actor: Person;
  readonly place: Building;
  readonly userId: Id<"user">;
  /** The open homes of who asks. */
  readonly homes: readonly Home[];
  /** The homes of whom it is asked for, wherever. */
  readonly theirs: readonly Home[];
}

/**
 * Who gets a time, and by which right: one for oneself, or the house for somebody who lives there.
 *
 * @throws AppError `access.denied` for whoever books for another without a grant
 */
export function bookerOf({ actor, place, userId, homes, theirs }: Parties, now: Instant) {
  const decides = mayIn(actor, place, "booking.update");
  if (userId === actor.id) return { homes, hasGrant: mayIn(actor, place, "booking.create"), decides, bookedBy: null };
  if (!decides) throw new AppError("access.denied", { facts: { permission: "booking.update" } });
  return { homes: homesIn(theirs, place.id, now), hasGrant: false, decides, bookedBy: actor.id };
}

/** For the audit: for whom the house acted. */
export const onBehalfOf = ({ userId }: Owned, side: Side): { readonly onBehalfOf?: string } =>
  side === "staff" ? { onBehalfOf: userId } : {};

/**
 * The home from which a person books a time; null for somebody who books by a grant.
 *
 * @throws AppError `access.not_a_resident` for an owner who lives elsewhere, `booking.after_moving_out`
 */
export function homeFor(homes: readonly Home[], startAt: Instant, hasGrant: boolean): Home | null {
  const lived = homes.filter(({ kind }) => kind !== "offsite_owner");
  const home = lived.find((one) => isOpen(one, startAt));
  if (home) return home;
  if (hasGrant) return null;
  const last = Math.max(...lived.map(({ untilAt }) => untilAt ?? 0));
  if (lived.length === 0) throw new AppError("access.not_a_resident");
  throw new AppError("booking.after_moving_out", { facts: { untilAt: toIso(last) } });
}

/** A home as it is known after an event about it: the higher version is right. */
export const withHome = (homes: readonly Home[], told: Home): Home[] => {
  const known = homes.find(({ unitId }) => unitId === told.unitId);
  if (known && known.version >= told.version) return [...homes];
  return [...homes.filter(({ unitId }) => unitId !== told.unitId), told];
};

/** Whether a booking was made from a home, and at its start there is none left in the building. */
export const isLeftBehind = ({ unitId, buildingId, startAt }: Booking, homes: readonly Home[]): boolean =>
  unitId !== null &&
  !homes.some((home) => home.buildingId === buildingId && home.kind !== "offsite_owner" && isOpen(home, startAt));

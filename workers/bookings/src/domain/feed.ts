import { type Actor, type Place as Building, mayIn } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";

/** The most feeds one person may have. */
export const FEEDS_LIMIT = 20;

/** A calendar that is read by whoever knows its secret: of a person's own bookings, or of everything booked of a resource. */
export interface Feed {
  readonly id: Id<"feed">;
  /** Who made it. */
  readonly userId: Id<"user">;
  readonly name: string;
  readonly buildingId: Id<"building"> | null;
  /** Null for a person's own bookings. */
  readonly resourceId: Id<"resource"> | null;
  /** SHA-256 of the secret, in hexadecimal. */
  readonly secretHash: string;
  readonly createdAt: Instant;
}

/** 32 bytes in base64url (RFC 4648, section 5). */
const FILE = /^([A-Za-z0-9_-]{43})\.ics$/;

/** The secret in the last part of a feed's path; empty, which is nobody's, where there is none. */
export const secretIn = (file: string): string => FILE.exec(file)?.[1] ?? "";

export const pathOf = (secret: string): string => `/v1/feeds/${secret}.ics`;

export function demandFewFeeds(many: number): void {
  if (many >= FEEDS_LIMIT) throw new AppError("feed.too_many", { facts: { limit: FEEDS_LIMIT } });
}

/**
 * Whoever made a feed may end it, and of a resource's, whoever runs the resource. For anybody else there is none.
 *
 * @throws AppError `thing.not_found`
 */
export function demandMayEnd(feed: Feed, actor: Actor, building: Building | undefined): void {
  if (actor.kind === "person" && actor.id === feed.userId) return;
  if (building && mayIn(actor, building, "resource.update")) return;
  throw new AppError("thing.not_found");
}

import { type Place as Building, grantAllows } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import type { Permission, Role } from "#shared/core/permissions";
import type { Instant } from "#shared/core/time";
import type { Feed } from "./feed.ts";

/** An open grant, as it was heard of. */
export interface HeldGrant {
  readonly role: Role;
  readonly on: string;
  readonly untilAt: Instant | null;
}

/** All the grants of a person, at the version they were last heard of. */
export interface Runner {
  readonly userId: Id<"user">;
  readonly grants: readonly HeldGrant[];
  readonly version: number;
}

/** A resource's feed and the building of the resource. */
export interface PlacedFeed extends Pick<Feed, "id" | "createdAt"> {
  readonly building: Building;
}

/** Whoever makes a feed of a resource runs it and may see who booked. */
export const FEED_PERMISSIONS = ["resource.update", "booking.read"] as const satisfies readonly Permission[];

/** Whether the grants of a person still let them make a feed in a building. */
export function stillRuns({ grants }: Runner, building: Building, now: Instant): boolean {
  const covering = grants.filter(
    ({ on, untilAt }) =>
      (on === "*" || on === building.id || on === building.organisationId) && (untilAt === null || untilAt > now),
  );
  return FEED_PERMISSIONS.every((permission) =>
    covering.some(({ role }) => grantAllows({ role, on: "*" }, permission)),
  );
}

/**
 * A resource's feed is none any more once its maker's grant is gone. Of whom nothing was heard yet, their having made it counts.
 *
 * @throws AppError `thing.not_found`
 */
export function demandStillRun(
  feed: Feed,
  maker: { readonly runner: Runner | undefined; readonly place: Building | undefined },
  now: Instant,
): void {
  const { runner, place } = maker;
  if (feed.resourceId === null || !runner || !place) return;
  if (!stillRuns(runner, place, now)) throw new AppError("thing.not_found");
}

/**
 * The feeds that end with grants that were said to be all: those made before, whose maker did not run the resource any more
 * when it was said. Whether something newer was heard of already changes nothing.
 */
export const endedWith = (feeds: readonly PlacedFeed[], heard: Runner & { readonly saidAt: Instant }): PlacedFeed[] =>
  feeds.filter(({ createdAt, building }) => createdAt <= heard.saidAt && !stillRuns(heard, building, heard.saidAt));

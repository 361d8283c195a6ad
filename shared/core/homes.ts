import type { Id } from "./ids.ts";
import type { Instant } from "./time.ts";

/** The kinds of residency, one list everywhere. */
export const HOME_KINDS = ["owner", "tenant", "household", "subtenant", "offsite_owner"] as const;
export type HomeKind = (typeof HOME_KINDS)[number];

/** A person's residency in a unit; open while `untilAt` is null or ahead. */
export interface Home {
  readonly userId: Id<"user">;
  readonly unitId: Id<"unit">;
  readonly buildingId: Id<"building">;
  readonly unitLabel: string;
  readonly kind: HomeKind;
  readonly fromAt: Instant;
  readonly untilAt: Instant | null;
  readonly version: number;
}

export const isOpen = (home: Home, now: Instant): boolean =>
  home.fromAt <= now && (home.untilAt === null || home.untilAt > now);

/** The open homes of these in one building. */
export const homesIn = (homes: readonly Home[], building: Id<"building">, now: Instant): Home[] =>
  homes.filter((home) => home.buildingId === building && isOpen(home, now));

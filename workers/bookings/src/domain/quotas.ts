import type { Id } from "#shared/core/ids";
import { localSpan, type Span } from "#shared/core/local-day";
import type { Instant } from "#shared/core/time";
import type { QuotaHolder } from "#shared/core/vocabulary";

/** How many bookings that begin in one local day, ISO week, month or year one person, or one household, may have. */
export interface Quota {
  readonly per: QuotaHolder;
  readonly window: Span;
  readonly most: number;
}

/** What a quota looks at. */
export interface Counted {
  readonly bookingId: Id<"booking">;
  readonly userId: Id<"user">;
  readonly unitId: Id<"unit"> | null;
  readonly startAt: Instant;
}

/** One that has begun, and of what. */
export interface Begun extends Counted {
  readonly resourceId: Id<"resource">;
}

/** Whether somebody's quotas, or their household's, may count it. */
export const countsFor =
  ({ userId, unitId }: Pick<Counted, "userId" | "unitId">) =>
  (one: Begun): boolean =>
    one.userId === userId || (unitId !== null && one.unitId === unitId);

export interface Limits {
  readonly quotas: readonly Quota[];
  readonly concurrent: number | null;
  readonly timeZone: string;
}

/** The quota that refuses; `ahead` is the limit of bookings that one has ahead of them at once. */
export interface OverQuota {
  readonly per: Quota["per"];
  readonly window: Span | "ahead";
  readonly most: number;
  readonly used: number;
  /** From when on it refuses no more: the next window with room, or the start of the next booking ahead. */
  readonly opensAt: Instant;
}

type Wanted = Omit<Counted, "bookingId">;

/** The limit that one more booking would break; of several, the one that stays closed the longest. */
export function overQuota(
  limits: Limits,
  wish: Wanted,
  counted: readonly Counted[],
  now: Instant,
): OverQuota | undefined {
  return longest([
    ...limits.quotas.map((quota) => overOne(quota, limits.timeZone, wish, counted)),
    overAhead(limits, wish, counted, now),
  ]);
}

/** The same of a resource's limits, and of those that hold for all in its calendar. Where there are none, nothing is `counted`. */
export function overLimits(
  limits: Limits,
  sharing: Limits | null,
  wish: Wanted & Pick<Begun, "resourceId">,
  counted: () => readonly Begun[],
  now: Instant,
) {
  if (!isLimited(limits) && !(sharing && isLimited(sharing))) return undefined;
  const all = counted();
  const ofResource = all.filter(({ resourceId }) => resourceId === wish.resourceId);
  return longest([
    asOf("resource", overQuota(limits, wish, ofResource, now)),
    asOf("calendar", sharing ? overQuota(sharing, wish, all, now) : undefined),
  ]);
}

const asOf = <W extends "resource" | "calendar">(of: W, over: OverQuota | undefined) => over && { of, ...over };

/** Of several limits, the one that stays closed the longest. */
const longest = <T extends OverQuota>(over: readonly (T | undefined)[]): T | undefined =>
  over.filter((one) => one !== undefined).sort((a, b) => b.opensAt - a.opensAt)[0];

const isLimited = ({ quotas, concurrent }: Limits): boolean => quotas.length > 0 || concurrent !== null;

function overOne(
  { per, window, most }: Quota,
  timeZone: string,
  wish: Wanted,
  counted: readonly Counted[],
): OverQuota | undefined {
  // Whoever books by a grant books for no household.
  if (per === "household" && wish.unitId === null) return undefined;
  const theirs = counted.filter((one) => (per === "person" ? one.userId === wish.userId : one.unitId === wish.unitId));
  const usedIn = (at: Instant): number => {
    const { startAt, endAt } = localSpan(at, window, timeZone);
    return theirs.filter((one) => startAt <= one.startAt && one.startAt < endAt).length;
  };
  const used = usedIn(wish.startAt);
  if (used < most) return undefined;
  let opensAt = localSpan(wish.startAt, window, timeZone).endAt;
  while (usedIn(opensAt) >= most) opensAt = localSpan(opensAt, window, timeZone).endAt;
  return { per, window, most, used, opensAt };
}

function overAhead(
  { concurrent: most }: Limits,
  { userId }: Wanted,
  counted: readonly Counted[],
  now: Instant,
): OverQuota | undefined {
  const starts = counted
    .filter((one) => one.userId === userId && one.startAt > now)
    .map(({ startAt }) => startAt)
    .sort((a, b) => a - b);
  if (most === null || starts.length < most) return undefined;
  const opensAt = starts[starts.length - most] ?? now;
  return { per: "person", window: "ahead", most, used: starts.length, opensAt };
}

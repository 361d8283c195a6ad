import type { Id } from "#shared/core/ids";
import { localSpan, type Span } from "#shared/core/local-day";
import type { Instant } from "#shared/core/time";
import type { QuotaCount, QuotaHolder } from "#shared/core/vocabulary";

/** How many bookings that begin in one local day, ISO week, month or year one person, or one household, may have, or how many guests in these. */
export interface Quota {
  readonly per: QuotaHolder;
  readonly window: Span;
  readonly most: number;
  /** Bookings, where it does not say. */
  readonly counts?: QuotaCount;
}

/** What a quota looks at. */
export interface Counted {
  readonly bookingId: Id<"booking">;
  readonly userId: Id<"user">;
  readonly unitId: Id<"unit"> | null;
  readonly startAt: Instant;
  readonly guests: number;
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
  /** How many guests were wanted, where it counts those; if more than `most`, it never opens. */
  readonly guests?: number;
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
  { per, window, most, counts }: Quota,
  timeZone: string,
  wish: Wanted,
  counted: readonly Counted[],
): OverQuota | undefined {
  // Whoever books by a grant books for no household.
  if (per === "household" && wish.unitId === null) return undefined;
  const theirs = counted.filter((one) => (per === "person" ? one.userId === wish.userId : one.unitId === wish.unitId));
  const countOf = ({ guests }: Wanted): number => (counts === "guests" ? guests : 1);
  const usedIn = (at: Instant): number => {
    const { startAt, endAt } = localSpan(at, window, timeZone);
    const inside = theirs.filter((one) => startAt <= one.startAt && one.startAt < endAt);
    return inside.reduce((sum, one) => sum + countOf(one), 0);
  };
  const wanted = countOf(wish);
  const isOver = (used: number): boolean => wanted > 0 && used + wanted > most;
  const used = usedIn(wish.startAt);
  if (!isOver(used)) return undefined;
  const over = { per, window, most, used, ...(counts === "guests" && { guests: wanted }) };
  if (wanted > most) return { ...over, opensAt: Number.MAX_SAFE_INTEGER };
  let opensAt = localSpan(wish.startAt, window, timeZone).endAt;
  while (isOver(usedIn(opensAt))) opensAt = localSpan(opensAt, window, timeZone).endAt;
  return { ...over, opensAt };
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

import { AppError } from "#shared/core/errors";
import { days, type Instant, minutes } from "#shared/core/time";
import type { Approval, LateCancel } from "#shared/core/vocabulary";
import type { NoShows } from "./attendance.ts";
import { type CheckInRules, demandWay } from "./presence.ts";
import type { Quota } from "./quotas.ts";
import type { Buffers } from "./seats.ts";

/** The furthest ahead a booking may begin. */
export const DAYS_AHEAD = 365;
/** The longest booking. */
export const LONGEST_DAYS = 7;

/** `slots`: a booking lasts a whole number of slots. `free`: it lasts as many minutes as one likes. */
export type Mode = "slots" | "free";

/** How a resource may be booked, once its mode and its steps are fixed. Where a limit is null, only the house's holds. */
export interface Rules extends Buffers, CheckInRules {
  readonly minMinutes: number | null;
  readonly maxMinutes: number | null;
  /** How long before its start a booking must be made. */
  readonly noticeMinutes: number;
  /** How many days ahead a booking may begin, at any moment anew. */
  readonly windowDays: number | null;
  readonly quotas: readonly Quota[];
  /** The most bookings of it one person may have ahead of them. */
  readonly concurrent: number | null;
  /** The most of a booking's attendees who may be guests; 0: it is for those who live there alone. */
  readonly maxGuests: number | null;
  readonly approval: Approval;
  /** How long before its start a booking can be given up with nothing said. */
  readonly cancelUntilMinutes: number;
  readonly lateCancel: LateCancel;
  readonly noShows: NoShows | null;
  /** How long after its start its person must be there; null where nobody has to say so. */
  readonly checkInMinutes: number | null;
  /** For how long a place that became free is offered to who waits for it; null where nobody waits. */
  readonly offerMinutes: number | null;
}

export type RulesChange = { readonly [K in keyof Rules]?: Rules[K] | undefined };

/** When bookings begin and how long they last. */
export interface Grid {
  readonly mode: Mode;
  readonly slotMinutes: number;
  /** Every how many minutes a booking may begin; each slot where null. */
  readonly stepMinutes: number | null;
}

export const stepOf = ({ stepMinutes, slotMinutes }: Omit<Grid, "mode">): number => stepMinutes ?? slotMinutes;

/** What an opening must have room for, in minutes. */
export const leastOpening = (grid: Grid): number => (grid.mode === "free" ? stepOf(grid) : grid.slotMinutes);

/** The shortest booking there can be, in minutes. */
export function shortestOf({ mode, minMinutes, ...grid }: Grid & Pick<Rules, "minMinutes">): number {
  if (mode === "free") return minMinutes ?? stepOf(grid);
  return Math.ceil(Math.max(minMinutes ?? 0, grid.slotMinutes) / grid.slotMinutes) * grid.slotMinutes;
}

/** The first instant at which a booking that is made now may begin. */
export const earliestOf = ({ noticeMinutes }: Pick<Rules, "noticeMinutes">, now: Instant): Instant =>
  now + minutes(noticeMinutes);

/** The last instant at which a booking that is made now may begin. */
export const latestOf = ({ windowDays }: Pick<Rules, "windowDays">, now: Instant): Instant =>
  now + days(windowDays ?? DAYS_AHEAD);

/** What a merge patch leaves: null clears, and what it does not name stays. */
export const given = <T>(wanted: T | undefined, before: T): T => (wanted === undefined ? before : wanted);

export const changeRules = (before: Rules, change: RulesChange): Rules => ({
  minMinutes: given(change.minMinutes, before.minMinutes),
  maxMinutes: given(change.maxMinutes, before.maxMinutes),
  bufferBeforeMinutes: given(change.bufferBeforeMinutes, before.bufferBeforeMinutes),
  bufferAfterMinutes: given(change.bufferAfterMinutes, before.bufferAfterMinutes),
  noticeMinutes: given(change.noticeMinutes, before.noticeMinutes),
  windowDays: given(change.windowDays, before.windowDays),
  quotas: given(change.quotas, before.quotas),
  concurrent: given(change.concurrent, before.concurrent),
  maxGuests: given(change.maxGuests, before.maxGuests),
  approval: given(change.approval, before.approval),
  cancelUntilMinutes: given(change.cancelUntilMinutes, before.cancelUntilMinutes),
  lateCancel: given(change.lateCancel, before.lateCancel),
  noShows: given(change.noShows, before.noShows),
  checkInMinutes: given(change.checkInMinutes, before.checkInMinutes),
  checkInBy: given(change.checkInBy, before.checkInBy),
  checkInCode: given(change.checkInCode, before.checkInCode),
  position: given(change.position, before.position),
  offerMinutes: given(change.offerMinutes, before.offerMinutes),
});

/** Rules under which nothing could ever be booked are refused, and so are those under which nobody could check in. */
export function demandRules(rules: Rules & Grid): void {
  demandWay(rules);
  const { maxMinutes, noticeMinutes, windowDays } = rules;
  const longest = maxMinutes ?? LONGEST_DAYS * 1440;
  const least = shortestOf(rules);
  if (least > longest)
    throw new AppError("resource.rules_contradict", { facts: { rule: "maxMinutes", least, most: longest } });
  const furthest = (windowDays ?? DAYS_AHEAD) * 1440;
  if (noticeMinutes >= furthest)
    throw new AppError("resource.rules_contradict", {
      facts: { rule: "noticeMinutes", least: noticeMinutes, most: furthest },
    });
}

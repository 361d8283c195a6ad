import { type Instant, seconds } from "#shared/core/time";

/** How old an event is before its listeners are asked for it, where nothing else is set. */
const DEFAULT_WINDOW = seconds(600);
/** The longest wait before a missing event is sent again, in windows. */
const MAX_WINDOWS = 8;

/** The window that is set, in milliseconds. */
export function windowOf(setting: string | undefined): number {
  const set = Number(setting);
  return setting !== undefined && Number.isFinite(set) && set > 0 ? seconds(set) : DEFAULT_WINDOW;
}

/** The rows before the first one that is still too young: what is behind it waits with it, so that no seq is skipped. */
export function closedRows<R extends { readonly receivedAt: Instant }>(
  rows: readonly R[],
  cutoff: Instant,
): readonly R[] {
  const young = rows.findIndex((row) => row.receivedAt > cutoff);
  return young < 0 ? rows : rows.slice(0, young);
}

/** Places in the log, by when each is asked for next. */
export function bySendAt(
  all: readonly { readonly seq: number; readonly sends: number }[],
  window: number,
  now: Instant,
): Map<Instant, number[]> {
  const at = Map.groupBy(all, ({ sends }) => nextSendAt(sends, window, now));
  return new Map([...at].map(([dueAt, theirs]) => [dueAt, theirs.map(({ seq }) => seq)]));
}

/** When an event that was sent again is asked for next: after one window, then two, then four, never more than eight. */
export const nextSendAt = (sends: number, window: number, now: Instant): Instant =>
  now + window * Math.min(2 ** Math.min(sends, 30), MAX_WINDOWS);

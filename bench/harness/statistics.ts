/** A figure that was measured several times: its median and between what it lay. */
export interface Figure {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export const sorted = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);

/** The value that `share` of all are not above (nearest rank): 0.5 is the median of an odd number, 0.99 the p99. */
export function percentile(values: readonly number[], share: number): number {
  const rank = Math.min(values.length, Math.max(1, Math.ceil(share * values.length)));
  const value = sorted(values)[rank - 1];
  if (value === undefined) throw new Error("no values");
  return value;
}

export function median(values: readonly number[]): number {
  const half = values.length / 2;
  if (!Number.isInteger(half)) return percentile(values, 0.5);
  return (percentile(values, 0.5) + percentile(values, (half + 1) / values.length)) / 2;
}

export const figureOf = (values: readonly number[]): Figure => ({
  median: median(values),
  least: percentile(values, 0),
  most: percentile(values, 1),
});

/** Ours by its yardstick, repetition by repetition: what disturbs both in one repetition cancels out. */
export function ratiosOf(ours: readonly number[], yardstick: readonly number[]): number[] {
  if (ours.length !== yardstick.length) throw new Error(`${ours.length} figures against ${yardstick.length}`);
  return ours.map((value, at) => value / (yardstick[at] ?? Number.NaN));
}

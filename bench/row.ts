import type { Bench } from "./harness/bench.ts";

/** What a ratio, or a figure that has no yardstick, must be. */
export type Goal = { readonly least: number } | { readonly most: number } | { readonly exactly: number };

/** One line of the table: a figure of ours, repetition by repetition, beside its yardstick's. */
export interface Line {
  readonly what: string;
  readonly unit: string;
  readonly ours: readonly number[];
  /** Absent where the figure is judged by itself. */
  readonly yardstick?: { readonly what: string; readonly values: readonly number[] };
  readonly goal?: Goal;
  /** What limited it. */
  readonly limit: string;
}

/** Something that is measured: a promise, and what it is measured against in the same run. */
export interface Row {
  readonly name: string;
  /** What is measured and why, in one sentence. */
  readonly about: string;
  /** What a profile showed of a goal that is missed: where the time goes, and what would change it. */
  readonly cause?: string;
  readonly run: (bench: Bench) => Promise<readonly Line[]>;
}

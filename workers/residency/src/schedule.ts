import type { Chores } from "#shared/worker/app";
import type { Env } from "./call.ts";

/** Nothing waits for this worker's clock: codes and residences end by their own dates. */
export const chores: Chores<Env> = {};

import type { createApp } from "#shared/worker/app";
import type { BaseEnv, Calling } from "#shared/worker/call";

export interface Env extends BaseEnv {
  readonly EVENTS: Fetcher;
  readonly NOTIFICATIONS: Fetcher;
  /** Keys the hashes of codes. */
  readonly RESIDENCY_SECRET: string;
}

export type Call = Calling<Env>;
export type App = ReturnType<typeof createApp<Env>>;

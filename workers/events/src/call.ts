import type { createApp } from "#shared/worker/app";
import type { BaseEnv, Calling } from "#shared/worker/call";

export interface Env extends BaseEnv {
  readonly EVENTS: Fetcher;
  readonly RESIDENCY: Fetcher;
  readonly BOOKINGS: Fetcher;
  readonly NOTIFICATIONS: Fetcher;
  readonly RESIDENCY_QUEUE: Queue;
  readonly BOOKINGS_QUEUE: Queue;
  readonly NOTIFICATIONS_QUEUE: Queue;
  /** Wraps the keys of the persons. */
  readonly EVENTS_SECRET: string;
  /** Wrapped them until it was changed; there until each is wrapped anew. */
  readonly EVENTS_SECRET_BEFORE?: string;
  /** How old an event must be before its listeners are asked for it. */
  readonly AUDIT_WINDOW_SECONDS?: string;
}

export type Call = Calling<Env>;
export type App = ReturnType<typeof createApp<Env>>;

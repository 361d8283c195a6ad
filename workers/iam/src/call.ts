import type { createApp } from "#shared/worker/app";
import type { BaseEnv, Calling } from "#shared/worker/call";
import type { AttemptLimiter } from "./objects/attempt-limiter.ts";

export interface Env extends BaseEnv {
  readonly EVENTS: Fetcher;
  readonly RESIDENCY: Fetcher;
  readonly NOTIFICATIONS: Fetcher;
  readonly LIMITERS: DurableObjectNamespace<AttemptLimiter>;
  /** At least `SECRET_MIN` characters; what is kept wrapped or hashed here depends on it. */
  readonly IAM_SECRET: string;
  readonly FIRST_ADMIN_EMAIL?: string;
  readonly ISSUER?: string;
  /** The origins of our pages, separated by commas; the first is where links in letters lead. */
  readonly ALLOWED_ORIGINS?: string;
}

export type Call = Calling<Env>;
export type App = ReturnType<typeof createApp<Env>>;

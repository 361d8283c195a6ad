import type { createApp } from "#shared/worker/app";
import type { BaseEnv, Calling } from "#shared/worker/call";

export interface Env extends BaseEnv {
  readonly EVENTS: Fetcher;
  readonly RESIDENCY: Fetcher;
  readonly RESEND_API_KEY?: string;
  /** Whom e-mail comes from: `Courtyard <courtyard@example.com>`. */
  readonly MAIL_FROM?: string;
}

export type Call = Calling<Env>;
export type App = ReturnType<typeof createApp<Env>>;

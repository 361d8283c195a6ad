import type { createApp } from "#shared/worker/app";
import type { BaseEnv, Calling } from "#shared/worker/call";
import type { Calendar } from "./objects/resource-calendar.ts";

export interface Env extends BaseEnv {
  readonly EVENTS: Fetcher;
  readonly RESIDENCY: Fetcher;
  readonly CALENDARS: DurableObjectNamespace<Calendar>;
  /** Where the gateway is reached from outside, such as `https://api.example.com`. */
  readonly PUBLIC_ORIGIN?: string;
}

export type Call = Calling<Env>;
export type App = ReturnType<typeof createApp<Env>>;

import type { Actor } from "#shared/core/actor";
import type { Instant } from "#shared/core/time";
import type { WorkerName } from "#shared/core/workers";
import type { ContractApp } from "#shared/worker/contract-app";
import type { Bookmarks } from "./clients/bookmarks.ts";
import type { RateClass } from "./domain/rate-policy.ts";

export interface Env {
  readonly IAM: Fetcher;
  readonly RESIDENCY: Fetcher;
  readonly BOOKINGS: Fetcher;
  readonly EVENTS: Fetcher;
  readonly NOTIFICATIONS: Fetcher;
  readonly ASSETS: Fetcher;
  readonly READ_LIMIT: RateLimit;
  readonly WRITE_LIMIT: RateLimit;
  readonly AUTH_LIMIT: RateLimit;
  readonly UPLOAD_LIMIT: RateLimit;
  readonly HOOK_LIMIT: RateLimit;
  /** The web origins whose scripts may call, comma-separated. */
  readonly ALLOWED_ORIGINS?: string;
  /** The `iss` of the tokens to believe; IAM's own default where absent. */
  readonly ISSUER?: string;
  /** `dev` on a laptop; absent means production. */
  readonly STAGE?: string;
}

/** A worker behind the gateway. */
export type Behind = Exclude<WorkerName, "gateway">;

/** One request: who calls, from where, when, and what the workers are told of it. */
export interface Call {
  readonly env: Env;
  readonly actor: Actor;
  readonly now: Instant;
  /** What the client's network address counts as. */
  readonly address: string;
  readonly requestId: string;
  readonly traceparent: string;
  /** How far each worker's database must be to show what this client did; what workers answer is written in here. */
  readonly bookmarks: Bookmarks;
  readonly defer: (work: Promise<unknown>) => void;
}

/** A call before it is known who calls. */
export interface Opening extends Call {
  actor: Actor;
  /** The class the request is counted in. */
  readonly rate: RateClass;
  /** What a header of the request says. */
  readonly said: (header: string) => string | undefined;
}

/** JSON is a text, or bytes where its length was not known; what is raw flows through byte for byte. */
export type Body = string | Uint8Array | ReadableStream | null;

export interface Types {
  Bindings: Env;
  Variables: { call: Opening };
}
export type App = ContractApp<Types>;

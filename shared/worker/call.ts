import type { Actor } from "../core/actor.ts";
import type { Instant } from "../core/time.ts";
import type { WorkerName } from "../core/workers.ts";
import type { Database } from "./database.ts";

/** What every worker's environment has. */
export interface BaseEnv {
  readonly DB: D1Database;
  readonly EVENTS?: Fetcher;
  readonly RESIDENCY?: Fetcher;
  /** `dev` on a laptop; absent means production. */
  readonly STAGE?: string;
}

/** Who calls, when, what may be touched, and what caused it: the one argument of every use case. */
export interface Calling<E extends BaseEnv = BaseEnv> {
  readonly env: E;
  readonly worker: WorkerName;
  readonly actor: Actor;
  readonly now: Instant;
  /** The contract's operation, the event's type, or the clock's name. */
  readonly operation: string;
  readonly requestId: string;
  readonly traceparent: string;
  readonly database: Database;
  /** The caller's key for repeating this call, and the fingerprint of what it asked. */
  readonly key?: { readonly actor: string; readonly key: string; readonly fingerprint: string } | undefined;
  /** The versions of the thing for which the caller meant it, as `ETag` names them, from `If-Match`. */
  readonly ifMatch?: readonly string[] | undefined;
  /** The event that caused this call. */
  readonly heard?: { readonly eventId: string; readonly replay: string; readonly actor: string } | undefined;
  /** Work that may outlive the answer and may be lost: what must happen leaves as an event. */
  readonly defer: (work: Promise<unknown>) => void;
}

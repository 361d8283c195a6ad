import type { RouteConfig } from "@asteasolutions/zod-to-openapi";
import type { Permission, Reach } from "../core/permissions.ts";
import type { WorkerName } from "../core/workers.ts";

/** How often a route may be called: the gateway keeps a limit for each class. */
export const RATE_CLASSES = ["read", "write", "auth", "upload", "hook"] as const;
export type RateClass = (typeof RATE_CLASSES)[number];

/** The largest JSON body of any route, in bytes. */
export const JSON_LIMIT = 100_000;

/** What a public route promises besides its shapes. */
export interface Terms {
  readonly worker: WorkerName;
  readonly permission: Permission | null;
  readonly reach: Reach;
  readonly rate: RateClass;
  /** The D1 round trips one call may make in its worker. */
  readonly d1: 0 | 1 | 2;
  /** False where the answer holds a secret or nobody is signed in: an `Idempotency-Key` is then ignored. */
  readonly keyed?: false;
  /** The field of the JSON body that is kept nowhere: it is not even in the fingerprint of what a key was used for. */
  readonly unkept?: string;
  /** True where an unverified person may call it. */
  readonly unverified?: true;
  /** True where the write must name what it read: without `If-Match` it is refused (428). */
  readonly ifMatch?: true;
  /** A raw body is limited and forwarded byte for byte, and never logged. */
  readonly raw?: { readonly contentTypes: readonly string[]; readonly limit: number };
}

/** What an internal route promises: which workers may call it. */
export interface InternalTerms {
  readonly worker: WorkerName;
  readonly callers: readonly WorkerName[];
}

export type Routable = RouteConfig & { operationId: string; summary: string };

/** A path as a router has it: `/v1/bookings/:id`. */
export const routingPath = (path: string): string => path.replaceAll(/\/{(.+?)}/g, "/:$1");

/** A public route with its terms. One object serves both ends: the worker implements it, the gateway mounts it, OpenAPI is printed from it. */
export const route = <const R extends Routable>(terms: Terms, config: R) => ({ ...config, terms });

/** A route between workers, under `/internal`; no client reaches it. */
export const internal = <const R extends Routable>(terms: InternalTerms, config: R) => ({
  ...config,
  internalTerms: terms,
});

export type PublicRoute = Routable & { terms: Terms };

/** Whether it changes something in somebody's name: its `If-Match` is looked at. */
export const isWrite = ({ method, terms }: PublicRoute): boolean => method !== "get" && terms.reach !== "anyone";
export type InternalRoute = Routable & { internalTerms: InternalTerms };

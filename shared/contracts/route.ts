import { createRoute, type RouteConfig } from "@hono/zod-openapi";
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

type Routable = Omit<RouteConfig, "path"> & { path: string; operationId: string; summary: string };

/** A public route with its terms. One object serves both ends: the worker implements it, the gateway mounts it, OpenAPI is printed from it. */
export function route<P extends string, const R extends Omit<Routable, "path"> & { path: P }>(terms: Terms, config: R) {
  return Object.assign(createRoute<P, R>(config), { terms });
}

/** A route between workers, under `/internal`; no client reaches it. */
export function internal<P extends string, const R extends Omit<Routable, "path"> & { path: P }>(
  terms: InternalTerms,
  config: R,
) {
  return Object.assign(createRoute<P, R>(config), { internalTerms: terms });
}

export type PublicRoute = RouteConfig & {
  operationId: string;
  summary: string;
  terms: Terms;
  getRoutingPath(): string;
};
export type InternalRoute = RouteConfig & {
  operationId: string;
  summary: string;
  internalTerms: InternalTerms;
  getRoutingPath(): string;
};

import { routePath } from "hono/route";
import { isWrite, type PublicRoute } from "../contracts/route.ts";
import { AppError } from "../core/errors.ts";
import { hexOf } from "../core/hex.ts";
import { etagOf } from "./answer.ts";
import { type AppContext, routeKey } from "./app.ts";
import type { BaseEnv, Calling } from "./call.ts";
import { Stale } from "./commit.ts";
import { entityTagsIn } from "./entity-tags.ts";
import { Answered } from "./load.ts";

/** How often a use case runs when others keep changing what it read. */
const TRIES = 3;
const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * Runs one use case for a request: opens its Call, answers a repeated key with what was answered before, and tries again
 * when someone else was faster.
 */
export async function accept<E extends BaseEnv, T>(
  c: AppContext<E>,
  useCase: (call: Calling<E>) => Promise<T>,
): Promise<T> {
  const call = await openCall(c);
  for (let left = TRIES; left > 0; left -= 1) {
    try {
      return await useCase(call);
    } catch (error) {
      if (error instanceof Answered) {
        c.header("idempotency-replayed", "true");
        return error.result as T;
      }
      if (!(error instanceof Stale)) throw error;
    }
  }
  throw new AppError("thing.concurrent");
}

async function openCall<E extends BaseEnv>(c: AppContext<E>): Promise<Calling<E>> {
  const { round } = c.var;
  const route = round.routes.get(routeKey(c.req.method, routePath(c)));
  if (!route) throw new Error(`no contract for ${c.req.method} ${routePath(c)}`);
  const context = c.executionCtx;
  return {
    env: c.env,
    worker: round.worker,
    actor: round.actor,
    now: Date.now(),
    operation: route.operationId,
    requestId: round.requestId,
    traceparent: round.traceparent,
    database: round.database,
    key: "terms" in route ? await keyOf(c, route) : undefined,
    ifMatch: "terms" in route && isWrite(route) ? ifMatchOf(c.req.header("if-match"), route) : undefined,
    defer: (work) => context.waitUntil(work),
  };
}

async function keyOf<E extends BaseEnv>(c: AppContext<E>, { terms, method }: PublicRoute): Promise<Calling["key"]> {
  const key = c.req.header("idempotency-key");
  const { actor } = c.var.round;
  if (key === undefined || method === "get" || terms.keyed === false || actor.kind !== "person") return undefined;
  if (!KEY.test(key)) throw new AppError("idempotency.key_invalid");
  const url = new URL(c.req.url);
  // A dry run looks up what its request would be answered under this key.
  if (url.searchParams.has("dryRun")) url.searchParams.delete("dryRun");
  const head = new TextEncoder().encode(`${c.req.method} ${url.pathname}${url.search}\n`);
  const body = keptOf(new Uint8Array(await c.req.arrayBuffer()), terms.unkept);
  const asked = new Uint8Array(head.length + body.length);
  asked.set(head);
  asked.set(body, head.length);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", asked));
  return {
    actor: actor.id,
    key,
    fingerprint: hexOf(digest),
  };
}

/** A body as it was sent, without what is not to be kept: what has few values is found again from its digest, by trying. */
function keptOf(body: Uint8Array, unkept: string | undefined): Uint8Array {
  if (unkept === undefined || body.length === 0) return body;
  const { [unkept]: left, ...kept } = JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>;
  return left === undefined ? body : new TextEncoder().encode(JSON.stringify(kept));
}

/** `*` names no version, and a weak tag none that would do (RFC 9110 13.1.1). */
function ifMatchOf(header: string | undefined, { terms }: PublicRoute): Calling["ifMatch"] {
  if (header === undefined) {
    if (terms.ifMatch) throw new AppError("thing.if_match_required");
    return undefined;
  }
  const tags = entityTagsIn(header);
  if (tags === undefined) throw new AppError("thing.if_match_invalid");
  return tags === "*" ? undefined : tags.flatMap(({ tag, isWeak }) => (isWeak ? [] : [tag]));
}

/** For use cases: the caller's `If-Match` against what was loaded. */
export function demandVersion(call: Calling, version: number): void {
  if (call.ifMatch?.includes(etagOf(version)) === false) throw new AppError("thing.stale");
}

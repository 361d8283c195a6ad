import type { Context, ExecutionContext } from "hono";
import { bodyLimit } from "hono/body-limit";
import { routePath } from "hono/route";
import { listenerInternal } from "../contracts/events-internal.ts";
import { type InternalRoute, JSON_LIMIT, type PublicRoute, routingPath } from "../contracts/route.ts";
import { workerInternal } from "../contracts/worker-internal.ts";
import type { Actor } from "../core/actor.ts";
import { AppError } from "../core/errors.ts";
import type { WorkerName } from "../core/workers.ts";
import type { BaseEnv, Calling } from "./call.ts";
import { ContractApp } from "./contract-app.ts";
import { BOOKMARK, type Database, openDatabase } from "./database.ts";
import { unheardOf } from "./heard.ts";
import { ACTOR_HEADER, decodeActor } from "./identity.ts";
import { appErrorOf, languageOf, problemResponse } from "./problem.ts";
import { tick } from "./tick.ts";
import { nextTraceparent, requestIdOf } from "./trace.ts";

/** The largest body of any kind; JSON bodies of clients have `JSON_LIMIT`. */
const BODY_LIMIT = 10_000_000;

/** What a request carries from the app to `accept`. */
export interface Round {
  readonly worker: WorkerName;
  readonly caller: WorkerName;
  readonly actor: Actor;
  readonly requestId: string;
  readonly traceparent: string;
  readonly database: Database;
  readonly routes: ReadonlyMap<string, PublicRoute | InternalRoute>;
}

export interface AppTypes<E extends BaseEnv> {
  Bindings: E;
  Variables: { round: Round };
}

/** What a worker does at each tick of its clock, by name. */
export type Chores<E extends BaseEnv> = Readonly<Record<string, (call: Calling<E>) => Promise<unknown>>>;

interface Shape<E extends BaseEnv> {
  readonly worker: WorkerName;
  readonly contract: Readonly<Record<string, PublicRoute>>;
  readonly internal?: Readonly<Record<string, InternalRoute>>;
  /** True for a worker that hears events: it then answers which of them it has not acted on. */
  readonly listens?: boolean;
  readonly chores?: Chores<E>;
  /** The names of the settings without which the worker cannot do its work: it then answers 503 and names them. */
  readonly needs?: (env: E) => readonly string[];
}

/** Where a route is found by its method and path as the router has them. */
export const routeKey = (method: string, path: string): string => `${method.toUpperCase()} ${path}`;

/** The caller is configuration (the binding's props), never a part of the request. */
function callerOf(context: ExecutionContext): WorkerName {
  const { caller } = (context as ExecutionContext & { props?: { caller?: WorkerName } }).props ?? {};
  if (!caller) throw new AppError("route.not_found");
  return caller;
}

/**
 * A worker's Door: contract at the front, problem documents for every refusal, the D1 budget counted, internal routes
 * closed to whom they are not for.
 */
export function createApp<E extends BaseEnv>({
  worker,
  contract,
  internal = {},
  listens = false,
  chores = {},
  needs = () => [],
}: Shape<E>) {
  const internals = {
    ...internal,
    ready: workerInternal.ready as InternalRoute,
    ...(listens && { unheard: listenerInternal.unheard as InternalRoute }),
  };
  const routes = new Map<string, PublicRoute | InternalRoute>();
  for (const route of [...Object.values(contract), ...Object.values(internals)])
    routes.set(routeKey(route.method, routingPath(route.path)), route);

  const app = new ContractApp<AppTypes<E>>();

  app.use("*", async (c, next) => {
    const caller = callerOf(c.executionCtx);
    // What another worker asks it will act on: it is told what is so now, not what was so near by.
    const read = (c.req.method === "GET" || c.req.method === "HEAD") && !c.req.path.startsWith("/internal/");
    const bookmark = c.req.header("x-bookmark");
    const database = openDatabase(
      c.env.DB,
      !read ? "first-primary" : bookmark && BOOKMARK.test(bookmark) ? bookmark : "first-unconstrained",
    );
    c.set("round", {
      worker,
      caller,
      actor: caller === "gateway" ? decodeActor(c.req.header(ACTOR_HEADER)) : { kind: "system", worker: caller },
      requestId: requestIdOf(c.req.header("x-request-id"), Date.now()),
      traceparent: nextTraceparent(c.req.header("traceparent")),
      database,
      routes,
    });
    await next();
    const answer = c.res;
    const route = routes.get(routeKey(c.req.method, routePath(c, -1)));
    // What signing in cost could tell whether an account exists.
    const silent = route && "terms" in route && route.terms.rate === "auth";
    if (!silent) answer.headers.set("server-timing", `d1;desc="${database.trips()} round trips"`);
    const kept = database.trips() > 0 ? database.bookmark() : null;
    if (kept) answer.headers.set("x-bookmark", kept);
  });

  app.use("*", async (c, next) => {
    const json = /^application\/(?:[\w.+-]+\+)?json\b/i.test(c.req.header("content-type") ?? "");
    const limit = json && !c.req.path.startsWith("/internal/") ? JSON_LIMIT : BODY_LIMIT;
    const refuse = () => {
      throw new AppError("request.too_large", { facts: { limit } });
    };
    return bodyLimit({ maxSize: limit, onError: refuse })(c, next);
  });

  app.use("/internal/*", async (c, next) => {
    const { caller } = c.var.round;
    const route = Object.values(internals).find(
      (one) => one.method.toUpperCase() === c.req.method && routingPath(one.path) === c.req.path,
    );
    if (!route?.internalTerms.callers.includes(caller)) throw new AppError("route.not_found");
    await next();
  });
  for (const open of ["/v1/*", "/.well-known/*"]) {
    app.use(open, async (c, next) => {
      if (c.var.round.caller !== "gateway") throw new AppError("route.not_found");
      await next();
    });
  }
  app.use("/dev/*", async (c, next) => {
    if (c.env.STAGE !== "dev" || c.var.round.caller !== "gateway") throw new AppError("route.not_found");
    await next();
  });
  for (const working of ["/v1/*", "/internal/*"]) {
    app.use(working, async (c, next) => {
      const missing = needs(c.env);
      if (missing.length > 0) throw new AppError("service.not_configured", { facts: { missing: missing.join(", ") } });
      await next();
    });
  }

  app.notFound(() => {
    throw new AppError("route.not_found");
  });
  app.onError((error, c) => {
    const requestId = c.var.round?.requestId ?? requestIdOf(undefined, Date.now());
    return problemResponse(
      appErrorOf(error, { requestId, worker }),
      languageOf(c.req.header("accept-language")),
      requestId,
    );
  });

  app.openapi(workerInternal.ready, (c) => c.json({ ready: true as const }, 200));
  if (listens)
    app.openapi(listenerInternal.unheard, async (c) =>
      c.json({ missing: await unheardOf(c.var.round.database.orm, c.req.valid("json").ids) }, 200),
    );
  // On a laptop nothing runs the clock, so the gateway does, when it is asked to.
  app.post("/dev/tick", async (c) => {
    await tick(worker, c.env, c.executionCtx, chores);
    return c.json({ worker }, 200);
  });
  return app;
}

/** Every other way into a worker is closed: its default export answers each request with this. */
export const closed = (): Response => new Response(null, { status: 404 });

export type AppContext<E extends BaseEnv> = Context<AppTypes<E>>;

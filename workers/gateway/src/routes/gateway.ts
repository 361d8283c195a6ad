import { TrieRouter } from "hono/router/trie-router";
import { AppError } from "#shared/core/errors";
import { ContractApp } from "#shared/worker/contract-app";
import type { Types } from "../call.ts";
import { KnownRefusals } from "../clients/known-refusals.ts";
import { RateCounter } from "../clients/rate-counter.ts";
import { TrustKeeper } from "../clients/trust.ts";
import type { Memory } from "./admission.ts";
import { documentRoutes } from "./documents.ts";
import { dress, preflight, refuse } from "./headers.ts";
import { mountContracts } from "./mount.ts";
import { OpenedCall, opened } from "./opened-call.ts";
import { devRoutes, ownRoutes } from "./own.ts";
import { RouteTable } from "./route-table.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** The one public door: every contract at the front, every answer dressed the same, a problem document for every refusal. */
export function createGateway() {
  const memory = { trust: new TrustKeeper(), rates: new RateCounter(), refusals: new KnownRefusals() };
  const app = new ContractApp<Types>(new RouteTable());
  mountContracts(app, memory);
  const own = createOwn(memory);
  const paths = new TrieRouter<string>();
  for (const { method, path } of [...own.routes, ...app.routes])
    if (METHODS.includes(method)) paths.add("ALL", path, method);

  own.options("*", (c) => {
    const methods = methodsAt(paths, c.req.path);
    if (methods === "") throw new AppError("route.not_found");
    return preflight(methods);
  });
  own.notFound(async (c) => {
    const allowed = methodsAt(paths, c.req.path);
    const limited = await memory.rates.count(c.get("call"), "read");
    if (limited) throw limited;
    throw allowed === ""
      ? new AppError("route.not_found")
      : new AppError("route.method_not_allowed", { facts: { allowed } });
  });
  app.notFound((c) => own.fetch(c.req.raw, c.env, c.executionCtx));
  app.onError((error, c) => refuse(new OpenedCall(c, "read"), error));
  return app;
}

/** What no worker behind the gateway answers. */
function createOwn(memory: Memory) {
  const own = new ContractApp<Types>();
  own.use("*", async (c, next) => {
    const call = opened(c, "read");
    await next();
    // A refusal is made with all that an answer carries.
    if (c.error === undefined) dress(call, c.res);
  });
  own.onError((error, c) => refuse(c.get("call"), error));
  devRoutes(own);
  documentRoutes(own);
  ownRoutes(own, memory);
  return own;
}

/** Every method that a path answers, as `Allow` has them; empty for a path that is none. */
function methodsAt(paths: TrieRouter<string>, path: string): string {
  const known = new Set(paths.match("GET", path)[0].map(([method]) => method));
  return known.has("GET") ? ["HEAD", ...known].sort().join(", ") : [...known].sort().join(", ");
}

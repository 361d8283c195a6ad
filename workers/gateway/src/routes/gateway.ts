import { TrieRouter } from "hono/router/trie-router";
import { AppError } from "#shared/core/errors";
import { ContractApp } from "#shared/worker/contract-app";
import type { Types } from "../call.ts";
import { RateCounter } from "../clients/rate-counter.ts";
import { TrustKeeper } from "../clients/trust.ts";
import { documentRoutes } from "./documents.ts";
import { dress, preflight, refuse } from "./headers.ts";
import { mountContracts } from "./mount.ts";
import { OpenedCall } from "./opened-call.ts";
import { devRoutes, ownRoutes } from "./own.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** The one public door: every contract at the front, every answer dressed the same, a problem document for every refusal. */
export function createGateway() {
  const memory = { trust: new TrustKeeper(), rates: new RateCounter() };
  const app = new ContractApp<Types>();
  const paths = new TrieRouter<string>();

  app.use("*", async (c, next) => {
    c.set("call", new OpenedCall(c));
    c.set("rate", "read");
    c.set("body", null);
    await next();
    if (!c.get("isRefused")) dress(c);
  });
  devRoutes(app);
  app.options("*", (c) => {
    const methods = methodsAt(paths, c.req.path);
    return methods === "" ? refuse(c, new AppError("route.not_found")) : preflight(methods);
  });
  app.onError((error, c) => refuse(c, error));
  app.notFound(async (c) => {
    const allowed = methodsAt(paths, c.req.path);
    await memory.rates.count(c.var.call, "read");
    throw allowed === ""
      ? new AppError("route.not_found")
      : new AppError("route.method_not_allowed", { facts: { allowed } });
  });

  documentRoutes(app);
  ownRoutes(app, memory);
  mountContracts(app, memory);
  for (const { method, path } of app.routes) if (METHODS.includes(method)) paths.add("ALL", path, method);
  return app;
}

/** Every method that a path answers, as `Allow` has them; empty for a path that is none. */
function methodsAt(paths: TrieRouter<string>, path: string): string {
  const known = new Set(paths.match("GET", path)[0].map(([method]) => method));
  return known.has("GET") ? ["HEAD", ...known].sort().join(", ") : [...known].sort().join(", ");
}

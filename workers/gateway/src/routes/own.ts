import type { MiddlewareHandler } from "hono";
import { gateway as contract } from "#shared/contracts/gateway";
import type { PublicRoute } from "#shared/contracts/route";
import { AppError } from "#shared/core/errors";
import type { App, Types } from "../call.ts";
import { askDoor } from "../clients/doors.ts";
import { checkReadiness } from "../usecases/check-readiness.ts";
import { showHome } from "../usecases/show-home.ts";
import { tickWorkers } from "../usecases/tick-workers.ts";
import { admission, type Memory } from "./admission.ts";

/** How long the local mailbox may take, in milliseconds. */
const MAILBOX_DEADLINE = 5_000;

const admitted = (route: PublicRoute, memory: Memory): MiddlewareHandler<Types> => {
  const admit = admission(route, memory);
  return async (c, next) => {
    const refusal = await admit(c.get("call"));
    if (refusal) throw refusal;
    await next();
  };
};

/** What the gateway answers itself, of its contract. */
export const ownRoutes = (app: App, memory: Memory) =>
  app
    .openapi({ ...contract.showHome, middleware: admitted(contract.showHome, memory) }, async (c) => {
      const home = await showHome(c.var.call);
      c.header("server-timing", 'd1;desc="0 round trips"');
      return c.json(home, 200);
    })
    .openapi(contract.checkHealth, (c) => c.json({ status: "ok" as const }, 200))
    .openapi(contract.checkReadiness, async (c) => c.json(await checkReadiness(c.var.call), 200));

/** What helps on a laptop, and is not there anywhere else. */
export function devRoutes(app: App): void {
  app.use("/dev/*", async (c, next) => {
    if (c.env.STAGE !== "dev") throw new AppError("route.not_found");
    await next();
  });
  app.get("/dev/mailbox", async (c) => {
    const { pathname, search } = new URL(c.req.url);
    const headers = new Headers({ accept: c.req.header("accept") ?? "*/*" });
    const path = pathname + search;
    const answer = await askDoor(c.var.call, "notifications", { path, headers, deadline: MAILBOX_DEADLINE });
    return new Response(answer.body, answer);
  });
  app.post("/dev/tick", async (c) => c.json(await tickWorkers(c.var.call), 200));
}

import { eventsInternal } from "#shared/contracts/events-internal";
import { accept } from "#shared/worker/accept";
import { logError } from "#shared/worker/log";
import { systemCall } from "#shared/worker/system-call";
import type { App } from "../call.ts";
import { publishEvents } from "../usecases/publish-events.ts";
import { routeEvents } from "../usecases/route-events.ts";

/** Whoever does not know that some can be held back keeps all. */
const STATUS = { all: 200, some: 503 } as const;

export const publishRoutes = (app: App) =>
  app.openapi(eventsInternal.publish, async (c) => {
    const { took, unrouted, ...published } = await accept(c, (call) =>
      publishEvents(call, c.var.round.caller, c.req.valid("json").events),
    );
    // After the answer, with a database session of its own. What is lost here, the sweep routes.
    const later = systemCall("events", "route", c.env, c.executionCtx);
    const routed = unrouted.length > 0 ? routeEvents(later, { ids: unrouted }) : Promise.resolve(false);
    later.defer(routed.catch((error) => logError("route.failed", error)));
    return c.json(published, STATUS[took]);
  });

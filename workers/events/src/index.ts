import { WorkerEntrypoint } from "cloudflare:workers";
import { events } from "#shared/contracts/events";
import { eventsInternal } from "#shared/contracts/events-internal";
import { closed, createApp } from "#shared/worker/app";
import { tick } from "#shared/worker/tick";
import type { Env } from "./call.ts";
import { keepBatch } from "./consumers.ts";
import { auditRoutes } from "./routes/audit.ts";
import { catalogueRoutes } from "./routes/catalogue.ts";
import { deadLetterRoutes } from "./routes/dead-letters.ts";
import { publishRoutes } from "./routes/publish.ts";
import { replayRoutes } from "./routes/replays.ts";
import { chores } from "./schedule.ts";

const needs = (env: Env) => (env.EVENTS_SECRET ? [] : ["EVENTS_SECRET"]);
const app = createApp<Env>({ worker: "events", contract: events, internal: eventsInternal, chores, needs });
publishRoutes(app);
catalogueRoutes(app);
auditRoutes(app);
deadLetterRoutes(app);
replayRoutes(app);

export class Door extends WorkerEntrypoint<Env> {
  override fetch(request: Request) {
    return app.fetch(request, this.env, this.ctx);
  }
}

export default {
  fetch: closed,
  queue: keepBatch,
  scheduled: (_controller, env, context) => tick("events", env, context, chores),
} satisfies ExportedHandler<Env>;

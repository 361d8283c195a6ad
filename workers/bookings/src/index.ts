import { WorkerEntrypoint } from "cloudflare:workers";
import { bookings } from "#shared/contracts/bookings";
import { closed, createApp } from "#shared/worker/app";
import { consumeBatch } from "#shared/worker/consume";
import { tick } from "#shared/worker/tick";
import type { Env } from "./call.ts";
import { resourceRoutes } from "./routes/resources.ts";

export { ResourceCalendar } from "./objects/resource-calendar.ts";

const chores = {};
const app = createApp<Env>({ worker: "bookings", contract: bookings, listens: true, chores });
resourceRoutes(app);

export class Door extends WorkerEntrypoint<Env> {
  override fetch(request: Request) {
    return app.fetch(request, this.env, this.ctx);
  }
}

export default {
  fetch: closed,
  queue: (batch, env, context) => consumeBatch("bookings", {}, batch, env, context),
  scheduled: (_controller, env, context) => tick("bookings", env, context, chores),
} satisfies ExportedHandler<Env>;

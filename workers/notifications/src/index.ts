import { WorkerEntrypoint } from "cloudflare:workers";
import { notifications } from "#shared/contracts/notifications";
import { notificationsInternal } from "#shared/contracts/notifications-internal";
import { closed, createApp } from "#shared/worker/app";
import { consumeBatch } from "#shared/worker/consume";
import { tick } from "#shared/worker/tick";
import type { Env } from "./call.ts";
import { missingSettings } from "./clients/post.ts";
import { consumers } from "./consumers.ts";
import { deliveryRoutes } from "./routes/deliveries.ts";
import { devRoutes } from "./routes/dev.ts";
import { inboxRoutes } from "./routes/inbox.ts";
import { letterRoutes } from "./routes/letters.ts";
import { chores } from "./schedule.ts";

const app = createApp<Env>({
  worker: "notifications",
  contract: notifications,
  internal: notificationsInternal,
  listens: true,
  chores,
  needs: missingSettings,
});
inboxRoutes(app);
deliveryRoutes(app);
letterRoutes(app);
devRoutes(app);

export class Door extends WorkerEntrypoint<Env> {
  override fetch(request: Request) {
    return app.fetch(request, this.env, this.ctx);
  }
}

export default {
  fetch: closed,
  queue: (batch, env, context) => consumeBatch("notifications", consumers, batch, env, context),
  scheduled: (_controller, env, context) => tick("notifications", env, context, chores),
} satisfies ExportedHandler<Env>;

import { WorkerEntrypoint } from "cloudflare:workers";
import { residency } from "#shared/contracts/residency";
import { residencyInternal } from "#shared/contracts/residency-internal";
import { closed, createApp } from "#shared/worker/app";
import { consumeBatch } from "#shared/worker/consume";
import { tick } from "#shared/worker/tick";
import type { Env } from "./call.ts";
import { consumers } from "./consumers.ts";
import { buildingRoutes } from "./routes/buildings.ts";
import { claimRoutes } from "./routes/claims.ts";
import { codeRoutes } from "./routes/codes.ts";
import { residenceRoutes } from "./routes/residences.ts";
import { unitRoutes } from "./routes/units.ts";
import { chores } from "./schedule.ts";

const app = createApp<Env>({
  worker: "residency",
  contract: residency,
  internal: residencyInternal,
  listens: true,
  chores,
  needs: (env) => (env.RESIDENCY_SECRET ? [] : ["RESIDENCY_SECRET"]),
});
buildingRoutes(app);
unitRoutes(app);
codeRoutes(app);
claimRoutes(app);
residenceRoutes(app);

export class Door extends WorkerEntrypoint<Env> {
  override fetch(request: Request) {
    return app.fetch(request, this.env, this.ctx);
  }
}

export default {
  fetch: closed,
  queue: (batch, env, context) => consumeBatch("residency", consumers, batch, env, context),
  scheduled: (_controller, env, context) => tick("residency", env, context, chores),
} satisfies ExportedHandler<Env>;

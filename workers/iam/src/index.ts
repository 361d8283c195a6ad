import { WorkerEntrypoint } from "cloudflare:workers";
import { iam } from "#shared/contracts/iam";
import { iamInternal } from "#shared/contracts/iam-internal";
import { closed, createApp } from "#shared/worker/app";
import { tick } from "#shared/worker/tick";
import type { Env } from "./call.ts";
import { missingSettings } from "./clients/settings.ts";
import { accountRoutes } from "./routes/account.ts";
import { authRoutes } from "./routes/auth.ts";
import { invitationRoutes } from "./routes/invitations.ts";
import { organisationRoutes } from "./routes/organisations.ts";
import { trustRoutes } from "./routes/trust.ts";
import { chores } from "./schedule.ts";

// biome-ignore lint/performance/noBarrelFile: the runtime looks for an object's class here
export { AttemptLimiter } from "./objects/attempt-limiter.ts";

export const app = createApp<Env>({
  worker: "iam",
  contract: iam,
  internal: iamInternal,
  chores,
  needs: missingSettings,
});
authRoutes(app);
accountRoutes(app);
organisationRoutes(app);
invitationRoutes(app);
trustRoutes(app);

export class Door extends WorkerEntrypoint<Env> {
  override fetch(request: Request) {
    return app.fetch(request, this.env, this.ctx);
  }
}

export default {
  fetch: closed,
  scheduled: (_controller, env, context) => tick("iam", env, context, chores),
} satisfies ExportedHandler<Env>;

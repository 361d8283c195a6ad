import type { Env } from "./call.ts";
import { createGateway } from "./routes/gateway.ts";

const gateway = createGateway();

export default {
  fetch: (request, env, context) => gateway.fetch(request, env, context),
} satisfies ExportedHandler<Env>;

import { internal } from "./route.ts";
import { answer } from "./shapes.ts";
import * as z from "./zod.ts";

/** Every worker's app implements it, at the same path; `worker` in the terms is a placeholder. */
export const workerInternal = {
  ready: internal(
    { worker: "gateway", callers: ["gateway"] },
    {
      method: "get",
      path: "/internal/ready",
      operationId: "ready",
      summary: "Whether every setting this worker needs is there; else 503 names the missing ones",
      responses: { 200: answer(z.object({ ready: z.literal(true) }), "It is ready") },
    },
  ),
};

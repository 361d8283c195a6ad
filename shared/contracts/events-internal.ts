import { internal } from "./route.ts";
import { answer, json } from "./shapes.ts";
import * as z from "./zod.ts";

/** The most events one call publishes. */
export const PUBLISH_LIMIT = 100;
/** The most ids one audit call asks about. */
export const UNHEARD_LIMIT = 500;

/** `held`: the ids of those that are to be said again. */
const Published = z.object({ kept: z.number().int(), held: z.array(z.string()).optional() });

export const eventsInternal = {
  publish: internal(
    { worker: "events", callers: ["events", "iam", "residency", "bookings", "notifications"] },
    {
      method: "post",
      path: "/internal/publish",
      operationId: "publish",
      summary: "Append events to the log; a known id is a no-op",
      request: {
        body: json(z.object({ events: z.array(z.record(z.string(), z.unknown())).min(1).max(PUBLISH_LIMIT) }).strict()),
      },
      responses: {
        200: answer(Published, "They are in the log"),
        503: answer(Published, "All but those that are held are in the log: no secret opens the keys of their persons"),
      },
    },
  ),
};

/** Every listener implements it, at the same path; `worker` in the terms is a placeholder that the app overrides. */
export const listenerInternal = {
  unheard: internal(
    { worker: "events", callers: ["events"] },
    {
      method: "post",
      path: "/internal/unheard",
      operationId: "unheard",
      summary: "Which of these events this worker has not acted on",
      request: { body: json(z.object({ ids: z.array(z.string().max(80)).max(UNHEARD_LIMIT) }).strict()) },
      responses: { 200: answer(z.object({ missing: z.array(z.string()) }), "Those it has not heard") },
    },
  ),
};

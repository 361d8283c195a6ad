import { WORKERS } from "../core/workers.ts";
import { BookingView } from "./bookings/views.ts";
import { iam } from "./iam.ts";
import { NotificationView } from "./notifications.ts";
import { residency } from "./residency.ts";
import { route } from "./route.ts";
import { answer, anyQuery, orNull } from "./shapes.ts";
import * as z from "./zod.ts";

const WORKER = { worker: "gateway", permission: null, rate: "read", d1: 0 } as const;
const MyHomes = residency.listMyHomes.responses[200].content["application/json"].schema;

/** A part is null when the worker it comes from is in `degraded`. */
export const HomeScreen = z
  .object({
    me: orNull(iam.getMe.responses[200].content["application/json"].schema),
    homes: MyHomes.shape.items.nullable(),
    bookings: z.array(BookingView).nullable().openapi({ description: "What is under way or ahead, the next first" }),
    notifications: z.object({ unread: z.number().int(), latest: z.array(NotificationView) }).nullable(),
    degraded: z.array(z.enum(WORKERS)).openapi({ description: "The workers that did not answer in time", example: [] }),
  })
  .openapi("HomeScreen");

export const gateway = {
  showHome: route(
    { ...WORKER, reach: "person" },
    {
      method: "get",
      path: "/v1/home",
      operationId: "showHome",
      summary: "The first screen in one call",
      description:
        "Asks the workers side by side. One that fails or is late is named in `degraded`; the rest is served.",
      responses: { 200: answer(HomeScreen, "What there is") },
    },
  ),
  checkHealth: route(
    { ...WORKER, reach: "anyone" },
    {
      method: "get",
      path: "/healthz",
      operationId: "checkHealth",
      summary: "Whether the gateway runs",
      request: { query: anyQuery },
      responses: { 200: answer(z.object({ status: z.literal("ok") }), "It does") },
    },
  ),
  checkReadiness: route(
    { ...WORKER, reach: "anyone" },
    {
      method: "get",
      path: "/readyz",
      operationId: "checkReadiness",
      summary: "Whether every worker can do its work; else 503 names each that cannot, and why",
      request: { query: anyQuery },
      responses: {
        200: answer(z.object({ ready: z.literal(true), workers: z.array(z.enum(WORKERS)) }), "They all can"),
      },
    },
  ),
};

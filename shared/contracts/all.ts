import { bookings } from "./bookings.ts";
import { events } from "./events.ts";
import { gateway } from "./gateway.ts";
import { iam } from "./iam.ts";
import { notifications } from "./notifications.ts";
import { residency } from "./residency.ts";
import type { PublicRoute } from "./route.ts";

/** Every public route of every worker: what the gateway mounts, OpenAPI prints and the tests walk. */
export const contracts = { gateway, iam, residency, bookings, events, notifications } satisfies Record<
  string,
  Record<string, PublicRoute>
>;

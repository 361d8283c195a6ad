import type { PublicRoute } from "./route.ts";

export const notifications = {} satisfies Record<string, PublicRoute>;

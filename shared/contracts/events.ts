import type { PublicRoute } from "./route.ts";

export const events = {} satisfies Record<string, PublicRoute>;

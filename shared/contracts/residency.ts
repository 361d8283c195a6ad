import type { PublicRoute } from "./route.ts";

export const residency = {} satisfies Record<string, PublicRoute>;

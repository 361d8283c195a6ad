import type { PublicRoute } from "./route.ts";

export const iam = {} satisfies Record<string, PublicRoute>;

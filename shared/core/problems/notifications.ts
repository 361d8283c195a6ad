import type { ProblemEntry } from "../problems.ts";

export const notificationProblems = {} as const satisfies Record<string, ProblemEntry>;

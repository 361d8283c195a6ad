import type { ProblemEntry } from "../problems.ts";

export const eventProblems = {} as const satisfies Record<string, ProblemEntry>;

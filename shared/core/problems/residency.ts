import type { ProblemEntry } from "../problems.ts";

export const residencyProblems = {} as const satisfies Record<string, ProblemEntry>;

import type { ProblemEntry } from "../problems.ts";

export const iamProblems = {} as const satisfies Record<string, ProblemEntry>;

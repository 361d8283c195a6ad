/**
 * Stands for the problems of `iam` and `residency` in the bundle of a worker that refuses nothing by them, so that their
 * texts need not travel along. `tests/bundles.test.ts` sees to it that no such code is in that bundle.
 */
export const iamProblems = {};
export const residencyProblems = {};

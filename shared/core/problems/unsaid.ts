/**
 * Stands for the problems of other workers in the bundle of one that refuses nothing by them, so that their texts need not
 * travel along. `tests/bundles.test.ts` sees to it that no such code is in that bundle.
 */
const unsaid = {};

export {
  unsaid as eventProblems,
  unsaid as gatewayProblems,
  unsaid as iamProblems,
  unsaid as notificationProblems,
  unsaid as residencyProblems,
};

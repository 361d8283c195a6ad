/**
 * Stands for the two modules of zod that print a shape as JSON Schema, in the bundles of Workers that print none. Whoever
 * asks a shape for one, or for the limits that are found the same way (`minLength`, `format`), is told so.
 */
const demandNothing = (): never => {
  throw new Error("this Worker prints no JSON Schema: see shared/contracts/unprinted.ts");
};

/** What each kind of shape would add; nobody comes to it. */
const unprinted = (): void => {};

export const createToJSONSchemaMethod = () => demandNothing;
export const createStandardJSONSchemaMethod = () => demandNothing;
export {
  demandNothing as aggregateChecks,
  demandNothing as toJSONSchema,
  unprinted as anyProcessor,
  unprinted as arrayProcessor,
  unprinted as bigintProcessor,
  unprinted as booleanProcessor,
  unprinted as catchProcessor,
  unprinted as customProcessor,
  unprinted as dateProcessor,
  unprinted as defaultProcessor,
  unprinted as enumProcessor,
  unprinted as fileProcessor,
  unprinted as functionProcessor,
  unprinted as intersectionProcessor,
  unprinted as lazyProcessor,
  unprinted as literalProcessor,
  unprinted as mapProcessor,
  unprinted as nanProcessor,
  unprinted as neverProcessor,
  unprinted as nonoptionalProcessor,
  unprinted as nullProcessor,
  unprinted as nullableProcessor,
  unprinted as numberProcessor,
  unprinted as objectProcessor,
  unprinted as optionalProcessor,
  unprinted as pipeProcessor,
  unprinted as prefaultProcessor,
  unprinted as promiseProcessor,
  unprinted as readonlyProcessor,
  unprinted as recordProcessor,
  unprinted as setProcessor,
  unprinted as stringProcessor,
  unprinted as successProcessor,
  unprinted as symbolProcessor,
  unprinted as templateLiteralProcessor,
  unprinted as transformProcessor,
  unprinted as tupleProcessor,
  unprinted as undefinedProcessor,
  unprinted as unionProcessor,
  unprinted as unknownProcessor,
  unprinted as voidProcessor,
};

import { expect, it } from "vitest";
import * as unprinted from "#shared/contracts/unprinted";
import * as ofZod from "../node_modules/zod/v4/core/json-schema-processors.js";

it("has every name that a kind of shape asks for", () => {
  const asked = Object.keys(ofZod).filter((name) => name.endsWith("Processor"));
  expect(asked).not.toEqual([]);
  expect(asked.filter((name) => !(name in unprinted))).toEqual([]);
});

it.each([
  ["JSON Schema", () => unprinted.createToJSONSchemaMethod()()],
  ["a standard JSON Schema", () => unprinted.createStandardJSONSchemaMethod()()],
  ["a limit", () => unprinted.aggregateChecks()],
])("answers with no %s, and says why", (_, asked) => {
  expect(asked).toThrow("prints no JSON Schema");
});

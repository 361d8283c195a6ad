import { generateSource } from "oazapfts";
import { contracts } from "#shared/contracts/all";
import { openApiDocument } from "#shared/contracts/openapi";
import type { PublicRoute } from "#shared/contracts/route";
import { type Code, problems } from "#shared/core/problems";
import { catalogue } from "#shared/events/catalogue";
import { sampleProblem } from "#shared/worker/problem";
import { readTree } from "../tests/architecture/tree.ts";
import { unspokenIn } from "../tests/openapi/unspoken.ts";
import { refusalsOf } from "./refusals.ts";

const WRITTEN = "// Written by `npm run docs`: change the source it names, not this file.";
/** What is inside is the generator's, which knows no `exactOptionalPropertyTypes`; whoever calls it is checked all the same. */
const UNCHECKED = "// @ts-nocheck";
const LINE_WIDTH = 120;

type Refusals = Readonly<Record<string, readonly Code[]>>;

const routes = Object.values(contracts).flatMap((contract) => Object.values<PublicRoute>(contract));

/** The texts of the API that have no example. */
export const textsWithoutExample = (): string[] =>
  unspokenIn(openApiDocument(routes, { limits: {}, problem: sampleProblem }));

/** Every module that is printed from the code, by its path: what each operation is refused with, and the API's client. */
export async function printedModules(root: string): Promise<Record<string, string>> {
  const known = new Set(routes.map(({ operationId }) => operationId));
  const codes = Object.keys(problems);
  const found = Object.entries(refusalsOf(readTree(root), { codes, events: Object.keys(catalogue) }));
  const refusals = Object.fromEntries(found.filter(([operation]) => known.has(operation))) as Refusals;
  const document = openApiDocument(routes, { limits: {}, problem: sampleProblem, refusals });
  return {
    "shared/contracts/openapi/refusals.ts": refusalsModule(refusals),
    "scripts/api.ts": await clientModule(document),
  };
}

function refusalsModule(refusals: Refusals): string {
  const lines = Object.entries(refusals).map(([operation, codes]) => {
    const words = codes.map((code) => JSON.stringify(code));
    const line = `  ${operation}: [${words.join(", ")}],`;
    return line.length <= LINE_WIDTH
      ? line
      : `  ${operation}: [\n${words.map((word) => `    ${word},\n`).join("")}  ],`;
  });
  return `${WRITTEN}
import type { Code } from "../../core/problems.ts";

/** The problem codes in the code of each operation, from \`workers/\`. */
export const refusals: Readonly<Record<string, readonly Code[]>> = {
${lines.join("\n")}
};
`;
}

/** The examples are for readers: the generator looks at each of them, and prints none. */
async function clientModule(document: object): Promise<string> {
  const copy = JSON.parse(JSON.stringify(document, (key, value) => (/^examples?$/.test(key) ? undefined : value)));
  return `${WRITTEN}\n${UNCHECKED}\n${await generateSource(copy, { argumentStyle: "object" })}`;
}

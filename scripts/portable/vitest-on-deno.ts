import { test } from "node:test";
import { JestAsymmetricMatchers, JestChaiExpect, JestExtend } from "@vitest/expect";
import * as chai from "chai";

/** As much of vitest as the tests of rules use, on Deno's own runner: its assertions are vitest's own. */

type Body = (...row: readonly unknown[]) => unknown;

for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);

const stories: string[] = [];

export function describe(story: string, tell: () => void): void {
  stories.push(story);
  tell();
  stories.pop();
}

const guarantee = (title: string, body: () => unknown) =>
  test([...stories, title].join(" > "), async () => void (await body()));

/** Between title and body there may be options: a time limit, which Deno's runner does not have. */
const each = (rows: readonly unknown[]) => (title: string, options: Body | object, last?: Body) => {
  const body = last ?? (options as Body);
  for (const [at, row] of rows.entries())
    guarantee(`${title} (${at + 1})`, () => body(...(Array.isArray(row) ? row : [row])));
};

export const it = Object.assign(guarantee, { each });
export const expect = chai.expect;

import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { arrowRules } from "./architecture/arrows.ts";
import { exceptions } from "./architecture/exceptions.ts";
import { habitRules } from "./architecture/habits.ts";
import { roomRules } from "./architecture/rooms.ts";
import { judge, type Rule } from "./architecture/rule.ts";
import { readTree } from "./architecture/tree.ts";

const rules: Readonly<Record<string, Rule>> = { ...roomRules, ...arrowRules, ...habitRules };
const tree = readTree(fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, ""));

describe("in this repository", () => {
  it.each(Object.entries(rules).map(([name, rule]) => ({ name, ...rule })))("$says", ({ name, ...rule }) => {
    // A title is cut where it gets long.
    expect(judge(name, rule, tree, exceptions), rule.says).toEqual({ broken: [], unneeded: [] });
  });

  it("every exception belongs to a rule, and is printed with its reason", () => {
    expect(exceptions.filter(({ rule }) => !(rule in rules))).toEqual([]);
    const lines = exceptions.map(({ rule, at, what, reason }) => `  ${rule}: ${at} ${what}: ${reason}\n`);
    process.stdout.write(`\nExceptions to the rules of architecture, each with its reason:\n${lines.join("")}`);
  });
});

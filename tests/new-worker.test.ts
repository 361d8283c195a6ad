import { execFile } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WORKERS } from "#shared/core/workers";
import { LISTENERS } from "#shared/events/catalogue";
import { copyTree } from "../scripts/copy-tree.ts";
import { makeWorker } from "../scripts/new-worker/make.ts";
import { type Names, namesFor } from "../scripts/new-worker/names.ts";
import { TAKEN } from "../scripts/new-worker.ts";
import { readSetups, type Setup } from "../scripts/setups.ts";
import { arrowRules } from "./architecture/arrows.ts";
import { exceptions } from "./architecture/exceptions.ts";
import { habitRules } from "./architecture/habits.ts";
import { roomRules } from "./architecture/rooms.ts";
import { judge, type Rule } from "./architecture/rule.ts";
import { readTree, type Tree } from "./architecture/tree.ts";
import { bindingFaults, setupFaults } from "./topology/bindings.ts";
import { migrationFaults } from "./topology/migrations.ts";
import { queueFaults } from "./topology/queues.ts";
import { readMigrations } from "./topology/setup.ts";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
/** Three projects of the compiler, a formatter and a generator. */
const MADE_WITHIN_MS = 240_000;

describe("a worker that is made in a copy of the repository", () => {
  let copy: string;
  let tree: Tree;
  let setups: Setup[];
  const workers = [...WORKERS, "parcels"];
  const listeners = [...LISTENERS, "parcels"];
  const rules: Record<string, Rule> = { ...roomRules, ...arrowRules, ...habitRules };

  const run = (...args: string[]) =>
    new Promise<string>((resolve) =>
      execFile(process.execPath, args, { cwd: copy, maxBuffer: 10_000_000 }, (error, out, err) =>
        resolve(error ? `${out}${err}` || error.message : ""),
      ),
    );

  beforeAll(async () => {
    copy = copyTree(root);
    expect(await run("scripts/new-worker.ts", "parcels")).toBe("");
    tree = readTree(copy);
    setups = readSetups(copy);
  }, MADE_WITHIN_MS);
  afterAll(() => rmSync(copy, { recursive: true }));

  it("has the rooms of every worker, and imports in one direction only", () => {
    expect(tree.filter(({ path }) => path.startsWith("workers/parcels/")).length).toBeGreaterThan(10);
    for (const [name, rule] of Object.entries(rules))
      expect(judge(name, rule, tree, exceptions)).toEqual({ broken: [], unneeded: [] });
  });

  it("is hidden behind the gateway, hears by a queue of its own, and stands on the shared plumbing", () => {
    expect(setupFaults(setups, workers)).toEqual([]);
    expect(queueFaults(setups, listeners)).toEqual([]);
    expect(migrationFaults(readMigrations(copy), workers, listeners.slice(1))).toEqual([]);
    const calls = [
      ...WORKERS.map((worker) => ({ worker, callers: ["parcels"], operationId: worker })),
      { worker: "parcels", callers: ["gateway", "events"], operationId: "parcels" },
    ].filter(({ worker }) => ["events", "residency", "parcels"].includes(worker));
    expect(bindingFaults(setups, calls).filter((fault) => fault.includes("parcels"))).toEqual([]);
  });

  it("is written as the formatter writes", { timeout: MADE_WITHIN_MS }, async () => {
    expect(await run("node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings")).toBe("");
  });

  it.each(["tsconfig.json", "tsconfig.workerd.json", "tsconfig.node.json"])(
    "compiles under %s, and so does everything that names it",
    { timeout: MADE_WITHIN_MS },
    async (project) => {
      expect(await run("node_modules/typescript/bin/tsc", "-p", project, "--noEmit")).toBe("");
    },
  );

  it("leaves the printed pages fresh", { timeout: MADE_WITHIN_MS }, async () => {
    expect(await run("scripts/docs.ts", "--check")).toBe("");
  });

  it("cannot be made twice, and then nothing is written", () => {
    const before = readFileSync(join(copy, "shared/core/workers.ts"), "utf8");
    rmSync(join(copy, "docs/privacy.md"));
    expect(() => makeWorker(copy, namesFor("lockers", TAKEN) as Names)).toThrow(/privacy/);
    expect(readFileSync(join(copy, "shared/core/workers.ts"), "utf8")).toBe(before);
  });
});

describe("a name for a worker", () => {
  it.each([
    ["parcels", { noun: "parcel", Noun: "Parcel", Nouns: "Parcels", BINDING: "PARCELS", prefix: "prc" }],
    ["parties", { noun: "party", Nouns: "Parties" }],
    ["mailboxes", { noun: "mailbox", prefix: "mlb" }],
    ["entries", { noun: "entry", prefix: "enr" }],
  ])("%s is used everywhere it is needed", (name, words) => {
    expect(namesFor(name, TAKEN)).toMatchObject(words);
  });

  it.each([
    ["bookings", /there already/],
    ["units", /the noun unit is taken: its ids begin with unt_/],
    ["imports", /the noun import is taken/],
    ["slots", /part of a path/],
    ["services", /reserved/],
    ["utils", /reserved/],
    ["classes", /reserved/],
    ["events", /there already/],
    ["", /one word/],
    ["Parcels", /one word/],
    ["lost-property", /one word/],
    ["../parcels", /one word/],
    ["parcel", /not plural/],
    ["glass", /not plural/],
  ])("%j is refused with its reason", (name, reason) => {
    expect(namesFor(name, TAKEN)).toMatch(reason);
  });
});

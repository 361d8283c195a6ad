import { execFile } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WORKERS } from "#shared/core/workers";
import { LISTENERS } from "#shared/events/catalogue";
import { copyTree } from "../scripts/copy-tree.ts";
import { makeWorker } from "../scripts/new-worker/make.ts";
import { type Names, namesFor, type Taken } from "../scripts/new-worker/names.ts";
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
/** An animal that has died out: nobody names a worker so. */
const MADE = "quaggas";
/** Three projects of the compiler, a formatter and a generator. */
const MADE_WITHIN_MS = 240_000;

describe("a worker that is made in a copy of the repository", () => {
  let copy: string;
  let tree: Tree;
  let setups: Setup[];
  const workers = [...WORKERS, MADE];
  const listeners = [...LISTENERS, MADE];
  const rules: Record<string, Rule> = { ...roomRules, ...arrowRules, ...habitRules };

  const run = (...args: string[]) =>
    new Promise<string>((resolve) =>
      execFile(process.execPath, args, { cwd: copy, maxBuffer: 10_000_000 }, (error, out, err) =>
        resolve(error ? `${out}${err}` || error.message : ""),
      ),
    );

  beforeAll(async () => {
    copy = copyTree(root);
    expect(await run("scripts/new-worker.ts", MADE)).toBe("");
    tree = readTree(copy);
    setups = readSetups(copy);
  }, MADE_WITHIN_MS);
  afterAll(() => rmSync(copy, { recursive: true }));

  it("has the rooms of every worker, and imports in one direction only", () => {
    expect(tree.filter(({ path }) => path.startsWith(`workers/${MADE}/`)).length).toBeGreaterThan(10);
    for (const [name, rule] of Object.entries(rules))
      expect(judge(name, rule, tree, exceptions)).toEqual({ broken: [], unneeded: [] });
  });

  it("is hidden behind the gateway, hears by a queue of its own, and stands on the shared plumbing", () => {
    expect(setupFaults(setups, workers)).toEqual([]);
    expect(queueFaults(setups, listeners)).toEqual([]);
    expect(migrationFaults(readMigrations(copy), workers, listeners.slice(1))).toEqual([]);
    const calls = [
      ...WORKERS.map((worker) => ({ worker, callers: [MADE], operationId: worker })),
      { worker: MADE, callers: ["gateway", "events"], operationId: MADE },
    ].filter(({ worker }) => ["events", "residency", MADE].includes(worker));
    expect(bindingFaults(setups, calls).filter((fault) => fault.includes(MADE))).toEqual([]);
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

  it("passes the tests of what names every worker, and its own", { timeout: MADE_WITHIN_MS }, async () => {
    const projects = ["rules", `workers:${MADE}`].flatMap((project) => ["--project", project]);
    const tests = ["tests/documents.test.ts", "tests/deploy-plan.test.ts", `workers/${MADE}`];
    expect(await run("node_modules/vitest/vitest.mjs", "run", ...projects, ...tests)).toBe("");
  });

  it("can be taken back, and then nothing of it is left", () => {
    const before = filesOf(copy);
    const { undo } = makeWorker(copy, anotherOf("dodos"));
    expect(filesOf(copy)).not.toEqual(before);
    undo();
    expect(filesOf(copy)).toEqual(before);
  });

  it("cannot be made where it has no place, and then nothing is written", () => {
    rmSync(join(copy, "docs/privacy.md"));
    const before = filesOf(copy);
    expect(() => makeWorker(copy, anotherOf("dodos"))).toThrow(/privacy/);
    expect(filesOf(copy)).toEqual(before);
  });
});

function anotherOf(worker: string): Names {
  const names = namesFor(worker, TAKEN);
  if (typeof names === "string") throw new Error(names);
  return names;
}

/** Every file of a copy with its text, and every folder. */
const filesOf = (copy: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(copy, { recursive: true, withFileTypes: true })
      .filter(({ parentPath, name }) => !join(parentPath, name).includes("node_modules"))
      .map((one) => {
        const path = join(one.parentPath, one.name);
        return [path, one.isFile() ? readFileSync(path, "utf8") : "a folder"];
      }),
  );

describe("a name for a worker", () => {
  const taken: Taken = {
    workers: ["bookings", "events"],
    prefixes: { unit: "unt", import: "imp" },
    segments: ["slots"],
  };

  it.each([
    ["parcels", undefined, { noun: "parcel", Noun: "Parcel", Nouns: "Parcels", BINDING: "PARCELS", prefix: "prc" }],
    ["parties", "party", { noun: "party", Nouns: "Parties" }],
    ["mailboxes", "mailbox", { noun: "mailbox", prefix: "mlb" }],
    ["movies", "movie", { noun: "movie", prefix: "mvo" }],
    ["people", "person", { noun: "person", Nouns: "People" }],
    ["units", "dwelling", { worker: "units", noun: "dwelling" }],
  ])("%s, of which one is a %s, is used everywhere it is needed", (name, singular, words) => {
    expect(namesFor(name, taken, singular)).toMatchObject(words);
  });

  it.each([
    ["bookings", /there already/],
    ["events", /there already/],
    ["units", /the noun unit is taken: its ids begin with unt_/],
    ["slots", /part of a path/],
    ["", /one word/],
    ["Parcels", /one word/],
    ["lost-property", /one word/],
    ["../parcels", /one word/],
    ["ids", /^id is not one word/],
    ["parcel", /not look plural/],
    ["glass", /not look plural/],
    ["status", /not look plural/],
    ["movies", /a movy or a movie: say it behind/],
    ["statuses", /a status or a statuse: say it behind/],
    ["buses", /a bus or a buse/],
    ["series", /say it behind/],
  ])("%j is refused with its reason", (name, reason) => {
    expect(namesFor(name, taken)).toMatch(reason);
  });

  it("is not its own singular, and its singular is a word too", () => {
    expect(namesFor("series", taken, "series")).toMatch(/another word/);
    expect(namesFor("parties", taken, "Party")).toMatch(/^Party is not one word/);
  });

  it.each([
    ...["returns", "exports", "functions", "defaults", "interfaces", "enums", "voids", "news"],
    ...["requests", "objects", "values", "services", "utils", "pages", "names"],
  ])("%s is refused as reserved", (name) => expect(namesFor(name, taken)).toMatch(/is reserved: /));

  it.each(["switch", "class", "case", "await"])("of which one is a %s is refused as reserved", (noun) =>
    expect(namesFor("parcels", taken, noun)).toMatch(`${noun} is reserved: the language`),
  );

  it.each(WORKERS)("%s is taken", (name) => expect(namesFor(name, TAKEN)).toMatch(/there already/));
});

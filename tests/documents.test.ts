import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { contracts } from "#shared/contracts/all";
import { residencyInternal } from "#shared/contracts/residency-internal";
import { WORKERS } from "#shared/core/workers";
import { catalogue, LISTENERS } from "#shared/events/catalogue";
import { FORGET_ACCOUNT, FORGET_KEY, REWIND, WHO_LEFT } from "../scripts/drill/database.ts";
import { brokenLinks, listedIn, unknownScripts, vanishedPaths } from "./documents/claims.ts";
import { unnamedPromises } from "./topology/promised.ts";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
const exists = (path: string): boolean => existsSync(`${root}/${path}`);
const { scripts } = JSON.parse(readFileSync(`${root}/package.json`, "utf8")) as { scripts: Record<string, string> };

const decisions = readdirSync(`${root}/docs/decisions`).toSorted();
const living = [
  ...["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"],
  ...readdirSync(`${root}/docs`).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
  ...WORKERS.map((worker) => `workers/${worker}/README.md`),
].filter(exists);
const pages = living.map((path) => ({ path, text: readFileSync(`${root}/${path}`, "utf8") }));

/** Where a page lists all workers, or all of a kind, a line or a word for each. */
const LISTS: readonly { path: string; pattern: RegExp; names: readonly string[] }[] = [
  { path: "README.md", pattern: /^\| `workers\/(\w+)\/` \|/gm, names: WORKERS },
  { path: "ARCHITECTURE.md", pattern: /^\| (`\w+`) \|/gm, names: WORKERS },
  { path: "docs/privacy.md", pattern: /^\| ((?!worker |every worker)[a-z][a-z, ]*) \|/gm, names: WORKERS },
  { path: "docs/operations.md", pattern: /For a listener \(([^)]*)\)/g, names: LISTENERS },
  {
    path: "workers/residency/README.md",
    pattern: /internal\/homes-of` \| ([a-z, ]+) \|/g,
    names: residencyInternal.homesOf.internalTerms.callers,
  },
];

describe("the documents", () => {
  it("are there for every worker, and for whoever comes first", () => {
    const wanted = [
      "README.md",
      "ARCHITECTURE.md",
      "CONTRIBUTING.md",
      ...WORKERS.map((worker) => `workers/${worker}/README.md`),
    ];
    expect(wanted.filter((path) => !exists(path))).toEqual([]);
  });

  it("name every door of their worker, and every event that it says or hears", () => {
    const readmes = WORKERS.map((worker) => [worker, readFileSync(`${root}/workers/${worker}/README.md`, "utf8")]);
    expect(unnamedPromises(Object.fromEntries(readmes), contracts, catalogue)).toEqual([]);
  });

  it("name no file that is not there", () => {
    expect(pages.flatMap((page) => vanishedPaths(page, exists))).toEqual([]);
  });

  it("lead nowhere that is not there", () => {
    expect(pages.flatMap((page) => brokenLinks(page, exists))).toEqual([]);
  });

  it("name no command that is not there", () => {
    expect(pages.flatMap((page) => unknownScripts(page, Object.keys(scripts)))).toEqual([]);
  });

  it.each(LISTS)("list by name each that there is, and nobody else: $path", ({ path, pattern, names }) => {
    const text = pages.find((page) => page.path === path)?.text ?? "";
    expect([...new Set(listedIn(text, pattern))].toSorted()).toEqual(names.toSorted());
  });

  it.each([...FORGET_ACCOUNT, FORGET_KEY, WHO_LEFT, REWIND])(
    "have whoever restores do what the drill does: %s",
    (sql) => {
      const shown = sql
        .replaceAll(/\s+/g, " ")
        .replaceAll(/\$(now|since)\b|< \?/g, (found) => (found === "< ?" ? "< 1790000000000" : "1790000000000"))
        .replaceAll(/\$id\b/g, "'usr_…'")
        .replace("listener = ?", "listener = 'bookings'");
      expect(readFileSync(`${root}/docs/operations.md`, "utf8")).toContain(`--command "${shown}"`);
    },
  );

  it("keep the decisions numbered, without a gap", () => {
    expect(decisions.map((name) => name.slice(0, 5))).toEqual(
      decisions.map((_, at) => `${String(at + 1).padStart(4, "0")}-`),
    );
  });
});

describe("a document that is wrong is caught:", () => {
  const there = (path: string) => path === "workers/bookings/src/index.ts";
  const page = (text: string) => ({ path: "workers/bookings/README.md", text });

  it("a file that moved", () => {
    const text = "See `src/index.ts`, `workers/bookings/src/gone.ts` and `workers/<name>/src/any.ts`.";
    expect(vanishedPaths(page(text), there)).toEqual(["workers/bookings/README.md: workers/bookings/src/gone.ts"]);
  });

  it("a link to nowhere", () => {
    const text = "[a](src/index.ts) [b](src/gone.ts) [c](https://example.com) [d](#here)";
    expect(brokenLinks(page(text), there)).toEqual(["workers/bookings/README.md: src/gone.ts"]);
  });

  it("a list without its last one", () => {
    const text = "| worker | keeps |\n| iam | names |\n| iam, bookings | homes |\n| `x` | no |";
    expect(listedIn(text, /^\| ((?!worker )[a-z, ]+) \|/gm)).toEqual(["iam", "iam", "bookings"]);
    expect(listedIn("for (`residency`, `bookings`)", /for \(([^)]*)\)/g)).toEqual(["residency", "bookings"]);
  });

  it("a command that nobody wrote", () => {
    const text = "`npm start`, `npm run docs` and `npm run fly`";
    expect(unknownScripts(page(text), ["start", "docs"])).toEqual(["workers/bookings/README.md: npm run fly"]);
  });
});

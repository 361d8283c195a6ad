import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { contracts } from "#shared/contracts/all";
import { WORKERS } from "#shared/core/workers";
import { catalogue } from "#shared/events/catalogue";
import { brokenLinks, unknownScripts, vanishedPaths } from "./documents/claims.ts";
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

  it("a command that nobody wrote", () => {
    const text = "`npm start`, `npm run docs` and `npm run fly`";
    expect(unknownScripts(page(text), ["start", "docs"])).toEqual(["workers/bookings/README.md: npm run fly"]);
  });
});

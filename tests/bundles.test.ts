import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unstable_readConfig } from "wrangler";
import { eventProblems } from "#shared/core/problems/events";
import { gatewayProblems } from "#shared/core/problems/gateway";
import { iamProblems } from "#shared/core/problems/iam";
import { notificationProblems } from "#shared/core/problems/notifications";
import { residencyProblems } from "#shared/core/problems/residency";
import { catalogue } from "#shared/events/catalogue";
import { type Built, build } from "../bench/harness/build.ts";
import { mostOf } from "../bench/rows/bundles.ts";
import { copyAssets } from "../scripts/assets.mjs";
import { listWorkers } from "../scripts/system.mjs";

const KB = 1_000;
const BUILT_WITHIN_MS = 180_000;
const ZOD_TEXTS = /node_modules\/zod\/v4\/locales\/(.+)\.js$/;

const root = resolve(fileURLToPath(import.meta.url), "../..");
const into = mkdtempSync(join(tmpdir(), "courtyard-bundles-"));
const built = new Map<string, Built>();
const workers = listWorkers(root);

beforeAll(async () => {
  copyAssets(root);
  for (const { name, config } of workers) built.set(name, await build(root, { name, config, into }));
}, BUILT_WITHIN_MS);
afterAll(() => rmSync(into, { recursive: true, force: true }));

const bundle = (name: string): Built => {
  const found = built.get(name);
  if (!found) throw new Error(`${name} was not built`);
  return found;
};

describe.each(workers.map(({ name }) => ({ name, most: mostOf(name) })))("the bundle of $name", ({ name, most }) => {
  it(`weighs no more than ${most} kB, minified and compressed`, () => {
    expect(bundle(name).gzip / KB).toBeLessThanOrEqual(most);
  });

  it("has the texts of zod in English and in no other language", () => {
    const languages = bundle(name).files.flatMap((path) => ZOD_TEXTS.exec(path)?.[1] ?? []);
    expect(languages).toEqual(["en"]);
  });
});

const withFiles = (pattern: RegExp): string[] =>
  [...built.values()].filter(({ files }) => files.some((path) => pattern.test(path))).map(({ name }) => name);

describe("what only the gateway prints, no other Worker carries", () => {
  it.each([
    { what: "the document", pattern: /^shared\/contracts\/openapi\.ts$/ },
    { what: "what shapes say of themselves", pattern: /node_modules\/@asteasolutions\/zod-to-openapi\// },
    { what: "shapes as JSON Schema", pattern: /node_modules\/zod\/v4\/core\/(json-schema|to-json-schema)/ },
  ])("$what", ({ pattern }) => {
    expect(withFiles(pattern)).toEqual(["gateway"]);
  });
});

it("has of drizzle nothing for relations, PostgreSQL or columns that are named by a function", () => {
  expect(
    withFiles(/node_modules\/drizzle-orm\/(relations|pg-core\/|sqlite-core\/(columns\/all|query-builders\/query)\.js)/),
  ).toEqual([]);
});

/** Whose imports the words of an alias may stand in. */
const MEANT: Readonly<Record<string, RegExp>> = {
  "contracts/undocumented.ts": /^shared\/contracts\/zod\.ts$/,
  "contracts/unprinted.ts": /^node_modules\/zod\//,
  "core/problems/unsaid.ts": /^shared\/core\/problems\.ts$/,
  "worker/unrelated.ts": /^node_modules\/drizzle-orm\//,
};

interface Metafile {
  readonly inputs: Readonly<Record<string, { imports: readonly { path: string; original?: string }[] }>>;
}

it.each(workers.map(({ name, config }) => ({ name, config })))(
  "takes each alias of $name for the imports that it was written for, and for no other",
  ({ name, config }) => {
    const alias: Readonly<Record<string, string>> = unstable_readConfig({ config }).alias ?? {};
    const { inputs } = JSON.parse(readFileSync(join(bundle(name).folder, "bundle-meta.json"), "utf8")) as Metafile;
    const from = Object.entries(inputs).flatMap(([path, { imports }]) =>
      imports.map(({ original }) => ({
        importer: relative(root, resolve(dirname(config), path)),
        words: original ?? "",
      })),
    );
    for (const [words, target] of Object.entries(alias)) {
      const importers = from.filter((one) => one.words === words).map(({ importer }) => importer);
      expect(importers, words).not.toEqual([]);
      const meant = MEANT[target.replace("../../shared/", "")];
      expect(
        importers.filter((importer) => !meant?.test(importer)),
        words,
      ).toEqual([]);
    }
  },
);

it("refuses nothing in bookings by a code whose words are not in its bundle", () => {
  const { folder, module, files } = bundle("bookings");
  expect(files.filter((path) => /problems\/(events|gateway|iam|notifications|residency)\.ts$/.test(path))).toEqual([]);
  const text = readFileSync(join(folder, module), "utf8");
  const unsaid = {
    ...eventProblems,
    ...gatewayProblems,
    ...iamProblems,
    ...notificationProblems,
    ...residencyProblems,
  };
  const left = Object.keys(unsaid).filter((code) => !(code in catalogue));
  expect(left.filter((code) => text.includes(`"${code}"`) || text.includes(`\`${code}\``))).toEqual([]);
});

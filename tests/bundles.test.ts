import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { iamProblems } from "#shared/core/problems/iam";
import { residencyProblems } from "#shared/core/problems/residency";
import { catalogue } from "#shared/events/catalogue";
import { type Built, build } from "../bench/harness/build.ts";
import { mostOf } from "../bench/rows/bundles.ts";
import { copyAssets } from "../scripts/assets.mjs";
import { listWorkers } from "../scripts/system.mjs";

const KB = 1_000;
const BUILT_WITHIN_MS = 60_000;
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

it("prints documents in the gateway and nowhere else", () => {
  const printing = [...built.values()].filter(({ files }) => files.includes("shared/contracts/openapi.ts"));
  expect(printing.map(({ name }) => name)).toEqual(["gateway"]);
});

it("keeps what shapes say of themselves where documents are printed, and nowhere else", () => {
  const keeping = [...built.values()].filter(({ files }) =>
    files.some((path) => path.includes("node_modules/@asteasolutions/zod-to-openapi/")),
  );
  expect(keeping.map(({ name }) => name)).toEqual(["gateway"]);
});

it("refuses nothing in bookings by a code whose words are not in its bundle", () => {
  const { folder, module, files } = bundle("bookings");
  expect(files.filter((path) => /problems\/(iam|residency)\.ts$/.test(path))).toEqual([]);
  const text = readFileSync(join(folder, module), "utf8");
  const left = Object.keys({ ...iamProblems, ...residencyProblems }).filter((code) => !(code in catalogue));
  expect(left.filter((code) => text.includes(`"${code}"`) || text.includes(`\`${code}\``))).toEqual([]);
});

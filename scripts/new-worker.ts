import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { contracts } from "#shared/contracts/all";
import type { PublicRoute } from "#shared/contracts/route";
import { PREFIXES } from "#shared/core/ids";
import { WORKERS } from "#shared/core/workers";
import { makeWorker } from "./new-worker/make.ts";
import { namesFor, type Taken } from "./new-worker/names.ts";
import { Halt, lastLines, main, run } from "./processes.mjs";

/** `npm run new-worker parcels`: a Worker with one noun, wired to everything that names each worker. */

const root = resolve(fileURLToPath(import.meta.url), "../..");
const routes = Object.values(contracts).flatMap((contract) => Object.values<PublicRoute>(contract));

export const TAKEN: Taken = {
  workers: WORKERS,
  prefixes: PREFIXES,
  segments: routes.flatMap(({ path }) => path.split("/").filter((segment) => /^[a-z]/.test(segment))),
};

const USAGE = "npm run new-worker parcels, or where the plural does not tell it, npm run new-worker movies movie";

/** A step after the writing; what was written is taken back where it fails. */
async function step(what: string, undo: () => void, ...args: string[]): Promise<void> {
  const { code, output } = await run(process.execPath, args, { cwd: root });
  if (code === 0) return;
  undo();
  throw new Halt(`${what} failed, so everything is as it was before:\n${lastLines(output, 30)}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await main(async () => {
    const [worker = "", singular, ...more] = process.argv.slice(2);
    if (worker === "" || more.length > 0) throw new Halt(`It is ${USAGE}.`);
    const names = namesFor(worker, TAKEN, singular);
    if (typeof names === "string") throw new Halt(`There can be no such worker: ${names}.`);
    const { paths, undo } = makeWorker(root, names);
    const written = paths.filter((path) => /\.(ts|json)$/.test(path));
    await step("Formatting it", undo, "node_modules/@biomejs/biome/bin/biome", "check", "--write", ...written);
    await step("Printing the documents", undo, "scripts/docs.ts");
    console.log(
      [
        `workers/${names.worker} is there, and one of its ${names.worker} is a ${names.noun}, whose id begins with ${names.prefix}_: ${paths.length} files.`,
        "Now say in shared/core/problems, ARCHITECTURE.md and the worker's README.md what they are, and run npm run check.",
      ].join("\n"),
    );
    return 0;
  });

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Halt, main } from "../scripts/processes.mjs";
import { openBench } from "./harness/bench.ts";
import { buildAll } from "./harness/build.ts";
import { pinClient, pinningText } from "./harness/cores.ts";
import { machineOf } from "./harness/machine.ts";
import { type Measured, machineText, pageOf, tableOf } from "./harness/report.ts";
import { ROWS } from "./rows.ts";

const REPETITIONS = 7;
const QUICK_REPETITIONS = 3;

/** What was measured last of each row: a run of some rows leaves the others as they are; `--print` only prints them again. */
const KEPT = "bench/measured.json";

const root = resolve(fileURLToPath(import.meta.url), "../..");

function keep(folder: string, measured: readonly Measured[]): void {
  const file = join(folder, KEPT);
  const before: Measured[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
  const all = ROWS.flatMap(({ name }) => [...measured, ...before].find((row) => row.name === name) ?? []);
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
  writeFileSync(join(folder, "docs/performance.md"), pageOf(all, ROWS));
}

await main(async () => {
  if (process.argv.includes("--print")) {
    keep(root, []);
    return 0;
  }
  const names = process.argv.slice(2).filter((word) => !word.startsWith("--"));
  const unknown = names.filter((name) => !ROWS.some((row) => row.name === name));
  if (unknown.length > 0) {
    console.error(`No such row: ${unknown.join(", ")}. There are: ${ROWS.map(({ name }) => name).join(", ")}`);
    return 1;
  }
  const quick = process.argv.includes("--quick");
  const repetitions = quick ? QUICK_REPETITIONS : REPETITIONS;
  const scratch = mkdtempSync(join(tmpdir(), "courtyard-bench-"));
  process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));
  console.error("building the Workers");
  const built = await buildAll(root, join(scratch, "built"));
  const bench = await openBench({ root, scratch, quick, repetitions, built });
  try {
    pinClient();
    const on = machineText(machineOf(pinningText(bench.runtime.gateway.server), scratch), repetitions);
    const measured: Measured[] = [];
    const failed: string[] = [];
    for (const row of ROWS.filter(({ name }) => names.length === 0 || names.includes(name))) {
      console.error(`measuring ${row.name}: ${row.about}`);
      try {
        const { name } = row;
        const lines = await row.run(bench);
        measured.push({ name, on, lines });
        if (process.argv.includes("--write")) keep(root, measured);
        console.error(tableOf([{ name, on, lines }]));
        for (const { what, limit } of lines) console.error(`  ${what}: ${limit}`);
      } catch (error) {
        failed.push(row.name);
        console.error(error);
      }
      await bench.quiet();
    }
    console.log(`${on}\n\n${tableOf(measured)}`);
    if (failed.length > 0) throw new Halt(`Not measured: ${failed.join(", ")}`);
  } finally {
    await bench.runtime.close();
  }
  return 0;
});

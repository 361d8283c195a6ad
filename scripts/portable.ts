import { spawn } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { copyTree } from "./copy-tree.ts";
import { NOT_PORTABLE } from "./portable/not-portable.ts";
import { Halt, lastLines, main, run } from "./processes.mjs";
import { freePort } from "./system.mjs";

/**
 * The rules and the core words on other runtimes: every module loads, every table of cases passes, and as many as on Node;
 * then the system starts. Bun and Deno are fetched by npm when this runs, and are not installed with the repository.
 */

const root = resolve(fileURLToPath(import.meta.url), "../..");
const RUNTIMES = { bun: "bun@1.4.5", deno: "deno@2.9.6" } as const;
type Runtime = keyof typeof RUNTIMES;

const modules = globSync(["workers/*/src/domain/**/*.ts", "shared/core/**/*.ts"], { cwd: root }).sort();
const tests = modules.filter((path) => path.endsWith(".test.ts"));
const rules = modules.filter((path) => !path.endsWith(".test.ts"));

const START_WITHIN_MS = 180_000;
const DENO = ["--no-lock", "--no-check", "--allow-read", "--allow-env", "--node-modules-dir=none"];
const MAPPED = [...DENO, "--config", "scripts/portable/deno.json"];

const fetched = (runtime: Runtime, ...args: readonly string[]): string[] => [
  ...["exec", "--yes", `--package=${RUNTIMES[runtime]}`, "--", runtime],
  ...args,
];

async function must(program: string, args: readonly string[]): Promise<string> {
  const { code, output } = await run(program, [...args], { cwd: root, env: { ...process.env, NO_COLOR: "1" } });
  if (code !== 0) throw new Halt(`${program} ${args.slice(0, 6).join(" ")} …\n${lastLines(output, 30)}`);
  return output;
}

const numberIn = (output: string, pattern: RegExp): number => Number(pattern.exec(output)?.[1] ?? Number.NaN);

/** How many cases pass on Node, by vitest's own report. */
async function casesOnNode(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "courtyard-portable-"));
  const report = join(folder, "report.json");
  await must(process.execPath, [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=json",
    `--outputFile=${report}`,
    ...tests,
  ]);
  const { numPassedTests } = JSON.parse(readFileSync(report, "utf8")) as { numPassedTests: number };
  rmSync(folder, { recursive: true });
  return numPassedTests;
}

const CASES: Readonly<Record<Runtime, () => Promise<number>>> = {
  bun: async () => numberIn(await must("npm", fetched("bun", "test", ...tests)), /^\s*(\d+) pass$/m),
  deno: async () => numberIn(await must("npm", fetched("deno", "test", ...MAPPED, ...tests)), /\| (\d+) passed/),
};

const LOADED: Readonly<Record<Runtime, () => Promise<number>>> = {
  bun: async () => numberIn(await must("npm", fetched("bun", "scripts/portable/load.ts", ...rules)), /(\d+) modules/),
  deno: async () =>
    numberIn(
      await must("npm", fetched("deno", "run", ...MAPPED, "scripts/portable/load.ts", ...rules)),
      /(\d+) modules/,
    ),
};

/** Starts the system as a person would, in a copy of the repository, until it says where it runs. */
async function starts(runtime: Runtime): Promise<boolean> {
  const copy = copyTree(root, { packages: "copied" });
  const args = fetched(runtime, runtime === "bun" ? "run" : "task", "start");
  const env = { ...process.env, PORT: String(await freePort()) };
  const child = spawn("npm", args, { cwd: copy, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const group = child.pid;
  let said = "";
  const ended = new Promise<void>((done) => child.once("close", () => done()));
  const ready = new Promise<boolean>((done) => {
    const hear = (text: Buffer) => {
      said += text.toString();
      if (/Courtyard runs at/.test(said)) done(true);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    setTimeout(() => done(false), START_WITHIN_MS).unref();
    void ended.then(() => done(false));
  });
  const isUp = await ready;
  if (group && child.exitCode === null) process.kill(-group, "SIGINT");
  await ended;
  // On a busy machine what was stopped is still closing its files.
  rmSync(copy, { recursive: true, force: true, maxRetries: 50, retryDelay: 200 });
  if (!isUp) console.log(lastLines(said, 20));
  return isUp;
}

const jsonOf = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));

/** What Deno fetches by itself must be what Node has installed. */
function refuseOtherVersions(): void {
  const { imports } = jsonOf("scripts/portable/deno.json") as { imports: Record<string, string> };
  const fetchedByDeno = Object.entries(imports).filter(([, from]) => from.startsWith("npm:"));
  const other = fetchedByDeno.filter(([name, from]) => {
    const installed = name === "@vitest/expect" ? "vitest" : name;
    return from !== `npm:${name}@${jsonOf(`node_modules/${installed}/package.json`).version}`;
  });
  if (other.length > 0)
    throw new Halt(`scripts/portable/deno.json is behind: ${other.map(([name]) => name).join(", ")}`);
}

await main(async () => {
  refuseOtherVersions();
  const wanted = { loaded: rules.length, cases: await casesOnNode() };
  console.log(`node: ${wanted.loaded} modules, ${wanted.cases} cases`);
  let failed = 0;
  for (const runtime of Object.keys(RUNTIMES) as Runtime[]) {
    const loaded = await LOADED[runtime]();
    const cases = await CASES[runtime]();
    const isUp = await starts(runtime);
    if (loaded !== wanted.loaded || cases !== wanted.cases || !isUp) failed += 1;
    console.log(
      `${RUNTIMES[runtime]}: ${loaded} modules, ${cases} cases, ${isUp ? "starts the system" : "DOES NOT START"}`,
    );
  }
  for (const [what, reason] of Object.entries(NOT_PORTABLE)) console.log(`not run: ${what}: ${reason}`);
  return failed;
});

import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { copyAssets } from "./assets.mjs";
import { writeAddress, writeDevVars } from "./dev-vars.mjs";
import { ensureInstalled, pinnedNode, refuseOldNode } from "./install.mjs";
import { Halt, lastLines, main, run } from "./processes.mjs";
import { forgetRunning, noteRunning, whoRuns } from "./running.mjs";
import { listWorkers, migrate, portTaken, startSystem } from "./system.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../..");
const stateDir = join(root, ".state");
const startedAt = Date.now();

/** @param {string} text */
function say(text) {
  console.log(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${text}`);
}

/** @param {string} name @param {number} usual @param {number} most */
function setting(name, usual, most) {
  const value = process.env[name] ?? String(usual);
  if (/^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= most) return Number(value);
  throw new Halt(`${name} is ${JSON.stringify(value)}; it must be a whole number from 1 to ${most}.`);
}

/** @param {number} port */
async function refuseSecond(port) {
  const running = whoRuns(stateDir);
  if (running) throw new Halt(`Courtyard is already running at ${running.url} (process ${running.pid}).`);
  if (await portTaken(port)) {
    throw new Halt(
      `Port ${port} is in use by another program: end it, or choose another one, as in PORT=8788 npm start.`,
    );
  }
}

/** One minute of the clock: local Workers have no cron. @param {string} url */
async function tick(url) {
  try {
    const response = await fetch(`${url}/dev/tick`, { method: "POST", signal: AbortSignal.timeout(30_000) });
    if (!response.ok) say(`the clock's tick was answered with ${response.status}`);
  } catch {
    say("the clock's tick was not answered");
  }
}

/** @type {ReturnType<typeof startSystem> | undefined} */
let system;

async function goodbye() {
  console.log("\nStopping.");
  await system?.stop();
  console.log("Courtyard has stopped. Its state stays in .state (npm run reset begins anew).");
  process.exit(0);
}

await main(async () => {
  refuseOldNode();
  const port = setting("PORT", 8787, 65_535);
  const tickSeconds = setting("TICK_SECONDS", 60, 86_400);
  await refuseSecond(port);

  const url = `http://localhost:${port}`;
  noteRunning(stateDir, { pid: process.pid, url });
  process.once("exit", () => forgetRunning(stateDir));

  await ensureInstalled(root, (reason) => say(`installing packages (${reason}); this takes a minute`));
  copyAssets(root);
  const workers = listWorkers(root);
  for (const worker of workers) {
    writeDevVars(worker);
    writeAddress(worker, url);
  }
  say("migrating the databases");
  const migrated = await migrate({ root, stateDir });
  say(migrated.length === 0 ? "databases are up to date" : `migrated ${migrated.join(", ")}`);

  say(`starting ${workers.length} Workers: ${workers.map(({ name }) => name).join(", ")}`);
  rmSync(join(stateDir, "courtyard.log"), { force: true });
  system = startSystem({ root, stateDir, port });
  await system.ready;
  say(`ready at ${url}`);

  await tick(url);
  say("creating the demo building through the API");
  const seed = await run(pinnedNode(root), ["scripts/seed.ts", url], { cwd: root });
  if (seed.code !== 0) throw new Halt(`The demo building could not be created:\n${lastLines(seed.output, 20)}`);
  console.log(
    `\n${lastLines(seed.output, 30)}\n\nCtrl-C stops it, or kill ${process.pid}. The log is in .state/courtyard.log.`,
  );
  setInterval(() => tick(url), tickSeconds * 1000);

  await system.exited;
  throw new Halt(`The Workers stopped by themselves; their last words:\n${lastLines(system.log(), 20)}`);
}, goodbye);

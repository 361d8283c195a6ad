import { existsSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Halt, main } from "./processes.mjs";
import { whoRuns } from "./running.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../..");
const stateDir = join(root, ".state");

await main(async () => {
  const running = whoRuns(stateDir);
  if (running) throw new Halt(`Courtyard is running at ${running.url} (process ${running.pid}): stop it first.`);
  const had = existsSync(stateDir);
  const folders = readdirSync(join(root, "workers")).map((name) => join(root, "workers", name));
  for (const folder of [root, ...folders]) rmSync(join(folder, ".wrangler"), { recursive: true, force: true });
  rmSync(stateDir, { recursive: true, force: true });
  console.log(had ? "Removed .state: the next npm start begins anew." : "There was no state to remove.");
  return 0;
});

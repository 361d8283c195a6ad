import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { copyAssets } from "./assets.mjs";
import { Client } from "./client.ts";
import { systemVars } from "./dev-vars.mjs";
import { tellMainJob } from "./main-job.ts";
import { freePort, migrate, startSystem } from "./system.mjs";

/** Tells the main job on a system of its own, started from nothing and gone afterwards. */

const root = resolve(fileURLToPath(import.meta.url), "../..");
const stateDir = mkdtempSync(join(tmpdir(), "courtyard-demo-"));
const startedAt = Date.now();
const say = (text: string): void =>
  console.log(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${text}`);

copyAssets(root);
say("a system of its own, from nothing");
await migrate({ root, stateDir });
const system = startSystem({ root, stateDir, port: await freePort(), vars: systemVars() });
let told = 0;
let failure: unknown;
try {
  await system.ready;
  await tellMainJob({
    client: () => new Client(system.url),
    tell: (claim) => {
      told += 1;
      say(`✓ ${claim}`);
    },
    mark: randomBytes(4).toString("hex"),
    firstAdmin: "admin@courtyard.example",
    tick: () => fetch(`${system.url}/dev/tick`, { method: "POST" }),
  });
} catch (error) {
  failure = error;
} finally {
  await system.stop();
  rmSync(stateDir, { recursive: true, force: true });
}
if (failure) {
  say(`✗ ${failure instanceof Error ? failure.message : String(failure)}`);
  process.exitCode = 1;
} else {
  say(`${told} claims, all true`);
}

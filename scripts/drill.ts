import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { copyAssets } from "./assets.mjs";
import { drillOthers } from "./drill/others.ts";
import { drillRestore } from "./drill/restore.ts";
import { main } from "./processes.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../..");
const stateDir = mkdtempSync(join(tmpdir(), "courtyard-drill-"));
process.once("exit", () => rmSync(stateDir, { recursive: true, force: true }));

await main(async () => {
  copyAssets(root);
  const startedAt = Date.now();
  const tell = (claim: string) =>
    console.log(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${claim}`);
  await drillRestore({ root, stateDir: join(stateDir, "bookings"), tell });
  await drillOthers({ root, stateDir: join(stateDir, "others"), tell });
  console.log(
    "\nThe copy was enough, with what is marked as to do. docs/operations.md has the same steps for an account.",
  );
  return 0;
});

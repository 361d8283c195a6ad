import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createTestHarness } from "wrangler";
import { Client } from "../../scripts/client.ts";
import { testVars } from "../../scripts/dev-vars.mjs";
import { listWorkers } from "../../scripts/system.mjs";

export const ROOT = resolve(fileURLToPath(import.meta.url), "../../..");

/** Every Worker together, as it is deployed, on databases of its own: one for each test file. `vars` go over the usual ones. */
export async function openWorld(vars: Readonly<Record<string, string>> = {}) {
  const workers = listWorkers(ROOT);
  // Other test files have Workers of these names at the same time, and none may find those of another.
  const registry = mkdtempSync(join(tmpdir(), "courtyard-registry-"));
  process.env.WRANGLER_REGISTRY_PATH = registry;
  const server = createTestHarness({
    root: ROOT,
    workers: workers.map((worker) => ({ configPath: worker.config, vars: { ...testVars(worker), ...vars } })),
  });
  await server.listen();
  for (const { name } of workers) if (name !== "gateway") await server.getWorker(name).applyD1Migrations("DB");

  let visitors = 0;
  return {
    server,
    workers: workers.map(({ name }) => name),
    /** One tick of every worker's clock. */
    tick: () => server.fetch("/dev/tick", { method: "POST" }),
    /** A new person's app, from a network address of its own. */
    client: () => {
      visitors += 1;
      const address = `198.51.${Math.floor(visitors / 250)}.${(visitors % 250) + 1}`;
      return new Client("http://localhost", {
        address,
        fetch: (url, init) => server.fetch(url, init as never) as unknown as Promise<Response>,
      });
    },
    close: async () => {
      await server.close();
      rmSync(registry, { recursive: true, force: true });
    },
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { unstable_readConfig } from "wrangler";
import { copyAssets } from "./scripts/assets.mjs";
import { testVars } from "./scripts/dev-vars.mjs";
import { listWorkers, type Worker } from "./scripts/system.mjs";

const JOURNEY_TIMEOUT_MS = 120_000;
const root = fileURLToPath(new URL(".", import.meta.url));

process.env.WRANGLER_SEND_METRICS = "false";
process.env.CLOUDFLARE_CF_FETCH_ENABLED = "false";
copyAssets(root);

/** Stands in for the Workers that one Worker is bound to: there to be called, and out of order. */
function outOfOrder(worker: Worker) {
  const bound: { service: string; entrypoint?: string }[] =
    unstable_readConfig({ config: worker.config }).services ?? [];
  const others = new Set(bound.map(({ service }) => service).filter((name) => name !== worker.name));
  return [...others].map((name) => {
    const entrypoints = new Set(bound.flatMap((one) => (one.service === name && one.entrypoint ? one.entrypoint : [])));
    const doors = [...entrypoints].map((entrypoint) => `export class ${entrypoint} extends OutOfOrder {}`);
    return {
      name,
      modules: true,
      compatibilityDate: "2026-04-21",
      script: `
        import { WorkerEntrypoint } from "cloudflare:workers";
        class OutOfOrder extends WorkerEntrypoint {
          fetch() { return new Response("${name} is not part of this test", { status: 503 }); }
        }
        ${doors.join("\n")}
        export default OutOfOrder;`,
    };
  });
}

function workerProject(worker: Worker): TestProjectInlineConfiguration {
  const hasDatabase = existsSync(worker.migrations);
  return {
    plugins: [
      cloudflareTest(async () => ({
        wrangler: { configPath: worker.config },
        remoteBindings: false,
        miniflare: {
          bindings: {
            ...testVars(worker),
            ...(hasDatabase ? { TEST_MIGRATIONS: await readD1Migrations(worker.migrations) } : {}),
          },
          workers: outOfOrder(worker),
        },
      })),
    ],
    test: {
      name: `workers:${worker.name}`,
      include: [`workers/${worker.name}/src/**/*.test.ts`],
      exclude: ["**/domain/**"],
      setupFiles: hasDatabase ? ["tests/setup/apply-migrations.ts", "tests/setup/query-plans.ts"] : [],
    },
  };
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    silent: "passed-only",
    projects: [
      {
        test: {
          name: "rules",
          include: [
            "shared/**/*.test.ts",
            "workers/*/src/domain/**/*.test.ts",
            "tests/*.test.ts",
            "bench/**/*.test.ts",
          ],
        },
      },
      ...listWorkers(root).map(workerProject),
      {
        test: {
          name: "journeys",
          include: ["tests/journeys/**/*.test.ts"],
          sequence: { groupOrder: 1 },
          testTimeout: JOURNEY_TIMEOUT_MS,
          hookTimeout: JOURNEY_TIMEOUT_MS,
        },
      },
    ],
  },
});

import { createRequire } from "node:module";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";
import { testVars } from "../../scripts/dev-vars.mjs";
import { migrate } from "../../scripts/system.mjs";
import type { Built } from "./build.ts";
import { demandListener, onServerCore, ownRuntimes } from "./cores.ts";
import type { Target } from "./load.ts";

/** So many calls no bench makes. */
const NO_LIMIT = 1_000_000_000;
const HOST = "127.0.0.1";

export const workerdPath = (): string => (createRequire(import.meta.url)("workerd") as { default: string }).default;

export interface Runtime {
  readonly gateway: Target;
  readonly bare: Target;
  readonly database: (worker: string) => Promise<D1>;
  readonly close: () => Promise<void>;
}

type D1 = Awaited<ReturnType<Miniflare["getD1Database"]>>;

/** All Workers in one workerd, each reachable at a socket of workerd's own. */
export async function startRuntime(root: string, scratch: string, built: readonly Built[]): Promise<Runtime> {
  const stateDir = join(scratch, "state");
  await migrate({ root, stateDir });
  process.env.MINIFLARE_WORKERD_PATH = onServerCore(workerdPath(), scratch);
  const before = ownRuntimes();
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      workers: built.map(optionsOf),
      cf: false,
      logRequests: false,
      handleStructuredLogs: () => {},
      resourcePersistencePath: join(stateDir, "v3"),
      resourceTmpPath: join(scratch, "tmp"),
    }),
  );
  await miniflare.ready;
  const server = ownRuntimes().find((pid) => !before.includes(pid));
  if (server === undefined) throw new Error("workerd did not start");
  const target = async (name: string): Promise<Target> => ({
    port: Number((await miniflare.unsafeGetDirectURL(name)).port),
    server,
  });
  const [gateway, bare] = [await target("gateway"), await target("bare")];
  for (const { port } of [gateway, bare]) demandListener(port, server);
  return {
    gateway,
    bare,
    database: (worker) => miniflare.getD1Database("DB", worker),
    close: () => miniflare.dispose(),
  };
}

function optionsOf({ name, config, folder, module }: Built) {
  const {
    modulesRules: _,
    assets: __,
    ratelimits,
    serviceBindings,
    ...options
  } = unstable_getMiniflareWorkerOptions(config).workerOptions;
  const limiters = Object.entries(ratelimits ?? {}).map(([binding, { simple }]) => [
    binding,
    { name: "rate-limit", entrypoint: "Limiter", props: { limit: NO_LIMIT, period: simple.period } },
  ]);
  return {
    ...options,
    name,
    modules: true,
    modulesRoot: folder,
    scriptPath: join(folder, module),
    stripCfConnectingIp: false,
    bindings: testVars({ name, folder: join(config, "..") }),
    serviceBindings: { ...(serviceBindings as object), ...Object.fromEntries(limiters) },
    unsafeDirectSockets: name === "gateway" || name === "bare" ? [{ host: HOST, port: 0 }] : [],
  };
}

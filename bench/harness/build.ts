import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { copyAssets } from "../../scripts/assets.mjs";
import { pinnedNode } from "../../scripts/install.mjs";
import { run } from "../../scripts/processes.mjs";
import { listWorkers } from "../../scripts/system.mjs";

export interface Built {
  readonly name: string;
  readonly config: string;
  /** The folder of the bundle, and its main module in there. */
  readonly folder: string;
  readonly module: string;
  /** Minified and compressed, in bytes. */
  readonly gzip: number;
  /** What it is made of, the heaviest first, by its share of the minified bytes. */
  readonly parts: readonly { readonly name: string; readonly share: number }[];
}

const QUIET = {
  CI: "1",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_WRITE_LOGS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
};
const OF_THE_BENCH = ["bare", "rate-limit", "empty"];

/** Bundles every Worker as it is deployed, and those of the bench. */
export async function buildAll(root: string, into: string): Promise<{ ours: Built[]; bench: Built[] }> {
  copyAssets(root);
  const build = async (name: string, config: string, module: string): Promise<Built> => {
    const folder = join(into, name);
    const wrangler = join(root, "node_modules/wrangler/bin/wrangler.js");
    const args = [wrangler, "deploy", "--dry-run", "--minify", "--metafile", "--outdir", folder, "-c", config];
    const { code, output } = await run(pinnedNode(root), args, { cwd: root, env: { ...process.env, ...QUIET } });
    if (code !== 0) throw new Error(`${name} does not build:\n${output}`);
    const gzip = gzipSync(readFileSync(join(folder, module)), { level: 9 }).length;
    return { name, config, folder, module, gzip, parts: partsOf(join(folder, "bundle-meta.json")) };
  };
  const ours: Built[] = [];
  const bench: Built[] = [];
  for (const { name, config } of listWorkers(root)) ours.push(await build(name, config, "index.js"));
  for (const name of OF_THE_BENCH)
    bench.push(await build(name, join(root, "bench/workers", name, "wrangler.toml"), `${name}.js`));
  return { ours, bench };
}

interface Metafile {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, { bytesInOutput: number }>> }>>;
}

function partsOf(metafile: string): Built["parts"] {
  const { outputs } = JSON.parse(readFileSync(metafile, "utf8")) as Metafile;
  const bytes = new Map<string, number>();
  for (const { inputs } of Object.values(outputs))
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? "our own code";
      bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
    }
  const total = [...bytes.values()].reduce((sum, one) => sum + one, 0);
  return [...bytes].sort(([, a], [, b]) => b - a).map(([name, one]) => ({ name, share: one / total }));
}

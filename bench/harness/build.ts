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
  /** The files of which something is in it. */
  readonly files: readonly string[];
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
  const ours: Built[] = [];
  const bench: Built[] = [];
  for (const { name, config } of listWorkers(root)) ours.push(await build(root, { name, config, into }));
  for (const name of OF_THE_BENCH) {
    const config = join(root, "bench/workers", name, "wrangler.toml");
    bench.push(await build(root, { name, config, into, module: `${name}.js` }));
  }
  return { ours, bench };
}

interface Wanted extends Pick<Built, "name" | "config"> {
  readonly into: string;
  readonly module?: string;
}

/** Bundles one Worker into a folder of its name. */
export async function build(root: string, { name, config, into, module = "index.js" }: Wanted): Promise<Built> {
  const folder = join(into, name);
  const wrangler = join(root, "node_modules/wrangler/bin/wrangler.js");
  const args = [wrangler, "deploy", "--dry-run", "--minify", "--metafile", "--outdir", folder, "-c", config];
  const { code, output } = await run(pinnedNode(root), args, { cwd: root, env: { ...process.env, ...QUIET } });
  if (code !== 0) throw new Error(`${name} does not build:\n${output}`);
  const gzip = gzipSync(readFileSync(join(folder, module)), { level: 9 }).length;
  const inputs = inputsOf(join(folder, "bundle-meta.json"));
  return { name, config, folder, module, gzip, parts: partsOf(inputs), files: inputs.map(([path]) => path) };
}

interface Metafile {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, { bytesInOutput: number }>> }>>;
}

type Inputs = readonly (readonly [path: string, bytes: number])[];

function inputsOf(metafile: string): Inputs {
  const { outputs } = JSON.parse(readFileSync(metafile, "utf8")) as Metafile;
  return Object.values(outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .map(([path, { bytesInOutput }]) => [path, bytesInOutput] as const)
    .filter(([, bytes]) => bytes > 0);
}

function partsOf(inputs: Inputs): Built["parts"] {
  const bytes = new Map<string, number>();
  for (const [path, more] of inputs) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? "our own code";
    bytes.set(name, (bytes.get(name) ?? 0) + more);
  }
  const total = [...bytes.values()].reduce((sum, one) => sum + one, 0);
  return [...bytes].sort(([, a], [, b]) => b - a).map(([name, one]) => ({ name, share: one / total }));
}

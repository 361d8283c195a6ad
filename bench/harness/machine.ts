import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { platform, release } from "node:os";
import { join } from "node:path";
import { CORES } from "./cores.ts";
import { median } from "./statistics.ts";

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly system: string;
  readonly runtimes: readonly string[];
  readonly disk: string;
  readonly pinning: string;
}

const manifestOf = (name: string) => new URL(`../../node_modules/${name}/package.json`, import.meta.url);
const versionOf = (name: string): string => {
  const { version } = JSON.parse(readFileSync(manifestOf(name), "utf8")) as { version: string };
  return `${name} ${version}`;
};

const SYNCS = 50;

/** How long the disk under a folder takes to keep 4 kB for good, in milliseconds. */
function syncTime(folder: string): number {
  const file = openSync(join(folder, "sync"), "w");
  const times = Array.from({ length: SYNCS }, () => {
    const startedAt = performance.now();
    writeSync(file, Buffer.alloc(4096));
    fsyncSync(file);
    return performance.now() - startedAt;
  });
  closeSync(file);
  return median(times);
}

export const machineOf = (pinning: string, folder: string): Machine => ({
  cpu: CORES[0]?.model.trim() ?? "unknown processor",
  cores: CORES.length,
  system: `${platform()} ${release().replace(/-.*$/, "")}`,
  runtimes: [`node ${process.versions.node}`, ...["workerd", "miniflare", "hono"].map(versionOf)],
  disk: `a disk that keeps 4 kB for good in ${syncTime(folder).toFixed(1)} ms`,
  pinning,
});

import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { unstable_readConfig } from "wrangler";
import { freePort } from "../../scripts/system.mjs";
import type { Built } from "../harness/build.ts";
import { Connection, requestOf } from "../harness/connection.ts";
import { onServerCore } from "../harness/cores.ts";
import { interleave } from "../harness/interleave.ts";
import { workerdPath } from "../harness/runtime.ts";
import type { Line, Row } from "../row.ts";

const KB = 1_000;
const GATEWAY_MOST = 300;
const OTHERS_MOST = 200;
const PARTS_TOLD = 6;
const WITHIN_MS = 10_000;

export const bundles: Row = {
  name: "bundles",
  about:
    "What each Worker weighs, minified and compressed, and how long a bare workerd takes with it from its start to its first answer, against an empty Worker: what a new isolate pays before it does anything.",
  cause:
    "39 kB of each Worker are zod's own error texts in some fifty languages (a third of the minified bytes): `@hono/zod-openapi` hands on the namespace `z` whole, so no bundler can leave them out, and our problem documents never print them. Bundled with English alone, notifications is 39 kB lighter and residency as well, and both are under the goal; another 14 kB are the names that `keep_names` keeps for functions.",
  async run({ built, scratch, repetitions }) {
    const [empty] = built.bench.filter(({ name }) => name === "empty");
    if (!empty) throw new Error("the empty Worker was not built");
    const lines: Line[] = [];
    for (const one of built.ours) {
      lines.push({
        what: `${one.name}, gzip`,
        unit: "kB",
        ours: [one.gzip / KB],
        goal: { most: one.name === "gateway" ? GATEWAY_MOST : OTHERS_MOST },
        limit: `what it is made of: ${heaviest(one)}.`,
      });
    }
    for (const one of built.ours) {
      const { ours, yardstick } = await interleave(repetitions, {
        ours: () => startUp(one, scratch),
        yardstick: () => startUp(empty, scratch),
      });
      lines.push({
        what: `${one.name}, start to first answer`,
        unit: "ms",
        ours,
        yardstick: { what: "empty Worker", values: yardstick },
        limit: "the server: the start of workerd, and reading and running the bundle's modules.",
      });
    }
    return lines;
  },
};

const heaviest = ({ parts }: Built): string =>
  parts
    .slice(0, PARTS_TOLD)
    .map(({ name, share }) => `${name} ${Math.round(share * 100)} %`)
    .join(", ");

/** From the start of the process to its first answer, in milliseconds. */
async function startUp({ config, folder, module }: Built, scratch: string): Promise<number> {
  const port = await freePort();
  const { compatibility_date, compatibility_flags = [] } = unstable_readConfig({ config });
  const flags = compatibility_flags.map((flag: string) => JSON.stringify(flag)).join(", ");
  const file = join(folder, "start.capnp");
  writeFileSync(
    file,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "${module}", esModule = embed "${module}")],
    compatibilityDate = "${compatibility_date}", compatibilityFlags = [${flags}]))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")]);
`,
  );
  const startedAt = performance.now();
  const child = spawn(onServerCore(workerdPath(), scratch), ["serve", file], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  try {
    while (performance.now() < startedAt + WITHIN_MS) {
      const connection = await Connection.open(port).catch(() => undefined);
      if (!connection) continue;
      await connection.ask(requestOf({ path: "/" }));
      connection.close();
      return performance.now() - startedAt;
    }
    throw new Error(`${folder} does not answer`);
  } finally {
    child.kill("SIGKILL");
    await ended;
  }
}

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
/** What a Worker may weigh, minified and compressed, in kB. */
export const mostOf = (worker: string): number => (worker === "gateway" ? 300 : 200);
const PARTS_TOLD = 6;
const WITHIN_MS = 10_000;

export const bundles: Row = {
  name: "bundles",
  about:
    "What each Worker weighs, minified and compressed, and how long a bare workerd takes with it from its start to its first answer, against an empty Worker: what a new isolate pays before it does anything.",
  cause:
    "Of zod, each Worker has what its contracts use, and its own texts in English (`shared/contracts/zod.ts`); `tests/bundles.test.ts` holds both. The heaviest part of bookings is rrule-temporal, 50 kB with a copy of the Temporal polyfill in its one file, of which no bundler can leave anything out; `docs/decisions/0012-contracts-without-their-weight.md` says what else was looked at.",
  async run({ built, scratch, repetitions }) {
    const [empty] = built.bench.filter(({ name }) => name === "empty");
    if (!empty) throw new Error("the empty Worker was not built");
    const lines: Line[] = [];
    for (const one of built.ours) {
      lines.push({
        what: `${one.name}, gzip`,
        unit: "kB",
        ours: [one.gzip / KB],
        goal: { most: mostOf(one.name) },
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

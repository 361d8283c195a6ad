import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { brokenPromises, type History } from "../../tests/survival/history.ts";
import { killUnderLoad } from "../../tests/survival/kill-under-load.ts";
import type { Bench } from "../harness/bench.ts";
import { Connection, requestOf } from "../harness/connection.ts";
import { ownRuntimes } from "../harness/cores.ts";
import { randomFrom } from "../harness/random.ts";
import { startRuntime } from "../harness/runtime.ts";
import type { Line, Row } from "../row.ts";

const KILLS = 50;
const QUICK_KILLS = 5;
const SEED = 20_261_126;
const SETTLING = 120_000;
const WRITERS = 6;
/** A runtime is killed at a random moment between these, in milliseconds after its load began. */
const SHORTEST_ROUND = 300;
const LONGEST_ROUND = 1_800;
const BACK_WITHIN_MS = 30_000;
/** How many broken promises are told in words. */
const SHOWN = 3;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export const kills: Row = {
  name: "kills",
  about:
    "Of what was acknowledged while the runtime is killed again and again, how many events their listener acted on, against a plain send to a queue: here it is the outbox that is measured, not speed.",
  async run(bench) {
    const count = bench.quick ? QUICK_KILLS : KILLS;
    const history = await killUnderLoad({
      root: bench.root,
      stateDir: mkdtempSync(join(bench.scratch, "survival-")),
      kills: count,
      random: randomFrom(SEED),
      settling: SETTLING,
    });
    const acknowledged = history.writes.filter(({ outcome }) => outcome === "acknowledged");
    const told = new Set(history.inbox.map(({ type, subject }) => `${type} ${subject}`));
    const acted = acknowledged.filter(({ operation, bookingId }) =>
      told.has(`${operation === "book" ? "booking.created" : "booking.cancelled"} ${bookingId}`),
    );
    const plain = await sendUnderKills(bench, count);
    return [
      {
        what: `acknowledged events never acted on, ${count} kills`,
        unit: `of ${acknowledged.length}`,
        ours: [acknowledged.length - acted.length],
        goal: { exactly: 0 },
        limit: "nothing was timed.",
      },
      {
        what: `the same of a plain send, ${count} kills`,
        unit: `of ${plain.acknowledged}`,
        ours: [plain.acknowledged - plain.acted],
        limit:
          "nothing was timed. The local queue is in memory and dies with its process; the platform's is not, so this shows what the outbox is for, not how often a send is lost in production.",
      },
      promisesLine(history, count),
    ];
  },
};

/** What of the whole history is not as it was promised, with the first of it in words. */
export function promisesLine(history: History, count: number): Line {
  const faults = brokenPromises(history);
  const refused = history.writes.filter(({ outcome }) => outcome === "refused").length;
  const words = ["nothing was timed", `${refused} of the calls were refused`, ...faults.slice(0, SHOWN)];
  return {
    what: `broken promises in the whole history, ${count} kills`,
    unit: `in ${history.writes.length} calls`,
    ours: [faults.length],
    goal: { exactly: 0 },
    limit: `${words.join("; ")}.`,
  };
}

/** Sends without a pause while workerd is killed under it, then counts what the listener wrote down. */
async function sendUnderKills({ root, scratch, built }: Bench, count: number) {
  const runtime = await startRuntime(root, mkdtempSync(join(scratch, "plain-")), [...built.ours, ...built.bench]);
  try {
    const database = await runtime.database("bare");
    await database.exec("CREATE TABLE IF NOT EXISTS plain_heard (id TEXT PRIMARY KEY, at INTEGER NOT NULL)");
    const random = randomFrom(SEED);
    const sent = new Set<string>();
    const others = ownRuntimes().filter((pid) => pid !== runtime.bare.server);
    let server = runtime.bare.server;
    for (let kill = 0; kill < count; kill += 1) {
      const writers = Array.from({ length: WRITERS }, () => sendUntilItDies(runtime.bare.port, sent));
      await pause(SHORTEST_ROUND + random() * (LONGEST_ROUND - SHORTEST_ROUND));
      process.kill(server, "SIGKILL");
      await Promise.all(writers);
      server = await restarted([...others, server]);
      await answering(runtime.bare.port);
    }
    await pause(LONGEST_ROUND * 3);
    // What was got before a restart is good for nothing after it.
    const again = await runtime.database("bare");
    const heard = await again.prepare("SELECT id FROM plain_heard").all<{ id: string }>();
    return { acknowledged: sent.size, acted: heard.results.filter(({ id }) => sent.has(id)).length };
  } finally {
    await runtime.close();
  }
}

async function sendUntilItDies(port: number, sent: Set<string>): Promise<void> {
  try {
    const connection = await Connection.open(port);
    for (;;) {
      const id = randomUUID();
      const { status } = await connection.ask(requestOf({ method: "POST", path: `/send/${id}` }));
      if (status === 201) sent.add(id);
    }
  } catch {
    // Killed: whatever was under way was not acknowledged.
  }
}

/** The process that Miniflare starts in place of one that died. */
async function restarted(before: readonly number[]): Promise<number> {
  for (const until = Date.now() + BACK_WITHIN_MS; Date.now() < until; await pause(20)) {
    const now = ownRuntimes().find((pid) => !before.includes(pid));
    if (now !== undefined) return now;
  }
  throw new Error("workerd did not come back");
}

async function answering(port: number): Promise<void> {
  for (const until = Date.now() + BACK_WITHIN_MS; Date.now() < until; await pause(20)) {
    const connection = await Connection.open(port).catch(() => undefined);
    if (!connection) continue;
    const reply = await connection.ask(requestOf({ path: "/hello" })).catch(() => undefined);
    connection.close();
    if (reply) return;
  }
  throw new Error("nothing answers");
}

import type { Client } from "../../scripts/client.ts";
import type { Built } from "./build.ts";
import { type Runtime, startRuntime } from "./runtime.ts";
import { settle, type Town } from "./town.ts";

/** The homes of the bench's building: as many residents as any row wants at once. */
const HOMES = 200;
/** How long the Workers must have had nothing to hear before the next row begins, in milliseconds. */
const QUIET = 2_500;

/** What a row measures with. */
export interface Bench {
  readonly root: string;
  readonly scratch: string;
  readonly quick: boolean;
  readonly repetitions: number;
  readonly built: { readonly ours: readonly Built[]; readonly bench: readonly Built[] };
  readonly runtime: Runtime;
  readonly town: Town;
  /** A token that is good for some minutes more. */
  readonly tokenOf: (client: Client) => Promise<string>;
  /** Waits until all that was said has been heard. */
  readonly quiet: () => Promise<void>;
}

export async function openBench(
  options: Pick<Bench, "root" | "scratch" | "quick" | "repetitions" | "built">,
): Promise<Bench> {
  const { root, scratch, built } = options;
  const runtime = await startRuntime(root, scratch, [...built.ours, ...built.bench]);
  const url = `http://127.0.0.1:${runtime.gateway.port}`;
  await fetch(`${url}/dev/tick`, { method: "POST" });
  const listener = await runtime.database("notifications");
  const bare = await runtime.database("bare");
  await bare.exec("CREATE TABLE IF NOT EXISTS plain_heard (id TEXT PRIMARY KEY, at INTEGER NOT NULL)");
  const town = await settle(url, HOMES);
  return {
    ...options,
    runtime,
    town,
    tokenOf: async (client) => {
      await client.refresh();
      return client.accessToken ?? "";
    },
    quiet: async () => {
      for (let before = -1, now = 0; before !== now; ) {
        before = now;
        await new Promise((resolve) => setTimeout(resolve, QUIET));
        now = (await listener.prepare("SELECT count(*) AS heard FROM heard").first<{ heard: number }>())?.heard ?? 0;
      }
    },
  };
}

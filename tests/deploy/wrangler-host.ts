import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Said, Wrangler } from "../../scripts/deploy/wrangler.ts";
import { pinnedNode } from "../../scripts/install.mjs";
import { ROOT } from "./places.ts";

const PROGRAM = fileURLToPath(new URL("wrangler-host.mjs", import.meta.url));

/** wrangler's own program, kept running: its commands one after the other, in the environment it is given. */
export class WranglerHost {
  /** Everything it printed. */
  readonly printed: string[] = [];
  readonly #home = mkdtempSync(join(tmpdir(), "courtyard-wrangler-"));
  readonly #child: ChildProcess;

  constructor(env: Readonly<Record<string, string>>) {
    const quiet = {
      CI: "1",
      WRANGLER_SEND_METRICS: "false",
      WRANGLER_WRITE_LOGS: "false",
      WRANGLER_HIDE_BANNER: "true",
    };
    this.#child = fork(PROGRAM, {
      cwd: this.#home,
      execPath: pinnedNode(ROOT),
      execArgv: [],
      env: { ...process.env, ...quiet, ...env, NO_COLOR: "1" },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
  }

  readonly run: Wrangler = async (...args) => {
    const said = await new Promise<Said>((resolve, reject) => {
      this.#child.once("message", (message) => resolve(message as Said));
      this.#child.once("exit", (code) => reject(new Error(`wrangler ${args.join(" ")} took its leave with ${code}`)));
      this.#child.send(args);
    });
    this.#child.removeAllListeners("exit");
    this.printed.push(said.output, said.errors);
    return said;
  };

  stop(): void {
    this.#child.kill();
    rmSync(this.#home, { recursive: true, force: true });
  }
}

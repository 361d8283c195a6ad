import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { LISTENERS } from "../../shared/events/catalogue.ts";
import { systemVars } from "../dev-vars.mjs";
import { freePort, migrate, startSystem } from "../system.mjs";
import { copyDatabase, fileOf, isAudited, loseDatabase, restoreDatabase, rewindAudit, unheardIn } from "./database.ts";
import { eventually } from "./house.ts";

const WINDOW_SECONDS = 2;
const HOUR = 3_600_000;
/** What a laptop keeps, databases and Durable Objects alike. */
const KEPT = "v3";

export interface Drill {
  readonly root: string;
  readonly stateDir: string;
  readonly tell: (claim: string) => void;
}

type Worker = "iam" | "residency" | "notifications" | "events";

/** A system that is started, killed and put back as often as a drill asks, always at one address. */
export class Laboratory {
  readonly url: string;
  readonly #drill: Drill;
  readonly #port: number;
  #system: ReturnType<typeof startSystem> | undefined;
  /** Its secrets are the same at each start. */
  readonly #vars = { ...systemVars(), AUDIT_WINDOW_SECONDS: String(WINDOW_SECONDS) };
  #copiedAt = 0;

  private constructor(drill: Drill, port: number) {
    this.#drill = drill;
    this.#port = port;
    this.url = `http://localhost:${port}`;
  }

  static async open(drill: Drill): Promise<Laboratory> {
    await migrate(drill);
    return new Laboratory(drill, await freePort());
  }

  async start(others: Readonly<Record<string, string>> = {}): Promise<void> {
    const { root, stateDir } = this.#drill;
    const vars = { ...this.#vars, ...others };
    this.#system = startSystem({ root, stateDir, port: this.#port, vars });
    await this.#system.ready;
  }

  async kill(): Promise<void> {
    await this.#system?.kill("SIGKILL");
    this.#system = undefined;
  }

  tick = () => fetch(`${this.url}/dev/tick`, { method: "POST" });

  /** Until everything that was said is heard by everybody, and the log asks nobody for any of it by itself. */
  async settled(): Promise<void> {
    await eventually("everything is heard and audited", async () => {
      await this.tick();
      const log = this.file("events");
      return LISTENERS.every((name) => isAudited(log, name) && unheardIn(log, this.file(name), name).length === 0);
    });
  }

  file = (worker: string): string => fileOf(this.#drill.root, this.#drill.stateDir, worker);

  /** A copy of each database, while everything runs. */
  copy(workers: readonly Worker[]): void {
    this.#copiedAt = Date.now();
    for (const worker of workers) copyDatabase(this.file(worker), this.#copyOf(worker));
  }

  /** Remembers how everything is now, with nothing running. */
  remember(): void {
    const { stateDir } = this.#drill;
    cpSync(join(stateDir, KEPT), join(stateDir, "remembered"), { recursive: true });
  }

  /** Everything as it was remembered, but for one database: that is lost, and its copy takes its place. */
  loseAndRestore(worker: Worker): void {
    const { stateDir } = this.#drill;
    rmSync(join(stateDir, KEPT), { recursive: true });
    cpSync(join(stateDir, "remembered"), join(stateDir, KEPT), { recursive: true });
    const file = this.file(worker);
    loseDatabase(file);
    restoreDatabase(this.#copyOf(worker), file);
  }

  setAuditBack = (listener: Worker): void => rewindAudit(this.file("events"), listener, this.#copiedAt - HOUR);

  /** The rows that a database answers; where it writes, nothing may run. */
  rows(worker: Worker, sql: string, values: Readonly<Record<string, string | number>> = {}): Record<string, unknown>[] {
    const database = new DatabaseSync(this.file(worker));
    try {
      return database.prepare(sql).all(values);
    } finally {
      database.close();
    }
  }

  #copyOf = (worker: Worker): string => join(this.#drill.stateDir, `copy-of-${worker}.sqlite`);
}

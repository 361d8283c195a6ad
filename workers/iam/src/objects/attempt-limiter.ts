import { DurableObject } from "cloudflare:workers";
import type { Instant } from "#shared/core/time";
import type { Env } from "../call.ts";
import { attempt, type Bucket } from "../domain/attempts.ts";

/** How long a row may outlive its use before the alarm removes it. */
const SWEEP_EVERY = 3_600_000;

/** `wait`: 0 where it may be tried now. `open`: the keys of those of `each` that may be. */
export interface Verdict {
  readonly wait: number;
  readonly open: readonly string[];
}

/**
 * The doorman of signing in: counts attempts for one shard of accounts and places. It keeps hashes and instants only, and
 * forgets both by its alarm.
 */
export class AttemptLimiter extends DurableObject<Env> {
  readonly #sql: SqlStorage;

  constructor(context: DurableObjectState, env: Env) {
    super(context, env);
    this.#sql = context.storage.sql;
    this.#sql.exec("CREATE TABLE IF NOT EXISTS counters (key TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID");
  }

  /** Counts one attempt against all of `buckets`, or, if one of them is empty, against none; then against each of `each` that is not. */
  async attempt(buckets: readonly Bucket[], each: readonly Bucket[], now: Instant): Promise<Verdict> {
    const due = buckets.filter(({ unless }) => unless === undefined || this.#until(unless) <= now);
    const outcomes = due.map((bucket) => ({ key: bucket.key, ...attempt(bucket, this.#until(bucket.key), now) }));
    const waits = outcomes.flatMap((outcome) => ("wait" in outcome ? [outcome.wait] : []));
    if (waits.length > 0) return { wait: Math.max(...waits), open: [] };
    for (const outcome of outcomes) if ("fullAt" in outcome) this.#keep(outcome.key, outcome.fullAt);
    const open = each.flatMap((bucket) => {
      const outcome = attempt(bucket, this.#until(bucket.key), now);
      if ("wait" in outcome) return [];
      this.#keep(bucket.key, outcome.fullAt);
      return [bucket.key];
    });
    await this.#wake(now);
    return { wait: 0, open };
  }

  /** The attempt was the right one: it does not count, and where it came from is trusted for a while. */
  async succeed(counter: string, trust: string, until: Instant, now: Instant): Promise<void> {
    this.#sql.exec("DELETE FROM counters WHERE key = ?", counter);
    this.#keep(trust, until);
    await this.#wake(now);
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    await this.ctx.storage.setAlarm(now + SWEEP_EVERY);
    this.#sql.exec("DELETE FROM counters WHERE until <= ?", now);
    const { first } = this.#sql.exec<{ first: string | null }>("SELECT min(key) AS first FROM counters").one();
    if (first === null) await this.ctx.storage.deleteAlarm();
  }

  #until(key: string): Instant {
    const [row] = this.#sql.exec<{ until: number }>("SELECT until FROM counters WHERE key = ?", key).toArray();
    return row?.until ?? 0;
  }

  #keep(key: string, until: Instant): void {
    this.#sql.exec(
      "INSERT INTO counters VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET until = excluded.until",
      key,
      until,
    );
  }

  async #wake(now: Instant): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(now + SWEEP_EVERY);
  }
}

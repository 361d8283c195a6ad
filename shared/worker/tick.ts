import type { WorkerName } from "../core/workers.ts";
import type { BaseEnv, Calling } from "./call.ts";
import { forgetOld } from "./heard.ts";
import { log, logError } from "./log.ts";
import { sweepOutbox } from "./outbox.ts";
import { systemCall } from "./system-call.ts";

/** A cron tick, the same in every worker: sweep the outbox, forget what is old, then the worker's own chores, each on its own. */
export async function tick<E extends BaseEnv>(
  worker: WorkerName,
  env: E,
  context: Pick<ExecutionContext, "waitUntil">,
  chores: Readonly<Record<string, (call: Calling<E>) => Promise<unknown>>>,
): Promise<void> {
  const own: Readonly<Record<string, (call: Calling<E>) => Promise<unknown>>> = {
    "sweep outbox": (call) => sweepOutbox(call.env, call.now),
    "forget old rows": (call) => forgetOld(call.database.orm, call.now),
    ...chores,
  };
  for (const [name, chore] of Object.entries(own)) {
    try {
      await chore(systemCall(worker, name, env, context));
    } catch (error) {
      logError("chore.failed", error, { worker, chore: name });
    }
  }
  log("tick", { worker });
}

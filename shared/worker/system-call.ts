import type { WorkerName } from "../core/workers.ts";
import type { Envelope } from "../events/event.ts";
import type { BaseEnv, Calling } from "./call.ts";
import { openDatabase } from "./database.ts";
import { nextTraceparent, requestIdOf } from "./trace.ts";

/** A Call in which the worker itself acts: at a tick of its clock, an alarm, or because of an event. */
export function systemCall<E extends BaseEnv>(
  worker: WorkerName,
  operation: string,
  env: E,
  context: Pick<ExecutionContext, "waitUntil">,
  cause?: Envelope,
): Calling<E> {
  const now = Date.now();
  return {
    env,
    worker,
    actor: { kind: "system", worker },
    now,
    operation,
    requestId: requestIdOf(cause?.requestid, now),
    traceparent: nextTraceparent(cause?.traceparent),
    database: openDatabase(env.DB, "first-primary"),
    heard: cause && { eventId: cause.id, replay: cause.replay ?? "", actor: cause.actor },
    defer: (work) => context.waitUntil(work),
  };
}

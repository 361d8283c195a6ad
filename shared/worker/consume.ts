import * as v from "valibot";
import { actorName } from "../core/actor.ts";
import { AppError, type Kind } from "../core/errors.ts";
import type { Code } from "../core/problems.ts";
import type { WorkerName } from "../core/workers.ts";
import { Envelope, type EventType, schemaName } from "../events/event.ts";
import type { BaseEnv, Calling } from "./call.ts";
import { isHeard, Stale } from "./commit.ts";
import { AlreadyHeard } from "./load.ts";
import { log, logError } from "./log.ts";
import { systemCall } from "./system-call.ts";
import { heard } from "./tables.ts";

/** The longest wait between two tries, in seconds. */
const MAX_DELAY = 900;
/** How often one delivery runs its use case when others keep changing what it read. */
const TRIES = 3;
/** Refusals that are no verdict on the event: it is tried again. */
const PASSING: readonly Kind[] = ["unavailable", "internal", "rate"];

interface AnyConsumer<C> {
  readonly event: EventType;
  readonly act: (call: C, data: never, envelope: Envelope) => Promise<unknown>;
}

/** What became of one event: `later` is tried again by the queue. */
export type Outcome = "acted" | "repeated" | "refused" | "later";

/** A queue's batch, message by message: one that fails does not disturb its neighbours. */
export async function consumeBatch<E extends BaseEnv>(
  worker: WorkerName,
  consumers: Readonly<Record<string, AnyConsumer<Calling<E>>>>,
  batch: MessageBatch,
  env: E,
  context: ExecutionContext,
): Promise<void> {
  for (const message of batch.messages) {
    const outcome = await hear(worker, consumers, message.body, env, context).catch((error): Outcome => {
      logError("event.failed", error, { worker });
      return "later";
    });
    if (outcome === "later") message.retry({ delaySeconds: Math.min(MAX_DELAY, 2 ** Math.min(message.attempts, 10)) });
    else message.ack();
  }
}

/** Acts on one event, once: the `heard` row makes a second delivery a no-op. */
export async function hear<E extends BaseEnv>(
  worker: WorkerName,
  consumers: Readonly<Record<string, AnyConsumer<Calling<E>>>>,
  body: unknown,
  env: E,
  context: Pick<ExecutionContext, "waitUntil">,
): Promise<Outcome> {
  const parsed = v.safeParse(Envelope, body);
  if (!parsed.success) {
    log("event.unreadable", { worker });
    return "later";
  }
  const envelope = parsed.output;
  const consumer = Object.hasOwn(consumers, envelope.type) ? consumers[envelope.type] : undefined;
  const fields = { worker, eventId: envelope.id, type: envelope.type, requestId: envelope.requestid };
  // An unknown type or version is kept for later: a newer producer was deployed first.
  if (!consumer || schemaName({ type: consumer.event.type, version: consumer.event.version }) !== envelope.dataschema) {
    log("event.unknown", fields);
    return "later";
  }
  const data = v.safeParse(consumer.event.data, envelope.data);
  if (!data.success) {
    log("event.invalid", { ...fields, issue: v.getDotPath(data.issues[0]) ?? "" });
    return "later";
  }
  for (let left = TRIES; left > 0; left -= 1) {
    const call = systemCall(worker, envelope.type, env, context, envelope);
    try {
      await consumer.act(call, data.output as never, envelope);
      // A use case that found nothing to do has heard it too: the audit of the log asks for the row.
      if (!isHeard(call)) await keepHeard(call, null);
      return "acted";
    } catch (error) {
      if (error instanceof AlreadyHeard) return "repeated";
      if (error instanceof Stale) continue;
      if (error instanceof AppError && !PASSING.includes(error.kind)) return refuse(call, error, fields);
      logError("event.failed", error, fields);
      return "later";
    }
  }
  return "later";
}

/** A business rule said no: that is an answer, so it is written down with its reason and not tried again. */
async function refuse(call: Calling, error: AppError, fields: Record<string, string | undefined>): Promise<Outcome> {
  log("event.refused", { ...fields, code: error.code, actor: actorName(call.actor) });
  await keepHeard(call, error.code);
  return "refused";
}

async function keepHeard(call: Calling, refusal: Code | null): Promise<void> {
  const { eventId = "", replay = "" } = call.heard ?? {};
  await call.database.orm.insert(heard).values({ eventId, replay, at: call.now, refusal }).onConflictDoNothing();
}

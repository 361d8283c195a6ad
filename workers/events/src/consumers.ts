import { systemCall } from "#shared/worker/system-call";
import type { Env } from "./call.ts";
import { keepDeadLetters } from "./usecases/keep-dead-letters.ts";

/** How long what no secret opens waits before it comes again, in seconds. */
const RETRY_DELAY = 900;

/** The log hears the queues of dead letters and nothing else. What it cannot keep, the queue brings again. */
export async function keepBatch(batch: MessageBatch, env: Env, context: ExecutionContext): Promise<void> {
  const bodies = batch.messages.map(({ body }) => body);
  const locked = await keepDeadLetters(systemCall("events", `keep ${batch.queue}`, env, context), batch.queue, bodies);
  for (const message of batch.messages)
    if (locked.has(message.body)) message.retry({ delaySeconds: RETRY_DELAY });
    else message.ack();
}

import { systemCall } from "#shared/worker/system-call";
import type { Env } from "./call.ts";
import { keepDeadLetters } from "./usecases/keep-dead-letters.ts";

/** The log hears the queues of dead letters and nothing else. A batch is kept whole, or the queue brings it again. */
export async function keepBatch(batch: MessageBatch, env: Env, context: ExecutionContext): Promise<void> {
  const bodies = batch.messages.map(({ body }) => body);
  await keepDeadLetters(systemCall("events", `keep ${batch.queue}`, env, context), batch.queue, bodies);
  batch.ackAll();
}

import { systemCall } from "#shared/worker/system-call";
import type { Env } from "./call.ts";
import { keepDeadLetters } from "./usecases/keep-dead-letters.ts";

/** How long what no secret opens waits before it comes again, in seconds. */
const RETRY_DELAY = 900;

const ENDS = {
  kept: (message: Message) => message.ack(),
  later: (message: Message) => message.retry({ delaySeconds: RETRY_DELAY }),
} as const;

/** The log hears the queues of dead letters and nothing else. What it cannot keep, the queue brings again. */
export async function keepBatch(batch: MessageBatch, env: Env, context: ExecutionContext): Promise<void> {
  const bodies = batch.messages.map(({ body }) => body);
  const became = await keepDeadLetters(systemCall("events", `keep ${batch.queue}`, env, context), batch.queue, bodies);
  for (const [index, message] of batch.messages.entries()) ENDS[became[index] ?? "later"](message);
}

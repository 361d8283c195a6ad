import { createExecutionContext, createMessageBatch, getQueueResult, waitOnExecutionContext } from "cloudflare:test";
import { vi } from "vitest";
import type { Instant } from "../core/time.ts";
import type { Envelope } from "../events/event.ts";

/** Sets the clock; it stands until it is set again, or `vi.useRealTimers()`. */
export const at = (instant: Instant): void => void vi.setSystemTime(instant);

interface Listening<E> {
  readonly queue: (batch: MessageBatch, env: E, context: ExecutionContext) => Promise<void>;
}

/** `deliver(worker, "bookings", env)` brings events to a worker as its queue does, and says what is to be tried again. */
export const deliver =
  <E>(worker: Listening<E>, queue: string, env: E) =>
  async (...envelopes: readonly Envelope[]) => {
    const messages = envelopes.map((body, n) => ({ id: `${n}`, timestamp: Date.now(), attempts: 1, body }));
    const batch = createMessageBatch(queue, messages);
    const context = createExecutionContext();
    await worker.queue(batch, env, context);
    const result = await getQueueResult(batch, context);
    await waitOnExecutionContext(context);
    return result;
  };

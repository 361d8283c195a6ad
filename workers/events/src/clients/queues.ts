import type { Id } from "#shared/core/ids";
import type { Listener } from "#shared/events/catalogue";
import { logError } from "#shared/worker/log";
import type { Env } from "../call.ts";
import { parcelsOf } from "../domain/parcels.ts";

/** What one `sendBatch` takes (100 messages, 256 KB), less what the queue adds to each message. */
const BATCH_LIMITS = { count: 100, bytes: 230_000 };

const QUEUES = {
  residency: "RESIDENCY_QUEUE",
  bookings: "BOOKINGS_QUEUE",
  notifications: "NOTIFICATIONS_QUEUE",
} as const satisfies Readonly<Record<Listener, keyof Env>>;

/** Puts messages, each as JSON, into a listener's queue. False where it has not taken them all: they are sent again. */
export async function send(env: Env, listener: Listener, texts: readonly string[]): Promise<boolean> {
  try {
    for (const parcel of parcelsOf(texts, bytesOf, BATCH_LIMITS))
      await env[QUEUES[listener]].sendBatch(
        parcel.map((text) => ({ body: JSON.parse(text) as unknown, contentType: "json" })),
      );
    return true;
  } catch (error) {
    logError("queue.refused", error, { listener });
    return false;
  }
}

/** An envelope again, from how the log keeps it. */
export const envelopeText = (head: string, data: string): string => `${head.slice(0, -1)},"data":${data}}`;

/** The same for a listener that hears it again, which is known by the replay's id. */
export const replayedText = (head: string, data: string, replay: Id<"replay">): string =>
  envelopeText(`${head.slice(0, -1)},"replay":"${replay}"}`, data);

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

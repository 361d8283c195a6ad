import * as v from "valibot";
import type { DeadLetterReason } from "../core/vocabulary.ts";
import type { WorkerName } from "../core/workers.ts";
import { entryOf, type Listener } from "./catalogue.ts";
import { AuditRecorded, Envelope, schemaName, workerOf } from "./event.ts";

/** The most bytes of one envelope: a queue's 128 KB, less what the queue adds to a message. */
export const MESSAGE_LIMIT = 120_000;

export interface Accepted {
  readonly event: Envelope;
  /** The listeners whose queues must take it. */
  readonly to: readonly Listener[];
}

export interface Refused {
  readonly reason: Exclude<DeadLetterReason, "undelivered">;
  /** Where in the event it went wrong. */
  readonly at: string | null;
  /** The envelope, where at least that could be read. */
  readonly event: Envelope | undefined;
}

export type Verdict = Accepted | Refused;

/** What the log makes of an event that a worker says; nothing it is sent makes it throw. */
export function judge(body: unknown, caller: WorkerName): Verdict {
  const parsed = v.safeParse(Envelope, body);
  if (!parsed.success) return { reason: "unreadable", at: v.getDotPath(parsed.issues[0]), event: undefined };
  const event = parsed.output;
  const refused = (reason: Refused["reason"], at: string | null): Refused => ({ reason, at, event });
  if (bytesOf(event) > MESSAGE_LIMIT) return refused("too_large", null);
  const entry = entryOf(event.type);
  if (!entry || schemaName(entry.event) !== event.dataschema) return refused("unknown_type", "dataschema");
  if (workerOf(event.source) !== caller || (entry.from !== "*" && entry.from !== caller))
    return refused("wrong_source", "source");
  const data = v.safeParse(entry.event.data, event.data);
  if (!data.success) return refused("invalid_data", `data.${v.getDotPath(data.issues[0]) ?? ""}`);
  return { event, to: entry.to };
}

/** The envelope of a message that a listener could not act on; undefined for one that is none. */
export function envelopeIn(body: unknown): Envelope | undefined {
  const parsed = v.safeParse(Envelope, body);
  return parsed.success ? parsed.output : undefined;
}

/** What an audit record says, from how the log keeps it. */
export const recordIn = (data: string): v.InferOutput<typeof AuditRecorded.data> =>
  v.parse(AuditRecorded.data, JSON.parse(data));

const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

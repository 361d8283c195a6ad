import * as v from "valibot";
import type { Id } from "../core/ids.ts";
import { WORKERS, type WorkerName } from "../core/workers.ts";
import { id } from "./shapes.ts";

/** What an event is called, its schema version, and the shape of its data. */
export interface EventType<T extends string = string, S extends v.GenericSchema = v.GenericSchema> {
  readonly type: T;
  readonly version: number;
  readonly data: S;
}

/** Declares one version of an event. Adding a field is free; anything else is a new version beside the old. */
// @__NO_SIDE_EFFECTS__
export function defineEvent<const T extends string, S extends v.GenericSchema>(
  type: T,
  version: number,
  data: S,
): EventType<T, S> {
  return { type, version, data };
}

/** What a use case hands to `commit`: the envelope without what the plumbing adds. */
export interface Said<T extends string = string, D = unknown> {
  readonly type: T;
  /** The id of the aggregate it is about. */
  readonly subject: string;
  readonly building?: Id<"building"> | undefined;
  /** The aggregate's version after the change: it decides between a late event and a newer one. */
  readonly version: number;
  /**
   * Whose words or personal data stand in `data`; the log seals them with that person's key. Once the person is deleted,
   * the event is sent to nobody any more: no effect may hang on it.
   */
  readonly person?: Id<"user"> | undefined;
  readonly data: D;
}

/** The longest name of anything in an envelope. */
const NAME_LENGTH = 200;

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(NAME_LENGTH));
const optionalName = v.optional(name);

/** A CloudEvents 1.0 envelope in JSON, with our extensions. `dataschema` is `urn:courtyard:<type>:<version>`. */
export const Envelope = v.object({
  specversion: v.literal("1.0"),
  id: id("event"),
  source: v.pipe(name, v.startsWith("/")),
  type: name,
  time: v.pipe(v.string(), v.isoTimestamp()),
  subject: name,
  datacontenttype: v.literal("application/json"),
  dataschema: v.pipe(name, v.startsWith("urn:courtyard:")),
  data: v.unknown(),
  building: v.optional(id("building")),
  version: v.pipe(v.number(), v.integer()),
  actor: name,
  person: v.optional(id("user")),
  traceparent: optionalName,
  requestid: optionalName,
  /** The id of the replay that sends it again; absent when it is sent for the first time. */
  replay: optionalName,
});
export type Envelope = v.InferOutput<typeof Envelope>;

export const schemaName = (event: { readonly type: string; readonly version: number }): string =>
  `urn:courtyard:${event.type}:${event.version}`;

/** `/bookings` → `bookings`, or undefined for a source that is none of ours. */
export const workerOf = (source: string): WorkerName | undefined => WORKERS.find((worker) => `/${worker}` === source);

/** One record per write, for the audit alone: `commit` adds it, `events` keeps it, nobody else hears it. */
export const AuditRecorded = defineEvent(
  "audit.recorded",
  1,
  v.object({
    operation: v.string(),
    /** On whose behalf, when a manager acted for a resident. */
    onBehalfOf: v.nullable(v.string()),
    /** The names of the changed fields, never their values. */
    fields: v.array(v.string()),
  }),
);

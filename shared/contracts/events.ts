import { DEAD_LETTER_REASONS, DEAD_LETTER_STATUSES } from "../core/vocabulary.ts";
import { WORKERS } from "../core/workers.ts";
import { route } from "./route.ts";
import { answer, id, idParam, instantOut, pageOf, pageQuery } from "./shapes.ts";
import * as z from "./zod.ts";

/** The longest name of an actor or a subject that can be asked for. */
const NAME_LENGTH = 100;

const EventTypeView = z
  .object({
    type: z.string(),
    version: z.number().int(),
    dataschema: z.string(),
    from: z.string().openapi({ description: "The worker that says it; `*` for all of them" }),
    to: z.array(z.string()),
    leaves: z.enum(["never", "manager"]).openapi({ description: "Who outside may have it" }),
    schema: z.record(z.string(), z.unknown()).openapi({ description: "JSON Schema of `data`" }),
  })
  .openapi("EventType");

export const DeadLetterView = z
  .object({
    id: id("deadLetter"),
    listener: z.enum(WORKERS).openapi({ description: "`events` for what the log itself refused" }),
    eventId: z.string(),
    type: z.string().nullable(),
    subject: z.string().nullable(),
    buildingId: z.string().nullable(),
    reason: z.enum(DEAD_LETTER_REASONS),
    at: z.string().nullable().openapi({ description: "Where in the event it went wrong" }),
    status: z.enum(DEAD_LETTER_STATUSES),
    tries: z.number().int(),
    diedAt: instantOut,
    nextTryAt: instantOut.nullable(),
    givesUpAt: instantOut,
  })
  .openapi("DeadLetter");

export const AuditRecordView = z
  .object({
    id: id("event"),
    at: instantOut,
    worker: z.string(),
    operation: z.string().nullable(),
    actor: z.string(),
    onBehalfOf: z.string().nullable(),
    subject: z.string(),
    buildingId: z.string().nullable(),
    fields: z.array(z.string()).nullable().openapi({ description: "Names of what changed, never values" }),
    requestId: z.string().nullable(),
  })
  .openapi("AuditRecord");

const WORKER = { worker: "events" } as const;

export const events = {
  showCatalogue: route(
    { ...WORKER, permission: null, reach: "anyone", rate: "read", d1: 0, unverified: true },
    {
      method: "get",
      path: "/v1/events/catalogue",
      operationId: "showCatalogue",
      summary: "Every event, who says it, who hears it, and its JSON Schema",
      responses: { 200: answer(z.object({ items: z.array(EventTypeView) }), "The catalogue") },
    },
  ),
  listAudit: route(
    { ...WORKER, permission: "audit.read", reach: "grant", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/audit",
      operationId: "listAudit",
      summary: "Who did what, and when; the latest first",
      description: "Only a grant on the whole platform may leave `building` out.",
      request: {
        query: z
          .object({
            ...pageQuery,
            building: id("building").optional(),
            actor: z.string().min(1).max(NAME_LENGTH).optional(),
            subject: z.string().min(1).max(NAME_LENGTH).optional(),
          })
          .strict(),
      },
      responses: { 200: answer(pageOf(AuditRecordView), "A page of records; null where the words went with a person") },
    },
  ),
  listDeadLetters: route(
    { ...WORKER, permission: "deadletter.read", reach: "platform", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/dead-letters",
      operationId: "listDeadLetters",
      summary: "Events that could not be acted on; the latest first",
      request: { query: z.object({ ...pageQuery, status: z.enum(DEAD_LETTER_STATUSES).optional() }).strict() },
      responses: { 200: answer(pageOf(DeadLetterView), "A page of dead letters") },
    },
  ),
  retryDeadLetter: route(
    { ...WORKER, permission: "deadletter.retry", reach: "platform", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/dead-letters/{id}/retry",
      operationId: "retryDeadLetter",
      summary: "Try a dead letter again, at the next tick of the clock and hourly for another week",
      request: { params: idParam("deadLetter") },
      responses: { 200: answer(DeadLetterView, "The dead letter, waiting") },
    },
  ),
};

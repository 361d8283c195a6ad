import { DEAD_LETTER_REASONS, DEAD_LETTER_STATUSES, REPLAY_STATUSES } from "../core/vocabulary.ts";
import { WORKERS } from "../core/workers.ts";
import { route } from "./route.ts";
import { answer, id, idParam, instantIn, instantOut, json, pageOf, pageQuery, says } from "./shapes.ts";
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

/** What a replay may be told of: fewer than the catalogue has. */
const TYPES_LIMIT = 50;

export const ReplayView = z
  .object({
    id: id("replay"),
    listener: z.enum(WORKERS),
    types: z.array(z.string()),
    buildingId: id("building").nullable(),
    fromAt: instantOut.nullable(),
    untilAt: instantOut.nullable(),
    status: z.enum(REPLAY_STATUSES),
    progress: z.number().int().openapi({ description: "How much of the log it has been through, in percent" }),
    sent: z.number().int().openapi({ description: "Events that its listener's queue has taken" }),
    heard: z.number().int().openapi({ description: "Of those, the ones its listener has acted on" }),
    dead: z.number().int().openapi({ description: "Of those, the ones that became dead letters" }),
    skipped: z.number().int().openapi({ description: "Events whose words went with their person" }),
    startedAt: instantOut,
    endedAt: instantOut.nullable(),
  })
  .openapi("Replay");

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
  startReplay: route(
    { ...WORKER, permission: "replay.manage", reach: "platform", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/replays",
      operationId: "startReplay",
      summary: "Have a listener hear again what the log has now",
      description:
        "Only what the catalogue lets a listener hear again; without `types`, all of that. The clock sends it piece by piece, in the order of the log. A listener hears one replay at a time.",
      request: {
        body: json(
          z
            .object({
              listener: z.enum(WORKERS),
              types: z.array(z.string().min(1).max(NAME_LENGTH)).min(1).max(TYPES_LIMIT).optional(),
              buildingId: id("building").optional(),
              fromAt: instantIn.optional().openapi({ description: "What happened since" }),
              untilAt: instantIn.optional().openapi({ description: "What happened before" }),
            })
            .strict()
            .refine(({ fromAt = 0, untilAt = Number.POSITIVE_INFINITY }) => fromAt < untilAt, {
              ...says("not_after", "must be later than fromAt", { field: "fromAt" }),
              path: ["untilAt"],
            }),
        ),
      },
      responses: { 201: answer(ReplayView, "The replay, running") },
    },
  ),
  listReplays: route(
    { ...WORKER, permission: "replay.read", reach: "platform", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/replays",
      operationId: "listReplays",
      summary: "Every replay there was; the latest first",
      request: { query: z.object(pageQuery).strict() },
      responses: { 200: answer(pageOf(ReplayView), "A page of replays") },
    },
  ),
  getReplay: route(
    { ...WORKER, permission: "replay.read", reach: "platform", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/replays/{id}",
      operationId: "getReplay",
      summary: "How far a replay is",
      request: { params: idParam("replay") },
      responses: { 200: answer(ReplayView, "The replay"), 304: { description: "Unchanged" } },
    },
  ),
  cancelReplay: route(
    { ...WORKER, permission: "replay.manage", reach: "platform", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/replays/{id}/cancel",
      operationId: "cancelReplay",
      summary: "Send nothing more of a replay; what its listener's queue has already is heard all the same",
      request: { params: idParam("replay") },
      responses: { 200: answer(ReplayView, "The replay, cancelled") },
    },
  ),
};

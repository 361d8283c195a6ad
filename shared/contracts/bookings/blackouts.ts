import { GIVABLE_STATUSES } from "../../core/vocabulary.ts";
import { route } from "../route.ts";
import {
  answer,
  dryRunQuery,
  id,
  idParam,
  instantIn,
  instantOut,
  jsonBody,
  pageOf,
  pageQuery,
  words,
} from "../shapes.ts";
import * as z from "../zod.ts";

const BlackoutView = z
  .object({
    id: id("blackout"),
    resourceId: id("resource"),
    startAt: instantOut,
    endAt: instantOut,
    reason: z.string(),
    createdAt: instantOut,
  })
  .openapi("Blackout");

const HitView = z
  .object({
    bookingId: id("booking"),
    userId: id("user"),
    status: z.enum(GIVABLE_STATUSES).openapi({ description: "What it is until then" }),
    startAt: instantOut,
    endAt: instantOut,
  })
  .openapi("BlackoutHit");

const many = z.number().int();

const ClosingView = z
  .object({
    blackout: BlackoutView,
    counts: z
      .object({ held: many, requested: many, waiting: many, offered: many, confirmed: many })
      .openapi({ description: "How many it hits, by what they are" }),
    hits: z.array(HitView).openapi({ description: "What is given up for it" }),
  })
  .openapi("BlackoutClosing");

const WORKER = { worker: "bookings" } as const;

/** Times for which a resource is closed, whatever its hours say. */
export const blackouts = {
  createBlackout: route(
    { ...WORKER, permission: "resource.update", reach: "grant", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/resources/{id}/blackouts",
      operationId: "createBlackout",
      summary: "Close a resource for a time",
      description:
        "What is booked, held, asked or waited for in that time is given up, and its people are told the reason. With `?dryRun=true` nothing changes: 200 says whom it would hit, and as what.",
      request: {
        params: idParam("resource"),
        query: dryRunQuery,
        body: jsonBody({ startAt: instantIn, endAt: instantIn, reason: words(300) }),
      },
      responses: {
        200: answer(ClosingView, "With `dryRun`: what would happen"),
        201: answer(ClosingView, "The blackout, and what was given up for it"),
      },
    },
  ),
  listBlackouts: route(
    { ...WORKER, permission: "resource.read", reach: "home", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/resources/{id}/blackouts",
      operationId: "listBlackouts",
      summary: "When a resource is closed beside its hours, and why",
      request: { params: idParam("resource"), query: z.object(pageQuery).strict() },
      responses: { 200: answer(pageOf(BlackoutView), "A page of blackouts that are not over") },
    },
  ),
  removeBlackout: route(
    { ...WORKER, permission: "resource.update", reach: "grant", rate: "write", d1: 2 },
    {
      method: "delete",
      path: "/v1/blackouts/{id}",
      operationId: "removeBlackout",
      summary: "Open again what was closed; what it gave up stays given up",
      request: { params: idParam("blackout") },
      responses: { 204: { description: "It is gone" } },
    },
  ),
};

import { CLAIM_STATUSES, CLAIM_WAYS, CODE_STATUSES } from "../core/vocabulary.ts";
import { email } from "./iam-auth.ts";
import { route } from "./route.ts";
import { answer, homeKind, id, idParam, instantOut, json, jsonBody, pageOf, pageQuery, says, words } from "./shapes.ts";
import * as z from "./zod.ts";

/** The most codes one call makes. */
export const CODES_LIMIT = 500;
/** The most letters one call sends: each is a call to another worker, and a chain of calls has 32. */
const LETTERS_LIMIT = 20;

const NewCodeView = z
  .object({
    id: id("code"),
    unitId: id("unit"),
    unitLabel: z.string(),
    kind: homeKind,
    code: z.string().openapi({ example: "K7QF-2M8D-X4TP", description: "Shown here and never again" }),
    expiresAt: instantOut,
  })
  .openapi("NewCode");

const CodeView = z
  .object({
    id: id("code"),
    unitId: id("unit"),
    unitLabel: z.string(),
    kind: homeKind,
    status: z.enum(CODE_STATUSES),
    createdAt: instantOut,
    expiresAt: instantOut,
    usedAt: instantOut.nullable(),
  })
  .openapi("Code");

const ClaimView = z
  .object({
    id: id("claim"),
    buildingId: id("building"),
    unitId: id("unit"),
    unitLabel: z.string(),
    userId: id("user"),
    userName: z.string().nullable(),
    kind: homeKind,
    way: z.enum(CLAIM_WAYS),
    status: z.enum(CLAIM_STATUSES),
    message: z.string().nullable(),
    reason: z.string().nullable(),
    residenceId: id("residence").nullable(),
    createdAt: instantOut,
    decidedAt: instantOut.nullable(),
  })
  .openapi("Claim");

/** Either a code, or a unit and as what; told apart here, so that a refusal names the field. */
const Claiming = z
  .object({
    code: z.string().max(60).optional().openapi({ example: "K7QF-2M8D-X4TP" }),
    unitId: id("unit").optional(),
    kind: homeKind.optional(),
    message: words(1000).nullable().optional(),
  })
  .strict()
  .transform(({ code, unitId, kind, message = null }, context) => {
    if (code !== undefined) {
      for (const [field, value] of Object.entries({ unitId, kind, message: message ?? undefined }))
        if (value !== undefined)
          context.addIssue({ code: "custom", path: [field], message: "must not stand beside a code" });
      return { way: "code" as const, code };
    }
    if (unitId !== undefined && kind !== undefined) return { way: "request" as const, unitId, kind, message };
    for (const [field, value] of Object.entries({ unitId, kind }))
      if (value === undefined)
        context.addIssue({ code: "custom", path: [field], message: "is required where no code is given" });
    return z.NEVER;
  });

const WORKER = { worker: "residency" } as const;

export const claims = {
  createCodes: route(
    { ...WORKER, permission: "code.create", reach: "grant", rate: "write", d1: 2, keyed: false },
    {
      method: "post",
      path: "/v1/buildings/{id}/codes",
      operationId: "createCodes",
      summary: "Make codes with which people claim their units; a unit's newer code revokes its older one",
      description:
        "Without `unitIds` and `letters`, for every unit that has neither an open code nor a resident, 500 at a time; `remaining` says how many are left.",
      request: {
        params: idParam("building"),
        body: jsonBody({
          unitIds: z.array(id("unit")).min(1).max(CODES_LIMIT).optional(),
          letters: z
            .array(z.object({ unitId: id("unit"), email }).strict())
            .max(LETTERS_LIMIT)
            .refine(
              (letters) => new Set(letters.map(({ unitId }) => unitId)).size === letters.length,
              says("repeated", "must name a unit once: a code works once", { field: "unitId" }),
            )
            .default([])
            .openapi({ description: "Units whose code also goes out by e-mail, in the building's language" }),
          kind: homeKind.default("tenant"),
          validDays: z.number().int().min(1).max(365).default(90),
        }),
      },
      responses: {
        201: answer(z.object({ items: z.array(NewCodeView), remaining: z.number().int() }), "The codes"),
      },
    },
  ),
  listCodes: route(
    { ...WORKER, permission: "code.create", reach: "grant", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/buildings/{id}/codes",
      operationId: "listCodes",
      summary: "The codes of a building without their secrets, the newest first",
      request: { params: idParam("building"), query: z.object(pageQuery).strict() },
      responses: { 200: answer(pageOf(CodeView), "A page of codes") },
    },
  ),
  submitClaim: route(
    { ...WORKER, permission: null, reach: "person", rate: "auth", d1: 2 },
    {
      method: "post",
      path: "/v1/claims",
      operationId: "submitClaim",
      summary: "Claim a unit: with a code at once, or by asking the manager",
      request: { body: json(Claiming.openapi({ example: { code: "K7QF-2M8D-X4TP" } })) },
      responses: { 201: answer(ClaimView, "The claim") },
    },
  ),
  listMyClaims: route(
    { ...WORKER, permission: null, reach: "person", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/claims",
      operationId: "listMyClaims",
      summary: "My claims, the newest first",
      request: { query: z.object(pageQuery).strict() },
      responses: { 200: answer(pageOf(ClaimView), "A page of claims") },
    },
  ),
  listBuildingClaims: route(
    { ...WORKER, permission: "claim.read", reach: "grant", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/buildings/{id}/claims",
      operationId: "listBuildingClaims",
      summary: "The claims in a building, the newest first",
      request: {
        params: idParam("building"),
        query: z.object({ ...pageQuery, status: z.enum(CLAIM_STATUSES).optional() }).strict(),
      },
      responses: { 200: answer(pageOf(ClaimView), "A page of claims") },
    },
  ),
  getClaim: route(
    { ...WORKER, permission: null, reach: "person", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/claims/{id}",
      operationId: "getClaim",
      summary: "One claim: one's own, or one in a building one runs",
      request: { params: idParam("claim") },
      responses: { 200: answer(ClaimView, "The claim"), 304: { description: "Unchanged" } },
    },
  ),
  approveClaim: route(
    { ...WORKER, permission: "claim.decide", reach: "grant", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/claims/{id}/approve",
      operationId: "approveClaim",
      summary: "Let a person move in",
      request: { params: idParam("claim") },
      responses: { 200: answer(ClaimView, "The claim") },
    },
  ),
  rejectClaim: route(
    { ...WORKER, permission: "claim.decide", reach: "grant", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/claims/{id}/reject",
      operationId: "rejectClaim",
      summary: "Turn a claim down, and say why",
      request: { params: idParam("claim"), body: jsonBody({ reason: words(1000) }) },
      responses: { 200: answer(ClaimView, "The claim") },
    },
  ),
};

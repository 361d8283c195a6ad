import { ROLES } from "../core/permissions.ts";
import { LANGUAGES } from "../core/problems.ts";
import { SESSION_CLIENTS } from "../core/vocabulary.ts";
import { route } from "./route.ts";
import { answer, id, idParam, instantOut, jsonBody, line, pageOf, pageQuery } from "./shapes.ts";
import * as z from "./zod.ts";

/** What a role holds on: an organisation, a building, or everything. */
const grantTarget = z.string().openapi({ example: "org_01KAR5V3M8Q2Z7X4N6P0W9T1DC" });

export const GrantView = z
  .object({
    id: id("grant"),
    role: z.enum(ROLES),
    on: grantTarget,
    fromAt: instantOut,
    untilAt: instantOut.nullable(),
  })
  .openapi("Grant");

export const UserView = z
  .object({
    id: id("user"),
    email: z.string(),
    name: z.string(),
    locale: z.enum(LANGUAGES),
    verified: z.boolean(),
    grants: z.array(GrantView),
    createdAt: instantOut,
    updatedAt: instantOut,
  })
  .openapi("User");

export const SessionView = z
  .object({
    id: id("session"),
    client: z.enum(SESSION_CLIENTS),
    current: z.boolean().openapi({ description: "Whether this very call was made in it" }),
    createdAt: instantOut,
    lastUsedAt: instantOut,
  })
  .openapi("Session");

const ME = { worker: "iam", permission: null, reach: "person", unverified: true } as const;

export const iamAccount = {
  getMe: route(
    { ...ME, rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/me",
      operationId: "getMe",
      summary: "My account, and what I may do where",
      responses: { 200: answer(UserView, "The account"), 304: { description: "Unchanged" } },
    },
  ),
  updateMe: route(
    { ...ME, rate: "write", d1: 2 },
    {
      method: "patch",
      path: "/v1/me",
      operationId: "updateMe",
      summary: "Change my name or language (JSON Merge Patch)",
      request: { body: jsonBody({ name: line(120).optional(), locale: z.enum(LANGUAGES).optional() }) },
      responses: { 200: answer(UserView, "The account") },
    },
  ),
  deleteMe: route(
    { ...ME, rate: "write", d1: 2, keyed: false },
    {
      method: "delete",
      path: "/v1/me",
      operationId: "deleteMe",
      summary: "Delete my account",
      description: "Needs a sign-in of the last five minutes. Every worker then erases what it keeps of the person.",
      responses: { 204: { description: "Deleted" } },
    },
  ),
  listMySessions: route(
    { ...ME, rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/me/sessions",
      operationId: "listMySessions",
      summary: "Where I am signed in, the latest sign-in first",
      request: { query: z.object(pageQuery).strict() },
      responses: { 200: answer(pageOf(SessionView), "A page of open sessions") },
    },
  ),
  endMySession: route(
    { ...ME, rate: "write", d1: 2 },
    {
      method: "delete",
      path: "/v1/me/sessions/{id}",
      operationId: "endMySession",
      summary: "Sign out somewhere",
      request: { params: idParam("session") },
      responses: { 204: { description: "Ended" } },
    },
  ),
  listGrants: route(
    { worker: "iam", permission: null, reach: "person", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/users/{id}/grants",
      operationId: "listGrants",
      summary: "The roles of a person: one's own, or those in what one runs",
      request: { params: idParam("user") },
      responses: { 200: answer(z.object({ items: z.array(GrantView) }), "Every open role one may see") },
    },
  ),
  removeGrant: route(
    { worker: "iam", permission: "organisation.invite", reach: "grant", rate: "write", d1: 2 },
    {
      method: "delete",
      path: "/v1/users/{id}/grants/{grantId}",
      operationId: "removeGrant",
      summary: "Take a role away",
      request: { params: z.object({ id: id("user"), grantId: id("grant") }).strict() },
      responses: { 204: { description: "Taken away" } },
    },
  ),
};

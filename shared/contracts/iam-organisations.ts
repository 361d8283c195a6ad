import { ROLES } from "../core/permissions.ts";
import { INVITATION_STATUSES } from "../core/vocabulary.ts";
import { GrantView } from "./iam-account.ts";
import { email } from "./iam-auth.ts";
import { route } from "./route.ts";
import { answer, id, idParam, instantOut, jsonBody, line, pageOf, pageQuery } from "./shapes.ts";
import * as z from "./zod.ts";

export const OrganisationView = z
  .object({ id: id("organisation"), name: z.string(), createdAt: instantOut, updatedAt: instantOut })
  .openapi("Organisation");

export const MemberView = z
  .object({ userId: id("user"), name: z.string(), email: z.string(), grant: GrantView })
  .openapi("Member");

export const InvitationView = z
  .object({
    id: id("invitation"),
    organisationId: id("organisation"),
    email: z.string(),
    role: z.enum(ROLES),
    on: z.string(),
    status: z.enum(INVITATION_STATUSES),
    expiresAt: instantOut,
    sentAt: instantOut.nullable().openapi({ description: "When the letter with the newest link went out" }),
    createdAt: instantOut,
    updatedAt: instantOut,
  })
  .openapi("Invitation");

const READ = { worker: "iam", permission: "organisation.read", reach: "grant", rate: "read", d1: 1 } as const;
const INVITE = { worker: "iam", permission: "organisation.invite", reach: "grant", rate: "write", d1: 2 } as const;

export const iamOrganisations = {
  createOrganisation: route(
    { worker: "iam", permission: "organisation.create", reach: "platform", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/organisations",
      operationId: "createOrganisation",
      summary: "Add an organisation that runs buildings",
      request: { body: jsonBody({ name: line(120) }) },
      responses: { 201: answer(OrganisationView, "The organisation") },
    },
  ),
  listOrganisations: route(
    { ...READ, permission: null, reach: "person" },
    {
      method: "get",
      path: "/v1/organisations",
      operationId: "listOrganisations",
      summary: "The organisations one runs",
      request: { query: z.object(pageQuery).strict() },
      responses: { 200: answer(pageOf(OrganisationView), "A page of organisations") },
    },
  ),
  getOrganisation: route(READ, {
    method: "get",
    path: "/v1/organisations/{id}",
    operationId: "getOrganisation",
    summary: "One organisation",
    request: { params: idParam("organisation") },
    responses: { 200: answer(OrganisationView, "The organisation"), 304: { description: "Unchanged" } },
  }),
  listMembers: route(READ, {
    method: "get",
    path: "/v1/organisations/{id}/members",
    operationId: "listMembers",
    summary: "Who has which role in an organisation and its buildings",
    request: { params: idParam("organisation"), query: z.object(pageQuery).strict() },
    responses: { 200: answer(pageOf(MemberView), "A page of members, one for each role") },
  }),
  createInvitation: route(INVITE, {
    method: "post",
    path: "/v1/invitations",
    operationId: "createInvitation",
    summary: "Invite somebody to a role, by letter",
    description: "To a role below one's own, or to one's own role in a part of what one runs.",
    request: {
      body: jsonBody({
        email,
        role: z.enum(ROLES).exclude(["provider"]),
        on: z.union([id("organisation"), id("building")]),
      }),
    },
    responses: { 201: answer(InvitationView, "The invitation") },
  }),
  listInvitations: route(
    { ...READ, permission: "organisation.invite" },
    {
      method: "get",
      path: "/v1/invitations",
      operationId: "listInvitations",
      summary: "The invitations of an organisation, the newest first",
      request: {
        query: z
          .object({ ...pageQuery, organisation: id("organisation"), status: z.enum(INVITATION_STATUSES).optional() })
          .strict(),
      },
      responses: { 200: answer(pageOf(InvitationView), "A page of invitations") },
    },
  ),
  getInvitation: route(
    { ...READ, permission: "organisation.invite" },
    {
      method: "get",
      path: "/v1/invitations/{id}",
      operationId: "getInvitation",
      summary: "One invitation",
      request: { params: idParam("invitation") },
      responses: { 200: answer(InvitationView, "The invitation"), 304: { description: "Unchanged" } },
    },
  ),
  resendInvitation: route(INVITE, {
    method: "post",
    path: "/v1/invitations/{id}/resend",
    operationId: "resendInvitation",
    summary: "Send an invitation again; the link of the letter before stops working",
    request: { params: idParam("invitation") },
    responses: { 200: answer(InvitationView, "The invitation") },
  }),
  cancelInvitation: route(INVITE, {
    method: "delete",
    path: "/v1/invitations/{id}",
    operationId: "cancelInvitation",
    summary: "Withdraw an invitation",
    request: { params: idParam("invitation") },
    responses: { 204: { description: "Withdrawn" } },
  }),
  acceptInvitation: route(
    { worker: "iam", permission: null, reach: "person", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/invitations/accept",
      operationId: "acceptInvitation",
      summary: "Take the role one is invited to",
      description: "The address invited must be the account's. The role is in the next access token: refresh.",
      request: { body: jsonBody({ token: z.string().min(1).max(200) }) },
      responses: { 200: answer(GrantView, "The role") },
    },
  ),
};

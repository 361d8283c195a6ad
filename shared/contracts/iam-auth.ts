import { LANGUAGES } from "../core/problems.ts";
import { SESSION_CLIENTS } from "../core/vocabulary.ts";
import { UserView } from "./iam-account.ts";
import { route } from "./route.ts";
import { answer, json, jsonBody, line, says } from "./shapes.ts";
import * as z from "./zod.ts";

const PASSWORD_MIN = 10;
const PASSWORD_MAX = 200;

/** An e-mail address as accounts are told apart by it: in lower case. */
export const email = z
  .string()
  .max(254)
  .trim()
  .toLowerCase()
  .pipe(z.email({ error: "must be an e-mail address" }))
  .openapi({ format: "email", maxLength: 254, example: "resident@example.com" });

/** Unicode writes one password in several ways; NFKC makes them one. */
const password = z
  .string()
  .max(2 * PASSWORD_MAX)
  .transform((text) => text.normalize("NFKC"));

const newPassword = password
  .refine(
    (text) => text.length >= PASSWORD_MIN,
    says("too_small", `must have at least ${PASSWORD_MIN} characters`, {
      origin: "string",
      minimum: PASSWORD_MIN,
      inclusive: true,
    }),
  )
  .refine(
    (text) => text.length <= PASSWORD_MAX,
    says("too_big", `must have at most ${PASSWORD_MAX} characters`, {
      origin: "string",
      maximum: PASSWORD_MAX,
      inclusive: true,
    }),
  )
  .openapi({ format: "password", minLength: PASSWORD_MIN, maxLength: PASSWORD_MAX });

const knownPassword = password.openapi({ format: "password", maxLength: 2 * PASSWORD_MAX });

const client = z.enum(SESSION_CLIENTS).default("browser").openapi({
  description: "`native` gets and sends the refresh token in the body; a browser gets it only as a cookie.",
});

const refreshToken = z.string().max(200).optional();

export const TokensView = z
  .object({
    accessToken: z.string(),
    tokenType: z.literal("Bearer"),
    expiresIn: z.number().int().openapi({ description: "Seconds" }),
    refreshToken: z.string().optional().openapi({ description: "For the client `native` only" }),
    user: UserView,
  })
  .openapi("Tokens");

const TERMS = { worker: "iam", permission: null, reach: "anyone", rate: "auth", d1: 2, keyed: false } as const;

export const iamAuth = {
  register: route(TERMS, {
    method: "post",
    path: "/v1/auth/register",
    operationId: "register",
    summary: "Ask for an account",
    description: "Answers the same for every address; a letter to the address says how it goes on.",
    request: {
      body: jsonBody({
        email,
        password: newPassword,
        name: line(120),
        locale: z.enum(LANGUAGES).optional(),
        client,
      }),
    },
    responses: { 202: answer(z.object({ status: z.literal("letter_sent") }), "A letter is on its way") },
  }),
  verifyEmail: route(TERMS, {
    method: "post",
    path: "/v1/auth/verify-email",
    operationId: "verifyEmail",
    summary: "Show that the address is one's own, and be signed in",
    description: "With the address and the six-digit code of the letter, or with the token of its link.",
    request: {
      body: json(
        z
          .object({
            email: email.optional(),
            code: z
              .string()
              .regex(/^\d{6}$/, { error: "must be six digits" })
              .optional(),
            token: z.string().max(200).optional(),
            client,
          })
          .strict()
          .refine(
            (body) => (body.token === undefined) === (body.code !== undefined && body.email !== undefined),
            says("one_of_two", "must hold either token, or email and code", { one: "token", other: "email, code" }),
          )
          .openapi({ example: { email: "resident@example.com", code: "492817", client: "native" } }),
      ),
    },
    responses: { 200: answer(TokensView, "Signed in") },
  }),
  login: route(TERMS, {
    method: "post",
    path: "/v1/auth/login",
    operationId: "login",
    summary: "Sign in with address and password",
    request: { body: jsonBody({ email, password: knownPassword, client }) },
    responses: { 200: answer(TokensView, "Signed in") },
  }),
  refresh: route(TERMS, {
    method: "post",
    path: "/v1/auth/refresh",
    operationId: "refresh",
    summary: "A new access token for a refresh token, which is replaced",
    description: "Without `refreshToken` in the body, the cookie is read, and `Origin` must be one of ours.",
    request: { body: { ...jsonBody({ refreshToken, client: z.enum(SESSION_CLIENTS).optional() }), required: false } },
    responses: { 200: answer(TokensView, "New tokens") },
  }),
  logout: route(TERMS, {
    method: "post",
    path: "/v1/auth/logout",
    operationId: "logout",
    summary: "Sign out: the session of this refresh token ends",
    description: "Without `refreshToken` in the body, the cookie is read, and `Origin` must be one of ours.",
    request: { body: { ...jsonBody({ refreshToken, client: z.enum(SESSION_CLIENTS).optional() }), required: false } },
    responses: { 204: { description: "Signed out" } },
  }),
};

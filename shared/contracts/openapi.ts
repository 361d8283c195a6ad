import { OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import type { PublicRoute } from "./route.ts";
import { Problem } from "./shapes.ts";

const ABOUT = {
  openapi: "3.1.0",
  info: {
    title: "Courtyard",
    version: "1.0.0",
    summary: "The open, edge-native platform for residential buildings",
    description: [
      "Every error is `application/problem+json` (RFC 9457) with a stable `code`; its texts are in the language of `Accept-Language` (`en`, `es`).",
      "A write may carry an `Idempotency-Key`: the same key and request again get the first answer again.",
      "Send the last `x-bookmark` you received with every call, and you read what you have written.",
    ].join("\n\n"),
    license: { name: "Apache-2.0", identifier: "Apache-2.0" },
  },
  servers: [{ url: "/", description: "Where this document comes from" }],
  tags: [
    { name: "gateway", description: "Composition, health and readiness" },
    { name: "iam", description: "Accounts, sessions and tokens, organisations, roles, invitations" },
    { name: "residency", description: "Buildings, entrances, units; who lives where, claims and codes" },
    { name: "bookings", description: "What can be booked in a building, and who has booked it" },
    {
      name: "events",
      description: "The events that workers tell each other, what could not be delivered, and the audit",
    },
    { name: "notifications", description: "The inbox of a person, and what was sent to whom" },
  ],
} as const;

const BEARER = "bearerAuth";

const HEADERS = {
  key: z
    .string()
    .max(255)
    .optional()
    .openapi({ description: "1 to 255 visible characters; the same key and request again get the first answer again" }),
  ifMatch: z.string().openapi({ description: "The `ETag` of what was read", example: '"v1"' }),
};

/** The refusals of a route, each with what it says. */
function refusals({ method, request, terms }: PublicRoute): Record<string, string> {
  const isRead = method === "get";
  const isSignedIn = terms.reach !== "anyone";
  const hasBody = request?.body !== undefined;
  const isKeyed = !isRead && terms.keyed !== false && isSignedIn;
  const all: [status: number, applies: boolean, description: string][] = [
    [400, request !== undefined, "A field is not as it must be; `errors` says which"],
    [401, isSignedIn || terms.rate === "auth", "No valid credentials"],
    [403, terms.permission !== null || isSignedIn, "It may be seen, and this may not be done"],
    [404, request?.params !== undefined, "Unknown, or not the caller's to see"],
    [409, !isRead, "Its state says no"],
    [412, !isRead && isSignedIn, "Changed since it was read: `If-Match` is stale"],
    [413, hasBody, "The body is too large"],
    [415, hasBody, "The body is of another type"],
    [422, isKeyed, "The `Idempotency-Key` was used for another request"],
    [428, terms.ifMatch === true, "`If-Match` is missing"],
    [429, true, "Too many requests"],
    [503, true, "A part of the system does not answer"],
  ];
  return Object.fromEntries(
    all.filter(([, applies]) => applies).map(([status, , description]) => [status, description]),
  );
}

function printed({ terms, ...route }: PublicRoute): RouteConfig {
  const { worker, permission, reach, rate, keyed, ifMatch, raw } = terms;
  const isKeyed = route.method !== "get" && keyed !== false && reach !== "anyone";
  const headers = z.object({
    ...(isKeyed && { "idempotency-key": HEADERS.key }),
    ...(ifMatch && { "if-match": HEADERS.ifMatch }),
  });
  const problems = Object.entries(refusals({ terms, ...route } as PublicRoute)).map(([status, description]) => [
    status,
    { description, content: { "application/problem+json": { schema: Problem } } },
  ]);
  return {
    ...route,
    tags: [worker],
    security: reach === "anyone" ? [] : [{ [BEARER]: [] }],
    request: { ...route.request, headers },
    responses: { ...Object.fromEntries(problems), ...route.responses },
    "x-reach": reach,
    "x-permission": permission,
    "x-rate-class": rate,
    ...(raw && { "x-body-limit": raw.limit }),
  };
}

/** The OpenAPI 3.1 document of these routes: everything in it comes from their contracts. */
export function openApiDocument(routes: readonly PublicRoute[], limits: Readonly<Record<string, string>>) {
  const book = new OpenAPIHono();
  book.openAPIRegistry.registerComponent("securitySchemes", BEARER, {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "The access token of `POST /v1/auth/login`; it is good for ten minutes.",
  });
  for (const route of routes) book.openAPIRegistry.registerPath(printed(route));
  return {
    ...book.getOpenAPI31Document({ ...ABOUT, tags: [...ABOUT.tags], servers: [...ABOUT.servers] }),
    "x-rate-limits": limits,
  };
}

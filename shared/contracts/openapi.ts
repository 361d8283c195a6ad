import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from "@asteasolutions/zod-to-openapi";
import { factsIn } from "../core/problem-text.ts";
import { type Code, problems } from "../core/problems.ts";
import { codesOf, isKeyed, problemsOf, type Sample } from "./openapi/answers.ts";
import { exampleOf, factsOf, type Schema, type Schemas } from "./openapi/examples.ts";
import { whomFor } from "./openapi/whom.ts";
import type { PublicRoute } from "./route.ts";
import { Problem } from "./shapes.ts";
import * as z from "./zod.ts";

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
    contact: { name: "The maintainers of Courtyard" },
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

/** The document as far as its examples are added to it. */
interface Printed {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Schemas };
}

interface Operation {
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body>>;
}

interface Body {
  readonly content?: Readonly<Record<string, { schema: Schema; example?: unknown; readonly examples?: unknown }>>;
}

const BEARER = "bearerAuth";

const HEADERS = {
  key: z
    .string()
    .max(255)
    .optional()
    .openapi({ description: "1 to 255 visible characters; the same key and request again get the first answer again" }),
  ifMatch: z.string().openapi({
    description: "The `ETag` of what was read; several with commas between them, or `*` for any",
    example: '"v1"',
  }),
};

function printed(route: PublicRoute, own: Own, sample: (code: Code) => Sample): RouteConfig {
  const { terms, ...rest } = route;
  const headers = z.object({
    ...(isKeyed(route) && { "idempotency-key": HEADERS.key }),
    ...(terms.ifMatch && { "if-match": HEADERS.ifMatch }),
  });
  return {
    ...rest,
    description: [rest.description, whomFor(route)].filter(Boolean).join("\n\n"),
    tags: [terms.worker],
    security: terms.reach === "anyone" ? [] : [{ [BEARER]: [] }],
    request: { ...rest.request, headers },
    responses: { ...problemsOf(codesOf(route, own?.[route.operationId]), sample), ...rest.responses },
    "x-reach": terms.reach,
    "x-permission": terms.permission,
    "x-rate-class": terms.rate,
    ...(terms.raw && { "x-body-limit": terms.raw.limit }),
  };
}

/** Gives every body that is sent or answered an example, made from its schema. */
function exemplify({ paths, components }: Printed): void {
  const operations = Object.values(paths ?? {}).flatMap((item) => Object.values(item));
  for (const { requestBody, responses } of operations) {
    for (const { content } of [requestBody ?? {}, ...Object.values(responses)])
      for (const media of Object.values(content ?? {}))
        if (!media.examples) media.example = exampleOf(media.schema, components?.schemas ?? {});
  }
}

/** What the document is told from outside the contracts. */
interface Facts {
  readonly limits: Readonly<Record<string, string>>;
  /** A problem document of one code, its placeholders filled with these facts. */
  readonly problem: (code: Code, facts: Readonly<Record<string, string | number>>) => Sample;
  /** The refusals of each operation, where they are not the printed ones. */
  readonly refusals?: Own;
}

type Own = Readonly<Record<string, readonly Code[]>> | undefined;

/** The OpenAPI 3.1 document of these routes: everything in it comes from their contracts and their code. */
export function openApiDocument(routes: readonly PublicRoute[], { limits, problem, refusals }: Facts) {
  const registry = new OpenAPIRegistry();
  registry.registerComponent("securitySchemes", BEARER, {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "The access token of `POST /v1/auth/login`; it is good for ten minutes.",
  });
  registry.register("Problem", Problem);
  const sample = (code: Code): Sample => problem(code, factsOf(code, factsIn(problems[code].en[1])));
  for (const code of new Set(routes.flatMap((route) => codesOf(route, refusals?.[route.operationId]))))
    registry.registerComponent("examples", code, { summary: problems[code].en[0], value: sample(code) });
  for (const route of routes) registry.registerPath(printed(route, refusals, sample));
  const about = { ...ABOUT, tags: [...ABOUT.tags], servers: [...ABOUT.servers] };
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument(about);
  exemplify(document as object);
  return { ...document, "x-rate-limits": limits };
}

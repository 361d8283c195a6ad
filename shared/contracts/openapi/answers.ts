import { BEFORE_VERIFICATION } from "../../core/permissions.ts";
import type { Code } from "../../core/problems.ts";
import { isWrite, type PublicRoute } from "../route.ts";
import { anyQuery } from "../shapes.ts";
import { refusals } from "./refusals.ts";

/** A problem document of one code, as the gateway would print it. */
export interface Sample {
  readonly status: number;
  readonly code: Code;
}

const SAYS: Readonly<Record<number, string>> = {
  400: "Something in the request is not as it must be; `errors` says which field",
  401: "No valid credentials",
  403: "It may be seen, and this may not be done",
  404: "Unknown, or not the caller's to see",
  409: "Its state says no",
  412: "Changed since it was read: `If-Match` is stale",
  413: "The body is too large",
  415: "The body is of another type",
  422: "The `Idempotency-Key` was used for another request",
  428: "`If-Match` is missing",
  429: "Too many requests",
  500: "Our fault; it has been written down under `requestId`",
  503: "A part of the system does not answer",
};

const TOKEN_CODES = ["token.invalid", "token.expired", "token.stale", "session.ended"] as const;

/** Whether a write may be repeated under a key. */
export const isKeyed = (route: PublicRoute): boolean => isWrite(route) && route.terms.keyed !== false;

/** Where neither path nor body says anything, and the query may say what it likes. */
const takesAnything = ({ params, query, body }: PublicRoute["request"] = {}): boolean =>
  query === anyQuery && !params && !body;

/** The codes a route may be refused with: what its terms ask for, and what its own code says. */
export function codesOf(route: PublicRoute, own: readonly Code[] = refusals[route.operationId] ?? []): Code[] {
  const { method, path, request, terms } = route;
  const isSignedIn = terms.reach !== "anyone";
  const hasBody = request?.body !== undefined;
  const applies: readonly (readonly [applies: boolean, codes: readonly Code[]])[] = [
    [!takesAnything(request), ["request.invalid"]],
    [hasBody && !terms.raw, ["request.malformed"]],
    [hasBody, ["request.too_large", "request.media_type"]],
    [isSignedIn, ["auth.required"]],
    [isSignedIn || (terms.rate !== "auth" && terms.worker !== "gateway"), TOKEN_CODES],
    [isSignedIn && !terms.unverified && !BEFORE_VERIFICATION.test(path), ["address.unverified"]],
    [terms.permission !== null, ["access.denied"]],
    [isKeyed(route), ["idempotency.key_invalid", "idempotency.key_reused"]],
    [method !== "get" && terms.d1 > 0, ["thing.concurrent"]],
    [isWrite(route), ["thing.stale", "thing.if_match_invalid"]],
    [terms.ifMatch === true, ["thing.if_match_required"]],
    [true, ["rate.limited", "service.unavailable", "service.not_configured", "service.broken"]],
  ];
  return [...new Set([...applies.flatMap(([is, codes]) => (is ? codes : [])), ...own])].sort();
}

/** The problem documents of a route by status, each with the codes it may have. */
export function problemsOf(codes: readonly Code[], sample: (code: Code) => Sample) {
  const byStatus = Map.groupBy(codes, (code) => sample(code).status);
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => [
      status,
      {
        description: SAYS[status] ?? "Refused",
        content: {
          "application/problem+json": {
            schema: {
              allOf: [
                { $ref: "#/components/schemas/Problem" },
                {
                  type: "object" as const,
                  properties: { code: { type: "string" as const, enum: some } },
                  required: ["code"],
                },
              ],
            },
            examples: Object.fromEntries(some.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
          },
        },
      },
    ]),
  );
}

import type { RateClass as ContractRateClass } from "#shared/contracts/route";
import type { AppError } from "#shared/core/errors";
import type { Language } from "#shared/core/problems";
import { appErrorOf, languageOf, problemHeaders, problemResponse, STATUS } from "#shared/worker/problem";
import type { Opening } from "../call.ts";
import { isAllowedOrigin } from "../domain/origins.ts";
import { policyOf, type RateClass, spent, WINDOW_SECONDS } from "../domain/rate-policy.ts";

const PREFLIGHT_SECONDS = 7200;

/** What a client may say to a worker. Whatever is not here is not passed on: who calls, and from where, is ours to say. */
const PASSED = new Set([
  "accept",
  "accept-language",
  "content-type",
  "idempotency-key",
  "if-match",
  "if-none-match",
  "origin",
  "range",
  "user-agent",
  "connection",
  "upgrade",
  "sec-websocket-key",
  "sec-websocket-version",
  "sec-websocket-protocol",
  "sec-websocket-extensions",
]);
/** How those who call a hook sign what they say. */
const SIGNATURES = /^(?:webhook|svix)-|^stripe-signature$/;

const EXPOSED =
  "ETag, Location, Retry-After, RateLimit, RateLimit-Policy, x-request-id, x-bookmark, idempotency-replayed";
const ASKABLE =
  "authorization, content-type, accept-language, idempotency-key, if-match, if-none-match, x-bookmark, x-request-id";

const SECURITY = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "cache-control": "private, no-cache",
} as const;

/** The client's headers that go on to a worker: cookies only where sessions are renewed by them. */
export function passedHeaders(headers: Headers, rate: ContractRateClass): Headers {
  const passed = new Headers();
  for (const [name, value] of headers) {
    const goes =
      PASSED.has(name) || (name === "cookie" && rate === "auth") || (rate === "hook" && SIGNATURES.test(name));
    if (goes) passed.set(name, value);
  }
  return passed;
}

/** What an answer says to this client, whoever made it. */
function tellClient(call: Opening, headers: () => Headers): void {
  const bookmarks = call.bookmarks.told();
  if (bookmarks !== undefined) headers().set("x-bookmark", bookmarks);
  const { ALLOWED_ORIGINS } = call.env;
  const origin = ALLOWED_ORIGINS && call.said("origin");
  if (!origin || !isAllowedOrigin(ALLOWED_ORIGINS, origin)) return;
  headers().set("access-control-allow-origin", origin);
  headers().set("access-control-allow-credentials", "true");
  headers().set("access-control-expose-headers", EXPOSED);
}

/** Gives an answer what every answer carries; what it says of its own safety stays. */
export function dress(call: Opening, { headers, status }: Response): void {
  for (const [name, value] of Object.entries(SECURITY)) if (!headers.has(name)) headers.set(name, value);
  // Whoever packs an answer on its way makes its ETag weak (RFC 9110 8.8.1), as Cloudflare does, and `If-Match` takes no weak one.
  if (headers.get("etag")?.startsWith('"')) headers.append("cache-control", "no-transform");
  tellClient(call, () => headers);
  headers.set("x-request-id", call.requestId);
  headers.set("ratelimit-policy", policyOf(call.rate));
  if (status === 429) headers.set("ratelimit", spent(call.rate, headers.get("retry-after") ?? WINDOW_SECONDS));
  headers.append("vary", "Origin");
}

/** What refusals of one code, language and class have in common: a status and headers, as an answer that is sent to nobody. */
const likeRefusals = new Map<string, Response>();

function likeRefusal(refusal: AppError, language: Language, rate: RateClass): Response {
  const key = `${refusal.code} ${language} ${rate}`;
  const kept = likeRefusals.get(key);
  if (kept) return kept;
  const like = new Response(null, {
    status: STATUS[refusal.kind],
    headers: { ...SECURITY, "ratelimit-policy": policyOf(rate), ...problemHeaders(refusal, language) },
  });
  likeRefusals.set(key, like);
  return like;
}

/** The answer to whatever was refused or went wrong. */
export function refuse(call: Opening, error: unknown): Response {
  const refusal = appErrorOf(error, { requestId: call.requestId, worker: "gateway" });
  return dressedRefusal(call, refusal, languageOf(call.said("accept-language")));
}

/** A refusal of our own, dressed the same. A flood of them must cost little, so what they have in common is put together once. */
function dressedRefusal(call: Opening, refusal: AppError, language: Language): Response {
  const { requestId, rate } = call;
  const like = likeRefusal(refusal, language, rate);
  // The answer copies it as it is made: from another answer for less than from a list, and for less than if it were told one more.
  like.headers.set("x-request-id", requestId);
  const answer = problemResponse(refusal, language, requestId, like);
  tellClient(call, () => answer.headers);
  if (refusal.kind === "rate") answer.headers.set("ratelimit", spent(rate, refusal.retryAfter ?? WINDOW_SECONDS));
  return answer;
}

/** What a browser asks before it lets a script call; `dress` says whether this script may. */
export const preflight = (methods: string): Response =>
  new Response(null, {
    status: 204,
    headers: {
      allow: methods,
      "access-control-allow-methods": methods,
      "access-control-allow-headers": ASKABLE,
      "access-control-max-age": String(PREFLIGHT_SECONDS),
    },
  });

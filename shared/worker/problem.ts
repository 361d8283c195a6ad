import type { Issue } from "../contracts/zod.ts";
import { AppError, type FieldError, type Kind, NO_FACTS } from "../core/errors.ts";
import { detailOf } from "../core/problem-text.ts";
import { type Code, LANGUAGES, type Language, problems } from "../core/problems.ts";
import { logError } from "./log.ts";

/** The only place that knows what status a refusal has. */
export const STATUS = {
  shape: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method: 405,
  conflict: 409,
  stale: 412,
  too_large: 413,
  media_type: 415,
  key_reused: 422,
  precondition: 428,
  rate: 429,
  internal: 500,
  unavailable: 503,
} as const satisfies Record<Kind, number>;

const DEFAULT_RETRY_AFTER = 5;

/** The first language of the list that we speak (RFC 9110 12.5.4, weights respected). */
export function languageOf(acceptLanguage: string | null | undefined): Language {
  if (!acceptLanguage) return LANGUAGES[0];
  const wanted = acceptLanguage
    .slice(0, 200)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const weight = parameters.map((p) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(p)?.[1]).find((q) => q !== undefined);
      return { language: tag.split("-")[0], weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { language } of wanted) {
    const known = LANGUAGES.find((ours) => ours === language);
    if (known) return known;
  }
  return LANGUAGES[0];
}

/** What the headers of a refusal say each time, by its code and the language alone. */
export function problemHeaders({ code, kind }: Pick<AppError, "code" | "kind">, language: Language) {
  const challenge = code === "auth.required" ? "invalid_request" : "invalid_token";
  return {
    "content-type": "application/problem+json",
    "content-language": language,
    "cache-control": "no-store",
    ...(STATUS[kind] === 401 && { "www-authenticate": `Bearer realm="courtyard", error="${challenge}"` }),
  };
}

/** An error as an RFC 9457 answer, in the caller's language; `like` is all of it but its text and what its facts say in headers. */
export function problemResponse(
  error: AppError,
  language: Language,
  requestId: string,
  like: ResponseInit = {
    status: STATUS[error.kind],
    headers: { ...problemHeaders(error, language), "x-request-id": requestId },
  },
): Response {
  const status = STATUS[error.kind];
  const answer = new Response(problemText(error, language, requestId), like);
  const { retryAfter = status === 503 ? DEFAULT_RETRY_AFTER : undefined } = error;
  const { allowed } = error.facts;
  if (retryAfter !== undefined) answer.headers.set("retry-after", String(retryAfter));
  if (status === 405 && typeof allowed === "string") answer.headers.set("allow", allowed);
  return answer;
}

/** How many texts are remembered; with one more, all are forgotten. */
const REMEMBERED = 1_000;
/** What refusals of one code, language and facts say before and after their request id. */
const texts = new Map<string, readonly [before: string, after: string]>();
const NO_ID = '"requestId":"';

/** What the answer says, as JSON. A flood says the same again and again, so it is put together once. */
function problemText(error: AppError, language: Language, requestId: string): string {
  const { code, kind, facts, errors } = error;
  const key = facts === NO_FACTS ? `${code} ${language}` : `${code} ${language} ${JSON.stringify(facts)}`;
  const [before, after] =
    texts.get(key) ?? remembered(key, JSON.stringify(problemBody({ code, kind, facts, errors: [] }, language, "")));
  const last = errors.length === 0 ? after : `${after.slice(0, -1)},"errors":${listOf(errors)}}`;
  return before + requestId + last;
}

/** What lists of errors are as JSON, for as long as somebody keeps them to say them again. */
const lists = new WeakMap<readonly FieldError[], string>();

function listOf(errors: readonly FieldError[]): string {
  const known = lists.get(errors);
  if (known !== undefined) return known;
  const list = JSON.stringify(errors);
  lists.set(errors, list);
  return list;
}

/** A quote within a text is escaped in JSON, so that the place of the id can be no other. */
function remembered(key: string, text: string): readonly [string, string] {
  if (texts.size >= REMEMBERED) texts.clear();
  const at = text.indexOf(NO_ID) + NO_ID.length;
  const around = [text.slice(0, at), text.slice(at)] as const;
  texts.set(key, around);
  return around;
}

/** What the answer says. */
export function problemBody(
  error: Pick<AppError, "code" | "kind" | "facts" | "errors">,
  language: Language,
  requestId: string,
) {
  const [title] = problems[error.code][language];
  return {
    type: `https://courtyard.example/problems/${error.code}`,
    title,
    status: STATUS[error.kind],
    detail: detailOf(error.code, error.facts, language),
    code: error.code,
    requestId,
    ...(Object.keys(error.facts).length > 0 && { facts: error.facts }),
    ...(error.errors.length > 0 && { errors: [...error.errors] }),
  };
}

/** What a refusal of this code looks like, for whoever reads about it. */
export const sampleProblem = (code: Code, facts: AppError["facts"]) => ({
  ...problemBody(new AppError(code, { facts }), LANGUAGES[0], "req_01KAR5V3M8Q2Z7X4N6P0W9T1DC"),
  code,
});

/** Whatever was thrown, as the one error type. What is nobody's refusal is logged and becomes `service.broken`. */
export function appErrorOf(
  error: unknown,
  fields: { requestId: string; worker: string; operation?: string },
): AppError {
  if (error instanceof AppError) {
    if (error.kind === "internal" || error.kind === "unavailable") logError(error.code, error, fields);
    return error;
  }
  logError("unexpected", error, fields);
  return new AppError("service.broken", { cause: error });
}

const IN = { json: "body", query: "query", param: "path" } as const;
/** Which part of a request, as Hono names it. */
export type Target = keyof typeof IN;

/** How many things that are wrong are told, and how many of them that are not known in one place. */
const ERRORS_TOLD = 50;
const FIELDS_TOLD = 20;

/** What zod found, as `errors[]`: one entry for each unknown field, a JSON pointer for each place. */
export function invalid(target: Target, issues: readonly Issue[]): AppError {
  const errors: FieldError[] = [];
  tell(errors, `/${IN[target]}`, issues);
  return new AppError("request.invalid", {
    errors: errors.length > ERRORS_TOLD ? errors.slice(0, ERRORS_TOLD) : errors,
  });
}

/** Adds to `errors` what is wrong below a place. A flood of refusals must cost little, so nothing is made that is not told. */
function tell(errors: FieldError[], base: string, issues: readonly Issue[]): void {
  for (const issue of issues) {
    if (errors.length >= ERRORS_TOLD) return;
    let path = base;
    for (const part of issue.path) path += `/${pointerPart(part)}`;
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys.slice(0, FIELDS_TOLD))
        errors.push({ path: `${path}/${pointerPart(key)}`, code: "unknown_field", detail: "This field is not known." });
      continue;
    }
    // Of the shapes it may have, the one that it has but for what is wrong within.
    const closest = issue.code === "invalid_union" && issue.errors.find(isOfShape);
    if (closest) tell(errors, path, closest);
    else errors.push(fieldErrorOf(path, issue));
  }
}

const isOfShape = (issues: readonly Issue[]): boolean =>
  issues.every(({ path, code }) => path.length > 0 || code !== "invalid_type");

/** What zod says of a rule in numbers and words. What was sent is not among it. */
const TOLD = ["origin", "expected", "format", "minimum", "maximum", "inclusive", "divisor"];
/** Longer lists of words are in the OpenAPI document. */
const WORDS_LENGTH = 300;

/** Which rule it breaks: its code, and its facts where it has any. */
function fieldErrorOf(path: string, issue: Issue): FieldError {
  const detail = issue.message;
  if (issue.code === "custom") {
    const { code = issue.code, ...facts } = (issue.params ?? {}) as AppError["facts"];
    return { path, code: String(code), detail, ...(Object.keys(facts).length > 0 && { facts }) };
  }
  const facts = factsOf(issue);
  return facts ? { path, code: issue.code, detail, facts } : { path, code: issue.code, detail };
}

/** Looked for by name, and nothing made where there is nothing: a flood of refusals must cost little. */
function factsOf(issue: Issue): AppError["facts"] | undefined {
  const said = issue as unknown as Readonly<Record<string, unknown>>;
  let facts: Record<string, string | number | boolean> | undefined;
  for (const name of TOLD) {
    const value = said[name];
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") continue;
    facts ??= {};
    facts[name] = value;
  }
  const [name, words] =
    issue.code === "invalid_union"
      ? ["expected", issue.errors.flat().flatMap((one) => (one.code === "invalid_type" ? [one.expected] : []))]
      : ["values", issue.code === "invalid_value" ? issue.values : []];
  if (words.length === 0) return facts;
  const listed = words.join(", ");
  return listed.length <= WORDS_LENGTH ? { ...facts, [name]: listed } : facts;
}

/** RFC 6901, section 3. */
function pointerPart(part: PropertyKey): string {
  const text = String(part).slice(0, 100);
  return /[~/]/.test(text) ? text.replaceAll("~", "~0").replaceAll("/", "~1") : text;
}

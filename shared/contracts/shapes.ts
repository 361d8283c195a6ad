import type { Facts } from "../core/errors.ts";
import { HOME_KINDS } from "../core/homes.ts";
import { isId, type Noun, PREFIXES } from "../core/ids.ts";
import { isCurrency } from "../core/money.ts";
import { isTimeZone } from "../core/time.ts";
import * as z from "./zod.ts";

export const PAGE_LIMIT = 100;
export const PAGE_DEFAULT = 20;

/** What a rule of our own says where it is broken: its code, which `openapi/field-rules.ts` explains, its words, and its numbers. */
export const says = (code: string, error: string, facts: Facts = {}) => ({ error, params: { code, ...facts } });

/** An id of one kind, in a body or an answer. */
export const id = <N extends Noun>(noun: N) => {
  const format = `${noun} id`;
  const rule = says("invalid_format", `must be an id that begins with ${PREFIXES[noun]}_`, { format });
  return z
    .templateLiteral([`${PREFIXES[noun]}_` as const, z.string()], { ...rule, format })
    .refine((text) => isId(noun, text), rule)
    .openapi({
      pattern: `^${PREFIXES[noun]}_[0-9A-HJKMNP-TV-Z]{26}$`,
      example: `${PREFIXES[noun]}_01KAR5V3M8Q2Z7X4N6P0W9T1DC`,
    });
};

/** An id in a path. One of the wrong kind names nothing, but it is the shape that is wrong: 400. */
export const idParam = <N extends Noun>(noun: N) =>
  z.object({ id: id(noun).openapi({ param: { name: "id", in: "path" } }) }).strict();

/** What somebody sees: not a space, nor what only joins or hides others. */
const SEEN = /[^\s\p{Default_Ignorable_Code_Point}]/u;

/** What ends a line, and what stands around it. */
const BREAKS = /\s*[\t\n\r\u2028\u2029]\s*/g;
/** What changes the direction of all that follows, also behind a name. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

const typed = (max: number, kept: (text: string) => string) =>
  z
    .string()
    .max(max)
    .refine((text) => text.isWellFormed(), says("malformed_unicode", "must be well-formed Unicode"))
    .refine(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
      (text) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(text),
      says("control_characters", "must not hold control characters"),
    )
    .transform((text) => kept(text).trim())
    .refine(
      (text) => SEEN.test(text),
      says("too_small", "must not be empty", { origin: "string", minimum: 1, inclusive: true }),
    )
    .openapi({ minLength: 1, maxLength: max });

/** A text a person typed: trimmed, not empty, no control characters but line breaks and tabs, well-formed Unicode. `max` counts UTF-16 units. */
export const words = (max: number) => typed(max, (text) => text);

/** A name, or what else stands in a line with others: the same on one line, however it was pasted. */
export const line = (max: number) => typed(max, (text) => text.replace(TURNS, "").replace(BREAKS, " "));

/** An RFC 3339 instant in a request, any offset, never without one; parsed to milliseconds. */
export const instantIn = z
  .string()
  .max(40)
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .refine(
    (instant) => Number.isFinite(instant),
    says("invalid_format", "must be an RFC 3339 instant", { format: "datetime" }),
  )
  .openapi({ format: "date-time" });

/** An instant in an answer: RFC 3339 with `Z` and milliseconds. */
export const instantOut = z.string().openapi({ format: "date-time" });

/** A local date, `2026-11-22`, in the zone of the thing it belongs to. */
export const localDate = z.string().date().openapi({ format: "date" });

export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, says("unknown_time_zone", "must be an IANA time zone"))
  .openapi({ example: "Europe/Madrid" });

export const currency = z
  .string()
  .refine(isCurrency, says("unknown_currency", "must be an ISO 4217 code"))
  .openapi({ pattern: "^[A-Z]{3}$", example: "EUR" });

export const homeKind = z.enum(HOME_KINDS);

export const pageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(PAGE_LIMIT)
    .default(PAGE_DEFAULT)
    .openapi({ type: "integer", minimum: 1, maximum: PAGE_LIMIT, default: PAGE_DEFAULT }),
  cursor: z.string().max(1000).optional(),
};

/** Whether it is only asked what would happen. */
export const dryRunQuery = z.object({ dryRun: z.enum(["true", "false"]).default("false") }).strict();

/** Any query, none of it heard: for what only reads, and is read by programs that say something to get past a cache. */
export const anyQuery = z.object({});

/** A shape with a name in OpenAPI, or null: `.nullable()` would print the null into the named shape itself. */
export const orNull = <T extends z.ZodType>(named: T) => z.union([named, z.null()]);

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** A required JSON body that refuses unknown fields. */
export const jsonBody = <T extends z.ZodRawShape>(shape: T) => json(z.object(shape).strict());

export const json = <T extends z.ZodType>(schema: T) => ({
  content: { "application/json": { schema } },
  required: true as const,
});

export const answer = <T extends z.ZodType>(schema: T, description: string) => ({
  content: { "application/json": { schema } },
  description,
});

const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** RFC 9457, with our stable `code`. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    facts: facts.optional(),
    errors: z
      .array(
        z.object({
          path: z.string(),
          code: z.string(),
          detail: z.string(),
          facts: facts.optional().openapi({ description: "The numbers and words of the rule that `code` names" }),
        }),
      )
      .optional(),
  })
  .openapi("Problem", {
    example: {
      type: "https://courtyard.example/problems/thing.not_found",
      title: "Not found",
      status: 404,
      detail: "It does not exist, or it is not yours to see.",
      code: "thing.not_found",
      requestId: "req_01KAR5V3M8Q2Z7X4N6P0W9T1DC",
    },
  });

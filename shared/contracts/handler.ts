import type { Env, Handler, TypedResponse } from "hono";
import type { StatusCode } from "hono/utils/http-status";
import type { JSONParsed } from "hono/utils/types";
import type { Routable } from "./route.ts";
import type * as z from "./zod.ts";

type Schema = z.ZodType;
type Json<S> = { "application/json": { schema: S } };

type Part<R, Named extends string, Target extends string> = R extends { request: Record<Named, infer S extends Schema> }
  ? Record<Target, z.output<S>>
  : unknown;
type Body<R> = R extends { request: { body: { content: Json<infer S extends Schema> } } }
  ? { json: z.output<S> }
  : unknown;

/** What the contract has made of a request: `c.req.valid("json")` and its like. */
type Checked<R> = Part<R, "params", "param"> & Part<R, "query", "query"> & Body<R>;

type Answer<R, S extends StatusCode> = R extends { content: infer Content }
  ? Content extends Json<infer Shape extends Schema>
    ? TypedResponse<JSONParsed<z.output<Shape>>, S, "json">
    : Response
  : Response;

type AnswerOf<R> = { [S in keyof R & StatusCode]: Answer<R[S], S> }[keyof R & StatusCode];

/** Answers a contract: a status and a body that it does not print do not compile. */
export type ContractHandler<R extends Routable, E extends Env> = Handler<
  E,
  string,
  { in: Checked<R> & object; out: Checked<R> & object },
  AnswerOf<R["responses"]> | Promise<AnswerOf<R["responses"]>>
>;

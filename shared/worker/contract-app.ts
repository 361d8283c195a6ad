import type { Context, Env, Handler, MiddlewareHandler } from "hono";
import { HonoBase } from "hono/hono-base";
import { TrieRouter } from "hono/router/trie-router";
import type { ContractHandler } from "../contracts/handler.ts";
import { type Routable, routingPath } from "../contracts/route.ts";
import { type Issue, safeParseBy, type ZodType } from "../contracts/zod.ts";
import { AppError } from "../core/errors.ts";
import { invalid, type Target } from "./problem.ts";

const JSON_TYPE = /^application\/(?:[a-z.-]+\+)?json(?:;\s*[a-z0-9-]+=[^;]+)*$/i;

interface Mounted extends Routable {
  /** Runs before the request is checked. */
  readonly middleware?: MiddlewareHandler;
}

/** A Hono app whose routes are contracts: the request is checked before its handler runs, and the handler typed by both ends. */
export class ContractApp<E extends Env> extends HonoBase<E> {
  constructor() {
    super();
    this.router = new TrieRouter();
  }

  openapi<const R extends Mounted>(route: R, handler: ContractHandler<R, E>): this {
    const { method, path, middleware } = route;
    const before = middleware ? [middleware, checked(route)] : [checked(route)];
    this.on([method], [routingPath(path)], ...before, handler as Handler<E>);
    return this;
  }
}

/**
 * Holds a request against its contract; what comes out of the shapes is what the handler is given.
 *
 * @throws AppError `request.invalid`, `request.malformed`, `request.media_type`
 */
function checked({ request }: Routable): MiddlewareHandler {
  const { params, query, body } = request ?? {};
  const { schema: json } = (body?.content["application/json"] ?? {}) as { schema?: ZodType };
  return async (c, next) => {
    if (query) take(c, "query", query, queryOf(c));
    else if (c.req.url.includes("?")) demandNoQuery(c);
    if (params) take(c, "param", params, c.req.param());
    if (json) {
      const sent = await jsonOf(c);
      if (sent === undefined && !body?.required) c.req.addValidatedData("json", {});
      else take(c, "json", json, sent === undefined ? {} : sent);
    }
    await next();
  };
}

/** What zod found, without the error that it would make of it: that is most of what a refusal costs. */
class Found {
  readonly issues: Issue[];
  constructor(issues: Issue[]) {
    this.issues = issues;
  }
}
const parsed = safeParseBy(Found as never);

function take(c: Context, target: Target, shape: ZodType, value: unknown): void {
  const { data, error } = parsed(shape, value);
  if (error) throw invalid(target, error.issues);
  c.req.addValidatedData(target, data as object);
}

/** A name that is given once is a text, one given more often a list. */
const queryOf = (c: Context): Record<string, string | string[] | undefined> =>
  Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );

/** Where a contract names no query, a `?dryRun=true` that is not heard would be done in earnest. */
function demandNoQuery(c: Context): void {
  const keys = Object.keys(c.req.queries());
  if (keys.length > 0) throw invalid("query", [{ code: "unrecognized_keys", keys, path: [], message: "" }]);
}

/** What the body says; nothing where there is none. */
async function jsonOf(c: Context): Promise<unknown> {
  const type = c.req.header("content-type");
  const text = type === undefined || JSON_TYPE.test(type) ? await c.req.text() : undefined;
  if (type === undefined && text === "") return undefined;
  if (type === undefined || text === undefined)
    throw new AppError("request.media_type", { facts: { expected: "application/json" } });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("request.malformed", { cause });
  }
}

import type { Context, Env, Handler, MiddlewareHandler } from "hono";
import { HonoBase } from "hono/hono-base";
import { TrieRouter } from "hono/router/trie-router";
import { getQueryParams } from "hono/utils/url";
import type { ContractHandler } from "../contracts/handler.ts";
import { type Routable, routingPath } from "../contracts/route.ts";
import { type Issue, safeParseBy, type ZodType } from "../contracts/zod.ts";
import { AppError } from "../core/errors.ts";
import type { Soon } from "../core/soon.ts";
import { invalid, type Target } from "./problem.ts";

const JSON_TYPE = /^application\/(?:[a-z.-]+\+)?json(?:;\s*[a-z0-9-]+=[^;]+)*$/i;

interface Mounted extends Routable {
  /** Runs before the request is checked. */
  readonly middleware?: MiddlewareHandler;
}

/** A Hono app whose routes are contracts: the request is checked before its handler runs, and the handler typed by both ends. */
export class ContractApp<E extends Env> extends HonoBase<E> {
  constructor(router: HonoBase<E>["router"] = new TrieRouter()) {
    super();
    this.router = router;
  }

  openapi<const R extends Mounted>(route: R, handler: ContractHandler<R, E>): this {
    const { method, path, middleware } = route;
    const refusalOf = contractCheck(route);
    const checked: MiddlewareHandler = async (c, next) => {
      const refusal = await refusalOf(c);
      if (refusal) throw refusal;
      await next();
    };
    const before = middleware ? [middleware, checked] : [checked];
    this.on([method], [routingPath(path)], ...before, handler as Handler<E>);
    return this;
  }
}

/**
 * Holds a request against its contract; what comes out of the shapes is what the handler is given. Of what is not as it should be the
 * refusal is told and not thrown: `request.invalid`, `request.malformed`, `request.media_type`. Whoever has read the body hands its text on.
 */
export function contractCheck({ request }: Routable): (c: Context, text?: string) => Soon<AppError | undefined> {
  const { params, query, body } = request ?? {};
  const { schema: json } = (body?.content["application/json"] ?? {}) as { schema?: ZodType };
  const inPath = (c: Context) => params && take(c, "param", params, c.req.param());
  const inBody = (c: Context, text: string) => {
    const sent = jsonIn(text, c);
    if (sent instanceof AppError) return sent;
    if (json && (sent !== undefined || body?.required)) return take(c, "json", json, sent === undefined ? {} : sent);
    c.req.addValidatedData("json", {});
    return undefined;
  };
  return (c, text) => {
    const asked = queryOf(c.req.url);
    const refusal = (query ? take(c, "query", query, asked ?? {}) : strayIn(asked)) ?? inPath(c);
    if (refusal || !json) return refusal;
    return text === undefined ? c.req.text().then((read) => inBody(c, read)) : inBody(c, text);
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

function take(c: Context, target: Target, shape: ZodType, value: unknown): AppError | undefined {
  const { data, error } = parsed(shape, value);
  if (error) return invalid(target, error.issues);
  c.req.addValidatedData(target, data as object);
  return undefined;
}

type Query = Readonly<Record<string, string | readonly string[]>>;

/** A name that is given once is a text, one given more often a list; nothing where there is no query. */
function queryOf(url: string): Query | undefined {
  if (!url.includes("?")) return undefined;
  // Its own, which nobody else has seen: it is changed and not copied.
  const asked = getQueryParams(url) as Record<string, string | readonly string[]>;
  for (const name in asked) if (asked[name]?.length === 1) asked[name] = asked[name][0] ?? "";
  return asked;
}

/** Where a contract names no query, a `?dryRun=true` that is not heard would be done in earnest. */
function strayIn(query: Query | undefined): AppError | undefined {
  const keys = Object.keys(query ?? {});
  return keys.length > 0 ? invalid("query", [{ code: "unrecognized_keys", keys, path: [], message: "" }]) : undefined;
}

/** What the body says; nothing where there is none, which is also what many clients send that name a type. */
function jsonIn(text: string, c: Context): unknown {
  if (text === "") return undefined;
  const type = c.req.header("content-type");
  if (type !== "application/json" && (type === undefined || !JSON_TYPE.test(type)))
    return new AppError("request.media_type", { facts: { expected: "application/json" } });
  try {
    return JSON.parse(text);
  } catch (cause) {
    return new AppError("request.malformed", { cause });
  }
}

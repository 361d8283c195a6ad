import type { MiddlewareHandler } from "hono";
import type { PublicRoute } from "#shared/contracts/route";
import type { Actor } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import type { Call, Types } from "../call.ts";
import type { RateCounter } from "../clients/rate-counter.ts";
import type { TrustKeeper } from "../clients/trust.ts";
import { refusalAt } from "../domain/admission.ts";
import { authenticate } from "../usecases/authenticate.ts";
import { bodyOf } from "./body.ts";
import { refuse } from "./headers.ts";

const NOBODY: Actor = { kind: "nobody" };

/** What one isolate remembers between its requests. */
export interface Memory {
  readonly trust: TrustKeeper;
  readonly rates: RateCounter;
}

/** Before a request is looked at any closer: who calls, how often, whether at all, and how much they bring. */
export const admission =
  ({ path, terms }: PublicRoute, memory: Memory): MiddlewareHandler<Types> =>
  async (c, next) => {
    c.set("rate", terms.rate);
    const call = c.get("call");
    const authorization = c.req.header("authorization");
    // Most of what comes without end comes from nobody, and waits for nothing.
    if (authorization !== undefined) {
      const known = await identify(call, memory, terms, authorization);
      if (known instanceof AppError) return refuse(c, known);
      call.actor = known;
    }
    const counting = memory.rates.count(call, terms.rate);
    if (counting !== undefined) await counting;
    const refusal = refusalAt(call.actor, path, terms);
    if (refusal) return refuse(c, refusal);
    const body = await bodyOf(c.req, terms);
    c.set("body", body);
    if (!terms.raw && body === null && c.req.header("content-type")) c.req.raw = untyped(c.req.raw);
    return next();
  };

/** Many clients name a type and send nothing: where no body is needed, that is none. What was read of it cannot be taken over. */
function untyped({ url, method, headers: sent }: Request): Request {
  const headers = new Headers(sent);
  headers.delete("content-type");
  return new Request(url, { method, headers });
}

/**
 * Whoever signs in or refreshes may still carry the token that is no longer good: there they are nobody. Everywhere else a
 * token that fails is a refusal, and counts against the address it came from.
 */
async function identify(
  call: Call,
  { trust, rates }: Memory,
  { reach, rate }: PublicRoute["terms"],
  authorization: string,
): Promise<Actor | AppError> {
  try {
    return await authenticate(call, trust, authorization);
  } catch (error) {
    if (reach === "anyone" && rate === "auth") return NOBODY;
    await rates.count(call, rate);
    if (error instanceof AppError) return error;
    throw error;
  }
}

import type { PublicRoute } from "#shared/contracts/route";
import type { Actor } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import { after, type Soon } from "#shared/core/soon";
import type { Opening } from "../call.ts";
import type { KnownRefusals } from "../clients/known-refusals.ts";
import type { RateCounter } from "../clients/rate-counter.ts";
import type { TrustKeeper } from "../clients/trust.ts";
import { refusalAt } from "../domain/admission.ts";
import { authenticate } from "../usecases/authenticate.ts";

/** What one isolate remembers between its requests. */
export interface Memory {
  readonly trust: TrustKeeper;
  readonly rates: RateCounter;
  readonly refusals: KnownRefusals;
}

/**
 * Before a request is looked at any closer: who calls, how often, and whether at all. The refusal, where it is one; most of what comes
 * without end is refused here, and waits for nothing.
 */
export const admission =
  ({ path, terms }: PublicRoute, memory: Memory) =>
  (call: Opening): Soon<AppError | undefined> =>
    after(identify(call, memory, terms), (known) => {
      if (known instanceof AppError) return known;
      call.actor = known;
      return after(memory.rates.count(call, terms.rate), (limited) => limited ?? refusalAt(known, path, terms));
    });

/**
 * Whoever signs in or refreshes may still carry the token that is no longer good: there they are nobody. Everywhere else a
 * token that fails is a refusal, and counts against the address it came from.
 */
function identify(
  call: Opening,
  { trust, rates }: Memory,
  { reach, rate }: PublicRoute["terms"],
): Soon<Actor | AppError> {
  const nobody = call.actor;
  const authorization = call.said("authorization");
  if (authorization === undefined) return nobody;
  const failed = (error: unknown): Soon<Actor | AppError> => {
    if (reach === "anyone" && rate === "auth") return nobody;
    return after(rates.count(call, rate), (limited) => {
      if (limited) return limited;
      if (error instanceof AppError) return error;
      throw error;
    });
  };
  const known = authenticate(call, trust, authorization);
  return after(known, (actor) => (actor instanceof AppError ? failed(actor) : actor), failed);
}

import type { Actor } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import { after, type Soon } from "#shared/core/soon";
import { DEFAULT_ISSUER, isStale, TOKEN_LIMIT } from "#shared/core/token";
import type { Call } from "../call.ts";
import type { TrustKeeper } from "../clients/trust.ts";
import { isExpired } from "../domain/claims.ts";

/** RFC 6750, section 2.1. */
const BEARER = /^Bearer +(\S+)$/i;

/** One for all: whoever floods us with tokens is told the same each time. */
const INVALID = new AppError("token.invalid");

/**
 * Who calls, by what their `Authorization` proves. What it does not prove is told and not thrown: `token.invalid`, `token.expired`,
 * `session.ended`, `token.stale`.
 *
 * @throws AppError `service.unavailable` where IAM has never answered
 */
export function authenticate(call: Call, trust: TrustKeeper, authorization: string): Soon<Actor | AppError> {
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined || token.length > TOKEN_LIMIT) return INVALID;
  return after(trust.proofOf(call, token), (proof): Soon<Actor | AppError> => {
    if (proof?.claims.iss !== (call.env.ISSUER ?? DEFAULT_ISSUER)) return INVALID;
    const { claims, person } = proof;
    if (isExpired(claims, call.now)) return new AppError("token.expired");
    return after(trust.revoked(call), ({ ended, stale }) => {
      if (ended.has(claims.sid)) return new AppError("session.ended");
      const notBefore = stale.get(claims.sub);
      if (notBefore !== undefined && isStale(claims.iat, notBefore)) return new AppError("token.stale");
      return person;
    });
  });
}

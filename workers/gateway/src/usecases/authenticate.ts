import type { Actor } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import { DEFAULT_ISSUER, isStale, TOKEN_LIMIT } from "#shared/core/token";
import type { Call } from "../call.ts";
import type { TrustKeeper } from "../clients/trust.ts";
import { isAccessClaims, isExpired, personOfClaims } from "../domain/claims.ts";

/** RFC 6750, section 2.1. */
const BEARER = /^Bearer +(\S+)$/i;

/**
 * Who calls, by what their `Authorization` proves.
 *
 * @throws AppError `token.invalid`, `token.expired`, `session.ended`, `token.stale`; `service.unavailable` where IAM has never answered
 */
export async function authenticate(call: Call, trust: TrustKeeper, authorization: string): Promise<Actor> {
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined || token.length > TOKEN_LIMIT) throw new AppError("token.invalid");
  const claims = await trust.claimsOf(call, token);
  if (!isAccessClaims(claims, call.env.ISSUER ?? DEFAULT_ISSUER)) throw new AppError("token.invalid");
  if (isExpired(claims, call.now)) throw new AppError("token.expired");
  const { ended, stale } = await trust.revoked(call);
  if (ended.has(claims.sid)) throw new AppError("session.ended");
  const notBefore = stale.get(claims.sub);
  if (notBefore !== undefined && isStale(claims.iat, notBefore)) throw new AppError("token.stale");
  return personOfClaims(claims);
}

import type { Instant } from "#shared/core/time";
import { type AccessClaims, AUDIENCE, issuedAt, TOKEN_SECONDS } from "#shared/core/token";
import { type GrantRow, isInForce } from "./grant.ts";
import type { Session } from "./session.ts";
import type { User } from "./user.ts";

/** What an access token says of a person in a session. */
export function claimsOf(
  { id, locale, grantsChangedAt }: User,
  session: Session,
  grants: readonly GrantRow[],
  { issuer, jti, now }: { readonly issuer: string; readonly jti: string; readonly now: Instant },
): AccessClaims {
  const iat = issuedAt(now, grantsChangedAt);
  return {
    iss: issuer,
    aud: AUDIENCE,
    iat,
    exp: iat + TOKEN_SECONDS,
    jti,
    sub: id,
    sid: session.id,
    authAt: session.createdAt,
    amr: ["pwd"],
    locale,
    verified: true,
    grants: grants.filter((grant) => isInForce(grant, now)).map(({ role, target }) => ({ role, on: target })),
  };
}

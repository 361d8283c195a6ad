import type { Grant } from "./actor.ts";
import type { Id } from "./ids.ts";
import type { Instant } from "./time.ts";

/** Who issues access tokens where the variable `ISSUER` says nothing else, and for whom they are. */
export const DEFAULT_ISSUER = "courtyard";
export const AUDIENCE = "courtyard";
export const TOKEN_ALGORITHM = "EdDSA";
/** RFC 9068: the header's `typ`, so that no other kind of token passes for one. */
export const TOKEN_TYPE = "at+jwt";
/** How long an access token is good for, in seconds. */
export const TOKEN_SECONDS = 600;
/** The longest access token, in bytes. */
export const TOKEN_LIMIT = 4096;

/** What an access token says. `iat` and `exp` are whole seconds (RFC 7519), `authAt` is milliseconds as everywhere else. */
export interface AccessClaims {
  readonly iss: string;
  readonly aud: typeof AUDIENCE;
  readonly iat: number;
  readonly exp: number;
  readonly jti: string;
  readonly sub: Id<"user">;
  readonly sid: Id<"session">;
  readonly authAt: Instant;
  /** How the person proved who they are (RFC 8176). */
  readonly amr: readonly string[];
  readonly locale: string;
  readonly verified: boolean;
  readonly grants: readonly Grant[];
}

/**
 * Whether a token was issued before its person's grants last changed. `iat` has no milliseconds, so a token of the same
 * second counts as older; one that IAM issues after the change has an `iat` that is not.
 */
export const isStale = (iat: number, notBefore: Instant): boolean => iat * 1000 < notBefore;

/** The `iat` of a token issued now: never one that `isStale` would take for older than the change it already knows. */
export const issuedAt = (now: Instant, notBefore: Instant | null): number =>
  Math.max(Math.floor(now / 1000), Math.ceil((notBefore ?? 0) / 1000));

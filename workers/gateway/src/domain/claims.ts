import type { Grant, Person } from "#shared/core/actor";
import { isId } from "#shared/core/ids";
import { ROLES, type Role } from "#shared/core/permissions";
import type { Instant } from "#shared/core/time";
import { type AccessClaims, AUDIENCE } from "#shared/core/token";

/** How far the clocks of two machines may be apart, in seconds. */
export const CLOCK_SKEW = 5;

/** What is certain before a signature is looked at: nothing but the shape. */
export type Unproven = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Unproven =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What the bytes say, if they are JSON in UTF-8. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** A payload that has every claim we read, of its type, and for us. */
function isAccessClaims(claims: unknown): claims is AccessClaims {
  return (
    isRecord(claims) &&
    typeof claims.iss === "string" &&
    claims.aud === AUDIENCE &&
    Number.isSafeInteger(claims.iat) &&
    Number.isSafeInteger(claims.exp) &&
    typeof claims.sub === "string" &&
    isId("user", claims.sub) &&
    typeof claims.sid === "string" &&
    isId("session", claims.sid) &&
    Number.isSafeInteger(claims.authAt) &&
    typeof claims.locale === "string" &&
    typeof claims.verified === "boolean" &&
    Array.isArray(claims.grants) &&
    claims.grants.every((grant) => isRecord(grant) && typeof grant.role === "string" && typeof grant.on === "string")
  );
}

export const isExpired = ({ exp }: AccessClaims, now: Instant): boolean => now >= (exp + CLOCK_SKEW) * 1000;

const isRole = (role: string): role is Role => ROLES.some((known) => known === role);

/** A role we do not know yet allows nothing: IAM may have been deployed first. */
const known = ({ grants }: AccessClaims): Grant[] => grants.filter(({ role }) => isRole(role));

const personOfClaims = (claims: AccessClaims): Person => ({
  kind: "person",
  id: claims.sub,
  sid: claims.sid,
  authAt: claims.authAt,
  locale: claims.locale,
  verified: claims.verified,
  grants: known(claims),
});

/** What a token proves for as long as it is good: who, by which claims. */
export interface Proof {
  readonly claims: AccessClaims;
  readonly person: Person;
}

export const proofIn = (claims: unknown): Proof | undefined =>
  isAccessClaims(claims) ? { claims, person: personOfClaims(claims) } : undefined;

import { newId } from "#shared/core/ids";
import type { Call } from "../call.ts";
import { claimsOf } from "../domain/claims.ts";
import type { GrantRow } from "../domain/grant.ts";
import type { Session } from "../domain/session.ts";
import { keysInTurn, type SigningKey } from "../domain/signing-key.ts";
import type { User } from "../domain/user.ts";
import { canOpen, makeSigningKey, signAccessToken } from "./access-tokens.ts";
import { refreshTokenOf } from "./refresh-tokens.ts";
import { issuerOf } from "./settings.ts";

/** What signing in answers. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly session: Session;
  readonly user: User;
  readonly grants: readonly GrantRow[];
}

/**
 * The key that signs now; `made` holds it where there was none and it must be kept. A key that another secret wrapped is
 * none: after a change of `IAM_SECRET` everybody signs in anew, with a new key.
 */
export async function signingKeyOf({ env, now }: Call, keys: readonly SigningKey[]) {
  for (const key of keysInTurn(keys, now)) if (await canOpen(env.IAM_SECRET, key)) return { key, made: [] };
  const key = await makeSigningKey(env.IAM_SECRET, newId("signingKey", now), now);
  return { key, made: [key] };
}

export async function issueTokens(
  { env, now }: Call,
  key: SigningKey,
  { user, session, grants }: Pick<Tokens, "user" | "session" | "grants">,
): Promise<Tokens> {
  const claims = claimsOf(user, session, grants, { issuer: issuerOf(env), jti: crypto.randomUUID(), now });
  const [accessToken, refreshToken] = await Promise.all([
    signAccessToken(env.IAM_SECRET, key, claims),
    refreshTokenOf(env.IAM_SECRET, session),
  ]);
  return { accessToken, refreshToken, session, user, grants };
}

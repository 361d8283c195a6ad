import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { type AccessClaims, TOKEN_ALGORITHM, TOKEN_TYPE } from "#shared/core/token";
import { logError } from "#shared/worker/log";
import type { SigningKey } from "../domain/signing-key.ts";
import { seal, unseal } from "./secrets.ts";

/** How many opened keys an isolate keeps in memory. */
const KEPT = 4;
const opened = new Map<string, CryptoKey>();

/** A new Ed25519 key, its private half wrapped with the secret. */
export async function makeSigningKey(secret: string, id: Id<"signingKey">, now: Instant): Promise<SigningKey> {
  const pair = await generateKeyPair(TOKEN_ALGORITHM, { crv: "Ed25519", extractable: true });
  const { x = "", d = "" } = await exportJWK(pair.privateKey);
  return { id, publicKey: x, sealedKey: await seal(secret, id, d), createdAt: now };
}

export const publicJwk = ({ id, publicKey }: SigningKey) =>
  ({ kty: "OKP", crv: "Ed25519", x: publicKey, kid: id, alg: TOKEN_ALGORITHM, use: "sig" }) as const;

export async function signAccessToken(secret: string, key: SigningKey, claims: AccessClaims): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: TOKEN_ALGORITHM, kid: key.id, typ: TOKEN_TYPE })
    .sign(await open(secret, key));
}

/** Whether the secret is the one that wrapped the key. */
export async function canOpen(secret: string, key: SigningKey): Promise<boolean> {
  try {
    return (await open(secret, key)) !== undefined;
  } catch (error) {
    logError("signing_key.sealed", error, { keyId: key.id });
    return false;
  }
}

async function open(secret: string, key: SigningKey): Promise<CryptoKey> {
  const name = `${secret} ${key.sealedKey}`;
  const known = opened.get(name);
  if (known) return known;
  const jwk: JWK = { kty: "OKP", crv: "Ed25519", x: key.publicKey, d: await unseal(secret, key.id, key.sealedKey) };
  const made = await importJWK(jwk, TOKEN_ALGORITHM);
  if (!(made instanceof CryptoKey)) throw new Error("not an asymmetric key");
  if (opened.size >= KEPT) opened.clear();
  opened.set(name, made);
  return made;
}

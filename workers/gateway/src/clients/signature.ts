import { type CryptoKey, compactVerify, decodeProtectedHeader, type JWK, type ProtectedHeaderParameters } from "jose";
import { isCompactJws } from "../domain/compact-jws.ts";

/** The header of a token, before anything about it is proven; nothing if it is none in its one spelling. */
export function headerOf(token: string): ProtectedHeaderParameters | undefined {
  if (!isCompactJws(token)) return undefined;
  try {
    return decodeProtectedHeader(token);
  } catch {
    return undefined;
  }
}

/** What was signed with this key by this algorithm and no other; nothing if it was not. */
export async function signedBytes(
  token: string,
  key: CryptoKey | JWK,
  algorithm: string,
): Promise<Uint8Array | undefined> {
  if (!isCompactJws(token)) return undefined;
  try {
    const { payload, protectedHeader } = await compactVerify(token, key, { algorithms: [algorithm] });
    return protectedHeader.crit ? undefined : payload;
  } catch {
    return undefined;
  }
}

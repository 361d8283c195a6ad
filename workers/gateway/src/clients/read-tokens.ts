import type { CryptoKey } from "jose";
import { TOKEN_ALGORITHM, TOKEN_TYPE } from "#shared/core/token";
import { jsonOf } from "../domain/claims.ts";
import { remember } from "./remember.ts";
import { headerOf, signedBytes } from "./signature.ts";

/** How many good tokens one isolate remembers, and how many bad ones; the oldest makes room. */
export const REMEMBERED = 1_000;

interface Read {
  readonly kid: string;
  readonly key: CryptoKey;
  /** Nothing if it is not this key that signed it. */
  readonly claims: unknown;
}

/**
 * What tokens say, and the key that proved or refuted it, in the memory of one isolate. A signature says the same of the same
 * token and the same key for ever; whether that key, that session, that time are good is asked at every request.
 */
export class ReadTokens {
  readonly #proven = new Map<string, Read>();
  /** Apart, so that no flood of made-up tokens makes a good one be forgotten. */
  readonly #refuted = new Map<string, Read>();

  /** What a token says, if the key that it names signed it. `keyOf` gives the key that is good now. */
  async claimsOf(token: string, keyOf: (kid: string) => Promise<CryptoKey | undefined>): Promise<unknown> {
    const read = this.#proven.get(token) ?? this.#refuted.get(token);
    const kid = read?.kid ?? keyIdOf(token);
    const key = kid === undefined ? undefined : await keyOf(kid);
    if (kid === undefined || key === undefined) return undefined;
    if (read?.key === key) return read.claims;
    const signed = await signedBytes(token, key, TOKEN_ALGORITHM);
    const claims = signed === undefined ? undefined : jsonOf(signed);
    remember(claims === undefined ? this.#refuted : this.#proven, token, { kid, key, claims }, REMEMBERED);
    return claims;
  }

  forget(): void {
    this.#proven.clear();
    this.#refuted.clear();
  }
}

/** The id of the key that an access token says it is signed with; nothing if it is no access token. */
function keyIdOf(token: string): string | undefined {
  const header = headerOf(token);
  const isOurs = header?.alg === TOKEN_ALGORITHM && header.typ === TOKEN_TYPE && typeof header.kid === "string";
  return isOurs ? header.kid : undefined;
}

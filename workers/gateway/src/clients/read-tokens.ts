import type { CryptoKey } from "jose";
import { TOKEN_ALGORITHM, TOKEN_TYPE } from "#shared/core/token";
import { jsonOf } from "../domain/claims.ts";
import { headerOf, signedBytes } from "./signature.ts";

/** How many tokens one isolate remembers; the oldest makes room. */
export const REMEMBERED = 1_000;

interface Read {
  readonly kid: string;
  readonly key: CryptoKey;
  readonly claims: unknown;
}

/**
 * What tokens say, and the key that proved it, in the memory of one isolate. A signature says the same of the same token and
 * the same key for ever; whether that key, that session, that time are good is asked at every request.
 */
export class ReadTokens {
  readonly #read = new Map<string, Read>();

  /** What a token says, if the key that it names signed it: nothing else is remembered. `keyOf` gives the key that is good now. */
  async claimsOf(token: string, keyOf: (kid: string) => Promise<CryptoKey | undefined>): Promise<unknown> {
    const read = this.#read.get(token);
    const kid = read?.kid ?? keyIdOf(token);
    const key = kid === undefined ? undefined : await keyOf(kid);
    if (kid === undefined || key === undefined) return undefined;
    if (read?.key === key) return read.claims;
    const signed = await signedBytes(token, key, TOKEN_ALGORITHM);
    if (signed === undefined) return undefined;
    const claims = jsonOf(signed);
    this.#remember(token, { kid, key, claims });
    return claims;
  }

  forget(): void {
    this.#read.clear();
  }

  #remember(token: string, read: Read): void {
    this.#read.delete(token);
    this.#read.set(token, read);
    const [oldest] = this.#read.size > REMEMBERED ? this.#read.keys() : [];
    if (oldest !== undefined) this.#read.delete(oldest);
  }
}

/** The id of the key that an access token says it is signed with; nothing if it is no access token. */
function keyIdOf(token: string): string | undefined {
  const header = headerOf(token);
  const isOurs = header?.alg === TOKEN_ALGORITHM && header.typ === TOKEN_TYPE && typeof header.kid === "string";
  return isOurs ? header.kid : undefined;
}

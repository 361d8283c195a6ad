import type { CryptoKey } from "jose";
import { after, type Soon } from "#shared/core/soon";
import { TOKEN_ALGORITHM, TOKEN_TYPE } from "#shared/core/token";
import { jsonOf, type Proof, proofIn } from "../domain/claims.ts";
import { remember } from "./remember.ts";
import { headerOf, signedBytes } from "./signature.ts";

/** How many good tokens one isolate remembers, and how many bad ones; the oldest makes room. */
export const REMEMBERED = 1_000;

interface Read {
  readonly kid: string;
  readonly key: CryptoKey;
  /** Nothing if it is not this key that signed it, or it is no access token. */
  readonly proof: Proof | undefined;
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
  proofOf(token: string, keyOf: (kid: string) => Soon<CryptoKey | undefined>): Soon<Proof | undefined> {
    const read = this.#proven.get(token) ?? this.#refuted.get(token);
    const kid = read?.kid ?? keyIdOf(token);
    if (kid === undefined) return undefined;
    return after(keyOf(kid), (key) => {
      if (key === undefined) return undefined;
      return read?.key === key ? read.proof : this.#verified(token, kid, key);
    });
  }

  async #verified(token: string, kid: string, key: CryptoKey): Promise<Proof | undefined> {
    const signed = await signedBytes(token, key, TOKEN_ALGORITHM);
    const proof = signed && proofIn(jsonOf(signed));
    remember(proof ? this.#proven : this.#refuted, token, { kid, key, proof }, REMEMBERED);
    return proof;
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

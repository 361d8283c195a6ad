/// <reference types="vite/client" />
import { env } from "cloudflare:workers";
import type { JWK } from "jose";
import { describe, expect, it } from "vitest";
import { TOKEN_ALGORITHM } from "#shared/core/token";
import { stage } from "#shared/testing/outside";
import { createGateway } from "../routes/gateway.ts";
import { headerOf, signedBytes } from "./signature.ts";

interface Vectors {
  readonly testGroups: readonly {
    readonly comment: string;
    readonly public?: JWK;
    readonly private?: JWK;
    readonly tests: readonly {
      readonly tcId: number;
      readonly comment: string;
      readonly jws: unknown;
      readonly result: "valid" | "invalid";
    }[];
  }[];
}

/** The file lies beside the project, not in it. */
const found = Object.values(
  import.meta.glob<Vectors>("../../../../../shared/vectors/json_web_signature_test.json", { import: "default" }),
);
const vectors = await found[0]?.();
const cases = (vectors?.testGroups ?? []).flatMap(({ tests, ...group }) =>
  tests.map((test) => ({ ...test, key: group.public ?? group.private ?? {} })),
);

/** Not in their one spelling; the file calls them valid. */
const NOT_CANONICAL = [372, 373];
/** Valid only for a reader who believes the token's algorithm where the key names another. */
const OTHER_ALGORITHM = [346, 347, 350, 351];
/** Meant to be padded; as they stand in the file they are the valid token of case 357, letter for letter. */
const NOT_PADDED = [367, 370];

function expected({ tcId, result }: (typeof cases)[number]): string {
  if (NOT_PADDED.includes(tcId)) return "valid";
  return NOT_CANONICAL.includes(tcId) || OTHER_ALGORITHM.includes(tcId) ? "invalid" : result;
}

const verdict = async (token: unknown, key: JWK, algorithm: string) =>
  typeof token === "string" && (await signedBytes(token, key, algorithm)) !== undefined ? "valid" : "invalid";

describe.skipIf(vectors === undefined)("the Wycheproof vectors (skipped where ../shared/vectors is not there)", () => {
  it("are at hand", () => {
    expect(cases).toHaveLength(401);
    const texts = cases.filter(({ tcId }) => [357, ...NOT_PADDED].includes(tcId)).map(({ jws }) => jws);
    expect(new Set(texts).size).toBe(1);
  });

  it("have the verdict they should, each by its token, key and algorithm", async () => {
    const wrong: string[] = [];
    for (const one of cases) {
      const algorithm = one.key.alg ?? headerOf(String(one.jws))?.alg ?? "";
      const found = await verdict(one.jws, one.key, algorithm);
      if (found !== expected(one)) wrong.push(`${one.tcId} ${one.comment}: ${found}`);
    }
    expect(wrong).toEqual([]);
  });

  it("are all refused by the one algorithm that the gateway accepts", async () => {
    for (const { tcId, jws, key } of cases)
      expect([tcId, await verdict(jws, key, TOKEN_ALGORITHM)]).toEqual([tcId, "invalid"]);
  });

  it("are all refused at the door, which then asks IAM for nothing", async () => {
    const app = createGateway();
    const tokens = cases.flatMap(({ jws }) => (typeof jws === "string" && /^[\x21-\x7e]+$/.test(jws) ? [jws] : []));
    expect(tokens.length).toBeGreaterThan(350);
    for (const token of tokens) {
      const { ask, asked } = await stage(app, env);
      expect(await ask("/v1/me/bookings", { token })).toMatchObject({ status: 401, body: { code: "token.invalid" } });
      expect(asked.trust).toBe(0);
    }
  });
});

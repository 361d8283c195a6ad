import type { CryptoKey } from "jose";
import { afterEach, describe, expect, it, vi } from "vitest";
import { anIssuer } from "#shared/testing/outside";
import { person } from "#shared/testing/story";
import { REMEMBERED, ReadTokens } from "./read-tokens.ts";

afterEach(() => vi.restoreAllMocks());
const verifications = () => vi.spyOn(crypto.subtle, "verify");

/** The keys that are good, and a reader that asks for them. */
async function aReader() {
  const issuer = await anIssuer();
  const imported = async (): Promise<CryptoKey> =>
    crypto.subtle.importKey("jwk", { kty: "OKP", crv: "Ed25519", x: issuer.key.x }, "Ed25519", false, ["verify"]);
  const good = new Map([[issuer.key.kid, await imported()]]);
  const tokens = new ReadTokens();
  return {
    issuer,
    good,
    imported,
    read: async (token: string) => (await tokens.proofOf(token, async (kid) => good.get(kid)))?.claims,
  };
}

describe("a token that has been read", () => {
  it("says the same again without its signature being verified again", async () => {
    const { issuer, read } = await aReader();
    const who = person();
    const token = await issuer.tokenFor(who);
    const verify = verifications();
    expect(await read(token)).toMatchObject({ sub: who.id });
    expect(await read(token)).toMatchObject({ sub: who.id });
    expect(verify).toHaveBeenCalledTimes(1);
  });

  it("says nothing once its key is good no longer, and is verified by the key that then has its id", async () => {
    const { issuer, good, read, imported } = await aReader();
    const token = await issuer.tokenFor(person());
    const key = await imported();
    expect(await read(token)).toBeDefined();
    good.clear();
    expect(await read(token)).toBeUndefined();
    const other = await anIssuer(issuer.key.kid);
    const { x } = other.key;
    good.set(
      issuer.key.kid,
      await crypto.subtle.importKey("jwk", { kty: "OKP", crv: "Ed25519", x }, "Ed25519", false, ["verify"]),
    );
    expect(await read(token)).toBeUndefined();
    good.set(issuer.key.kid, key);
    expect(await read(token)).toBeDefined();
  });

  it("vouches for no other: not for its claims under another signature, nor for its signature under other claims", async () => {
    const { issuer, read } = await aReader();
    const [mine, theirs] = [
      await issuer.tokenFor(person()),
      await issuer.tokenFor(person([{ role: "admin", on: "*" }])),
    ];
    expect([await read(mine), await read(theirs)]).toEqual([expect.anything(), expect.anything()]);
    const [head, claims] = mine.split(".");
    const [, others, signature] = theirs.split(".");
    for (const mixed of [`${head}.${claims}.${signature}`, `${head}.${others}.${mine.split(".")[2]}`, `${mine}=`])
      expect(await read(mixed)).toBeUndefined();
  });
});

describe("a token that the key did not sign", () => {
  it("is verified once, and says nothing each time", async () => {
    const { issuer, read } = await aReader();
    const forged = await (await anIssuer(issuer.key.kid)).tokenFor(person());
    const verify = verifications();
    for (let times = 0; times < 3; times += 1) expect(await read(forged)).toBeUndefined();
    expect(verify).toHaveBeenCalledTimes(1);
  });

  it("is verified again by another key, which may have signed it", async () => {
    const { issuer, good, read } = await aReader();
    const other = await anIssuer(issuer.key.kid);
    const who = person();
    const token = await other.tokenFor(who);
    expect(await read(token)).toBeUndefined();
    const { x } = other.key;
    good.set(
      issuer.key.kid,
      await crypto.subtle.importKey("jwk", { kty: "OKP", crv: "Ed25519", x }, "Ed25519", false, ["verify"]),
    );
    expect(await read(token)).toMatchObject({ sub: who.id });
    const verify = verifications();
    expect(await read(token)).toMatchObject({ sub: who.id });
    expect(verify).toHaveBeenCalledTimes(0);
  });

  it("makes no good one be forgotten, however many there are", async () => {
    const { issuer, read } = await aReader();
    const good = await issuer.tokenFor(person());
    await read(good);
    const [head, claims, signature = ""] = good.split(".");
    for (let n = 0; n <= REMEMBERED; n += 1)
      await read(`${head}.${claims}.${String(n).padStart(10, "0")}${signature.slice(10)}`);
    const verify = verifications();
    expect(await read(good)).toBeDefined();
    expect(verify).toHaveBeenCalledTimes(0);
  });
});

it("remembers no more than its limit: the oldest is verified again", async () => {
  const { issuer, read } = await aReader();
  const first = await issuer.tokenFor(person());
  const last = await issuer.tokenFor(person());
  await read(first);
  for (let others = 2; others < REMEMBERED; others += 1) await read(await issuer.tokenFor(person()));
  await read(last);
  const verify = verifications();
  expect(await read(first)).toBeDefined();
  expect(verify).toHaveBeenCalledTimes(0);
  await read(await issuer.tokenFor(person()));
  verify.mockClear();
  expect(await read(last)).toBeDefined();
  expect(verify).toHaveBeenCalledTimes(0);
  expect(await read(first)).toBeDefined();
  expect(verify).toHaveBeenCalledTimes(1);
});

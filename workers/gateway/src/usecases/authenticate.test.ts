import { env } from "cloudflare:workers";
import { CompactSign, exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { minutes, seconds } from "#shared/core/time";
import { TOKEN_ALGORITHM, TOKEN_TYPE } from "#shared/core/token";
import { anIssuer, echo, problem, silent, stage, standIn } from "#shared/testing/outside";
import { anId, person } from "#shared/testing/story";
import { decodeActor } from "#shared/worker/identity";
import { createGateway } from "../routes/gateway.ts";

const ME = "/v1/me/bookings";
const open = (doors: Record<string, Fetcher> = {}) => stage(createGateway(), env, doors);
const encode = (value: unknown) =>
  btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());
const later = (ms: number) => vi.setSystemTime(Date.now() + ms);

describe("a token that IAM signed", () => {
  it("makes the caller who it names, with what they may do", async () => {
    const { ask, issuer } = await open();
    const who = person([{ role: "staff", on: anId("building"), can: ["booking.read"] }]);
    const told = await ask(ME, { token: await issuer.tokenFor(who) });
    expect(decodeActor(told.body.headers["x-actor"])).toEqual(who);
    expect(told.body.headers.authorization).toBeUndefined();
  });

  it("is taken whatever the case of its scheme", async () => {
    const { ask, issuer } = await open();
    const token = await issuer.tokenFor(person());
    expect((await ask(ME, { headers: { authorization: `bearer  ${token}` } })).status).toBe(200);
  });

  it("allows nothing by a role that is not known yet", async () => {
    const { ask, issuer } = await open();
    const token = await issuer.tokenFor(person(), { grants: [{ role: "emperor", on: "*" }] });
    expect(decodeActor((await ask(ME, { token })).body.headers["x-actor"])).toMatchObject({ grants: [] });
  });

  it("is good for its time and a few seconds of clock, and no longer", async () => {
    const { ask, issuer } = await open();
    const token = await issuer.tokenFor(person());
    later(minutes(10) + seconds(4));
    expect((await ask(ME, { token })).status).toBe(200);
    later(seconds(2));
    const told = await ask(ME, { token });
    expect(told).toMatchObject({ status: 401, body: { code: "token.expired" } });
    expect(told.headers.get("www-authenticate")).toBe('Bearer realm="courtyard", error="invalid_token"');
  });
});

describe("a token is refused", () => {
  const who = person([{ role: "admin", on: "*" }]);
  const verdict = async (
    broken: (good: { token: string; issuer: Awaited<ReturnType<typeof anIssuer>> }) => string | Promise<string>,
  ) => {
    const { ask, issuer, BOOKINGS } = await open();
    const told = await ask(ME, { token: await broken({ token: await issuer.tokenFor(who), issuer }) });
    expect(BOOKINGS.asked).toEqual([]);
    return [told.status, told.body.code];
  };
  const INVALID = [401, "token.invalid"];
  const part = (token: string, at: number) => token.split(".")[at] ?? "";
  const flipped = (token: string, at: number) => {
    const parts = token.split(".");
    const text = parts[at] ?? "";
    parts[at] = (text.startsWith("A") ? "B" : "A") + text.slice(1);
    return parts.join(".");
  };

  it.each([0, 1, 2])("when a character of part %i is another", async (at) => {
    expect(await verdict(({ token }) => flipped(token, at))).toEqual(INVALID);
  });

  it("when it is cut off anywhere", async () => {
    const { ask, issuer } = await open();
    const token = await issuer.tokenFor(who);
    for (let length = 1; length < token.length; length += 7) {
      expect((await ask(ME, { token: token.slice(0, length) })).body.code).toBe("token.invalid");
    }
  });

  it("when it is spelled in any but its one way", async () => {
    const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const { ask, issuer } = await open();
    const token = await issuer.tokenFor(who);
    const [header = "", payload = "", signature = ""] = token.split(".");
    // An Ed25519 signature has 86 characters, the last of them with four spare bits.
    const spare = Array.from({ length: 15 }, (_, bits) => {
      const last = ALPHABET.indexOf(signature.slice(-1)) + bits + 1;
      return `${header}.${payload}.${signature.slice(0, -1)}${ALPHABET[last]}`;
    });
    const others = [
      `${token}=`,
      `${token}==`,
      `${token}.`,
      `.${token}`,
      `${header}.${payload}.${signature.slice(0, 9)}?${signature.slice(9)}`,
    ];
    const standard = token.replaceAll("-", "+").replaceAll("_", "/");
    for (const spelling of [...spare, ...others, ...(standard === token ? [] : [standard])]) {
      expect([spelling, (await ask(ME, { token: spelling })).body.code]).toEqual([spelling, "token.invalid"]);
    }
    expect(
      (await ask(ME, { headers: { authorization: `Bearer ${token.slice(0, 20)} ${token.slice(20)}` } })).body.code,
    ).toBe("token.invalid");
    expect((await ask(ME, { token })).status).toBe(200);
  });

  it("when another key signed it, whatever key id it names", async () => {
    expect(await verdict(async ({ issuer }) => (await anIssuer(issuer.key.kid)).tokenFor(who))).toEqual(INVALID);
    expect(await verdict(async () => (await anIssuer()).tokenFor(who))).toEqual(INVALID);
  });

  it("when the algorithm is none", async () => {
    expect(
      await verdict(
        ({ token, issuer }) => `${encode({ alg: "none", typ: TOKEN_TYPE, kid: issuer.key.kid })}.${part(token, 1)}.`,
      ),
    ).toEqual(INVALID);
    expect(
      await verdict(
        ({ token, issuer }) =>
          `${encode({ alg: "none", typ: TOKEN_TYPE, kid: issuer.key.kid })}.${part(token, 1)}.${part(token, 2)}`,
      ),
    ).toEqual(INVALID);
  });

  it("when the public key is used as a shared secret (HS256)", async () => {
    const claims = ({ token }: { token: string }) =>
      JSON.parse(atob(part(token, 1).replaceAll("-", "+").replaceAll("_", "/")));
    for (const secretOf of [
      (x: string) => new TextEncoder().encode(x.padEnd(32)),
      (x: string) => Uint8Array.from(atob(x.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0)),
    ]) {
      const forged = verdict(({ token, issuer }) =>
        new SignJWT(claims({ token }))
          .setProtectedHeader({ alg: "HS256", typ: TOKEN_TYPE, kid: issuer.key.kid })
          .sign(secretOf(issuer.key.x)),
      );
      expect(await forged).toEqual(INVALID);
    }
  });

  it("when a key of its own travels in it", async () => {
    const { privateKey, publicKey } = await generateKeyPair(TOKEN_ALGORITHM, { extractable: true });
    const jwk = await exportJWK(publicKey);
    const forged = verdict(({ token, issuer }) =>
      new SignJWT(JSON.parse(atob(part(token, 1).replaceAll("-", "+").replaceAll("_", "/"))))
        .setProtectedHeader({
          alg: TOKEN_ALGORITHM,
          typ: TOKEN_TYPE,
          kid: issuer.key.kid,
          jwk,
          jku: "https://example.com/keys",
          x5u: "https://example.com/cert",
        })
        .sign(privateKey),
    );
    expect(await forged).toEqual(INVALID);
  });

  it.each([
    { what: "another type", header: { typ: "JWT" } },
    { what: "no type", header: { typ: undefined } },
    { what: "no key id", header: { kid: undefined } },
    { what: "a key id that is no text", header: { kid: 7 } },
    { what: "a critical header", header: { crit: ["b64"], b64: true } },
  ])("when its header has $what", async ({ header }) => {
    expect(await verdict(({ issuer }) => issuer.tokenFor(who, {}, header))).toEqual(INVALID);
  });

  it.each([
    { iss: "https://example.com" },
    { aud: "another" },
    { aud: ["courtyard"] },
    { sub: anId("building") },
    { sub: undefined },
    { sid: "ses_1" },
    { iat: "now" },
    { exp: undefined },
    { exp: "2999-01-01" },
    { exp: Number.MAX_VALUE },
    { authAt: null },
    { locale: 1 },
    { verified: "yes" },
    { grants: {} },
    { grants: [null] },
    { grants: [{ role: 1, on: "*" }] },
  ])("when it claims %j, though IAM's key signed it", async (claims) => {
    expect(await verdict(({ issuer }) => issuer.tokenFor(who, claims))).toEqual(INVALID);
  });

  it("when what is signed is no claims", async () => {
    for (const payload of ["", "[]", "null", "1", "{", '{"a":"\ud800"}']) {
      const signed = verdict(({ issuer }) =>
        new CompactSign(new TextEncoder().encode(payload))
          .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: TOKEN_TYPE, kid: issuer.key.kid })
          .sign(issuer.privateKey),
      );
      expect(await signed).toEqual(INVALID);
    }
  });

  it("when it is longer than a token may be", async () => {
    expect(await verdict(({ issuer }) => issuer.tokenFor(who, { filling: "x".repeat(4096) }))).toEqual(INVALID);
  });

  it.each(["Basic dXNlcjpwYXNz", "Bearer", "Bearer ", "Bearer a b", "x", "Bearer a,Bearer b"])(
    "when the header is %j",
    async (authorization) => {
      const { ask } = await open();
      expect(await ask(ME, { headers: { authorization } })).toMatchObject({
        status: 401,
        body: { code: "token.invalid" },
      });
    },
  );

  it("but not where people sign in: there its bearer is nobody", async () => {
    const { ask, issuer } = await open();
    const token = await issuer.tokenFor(who);
    later(minutes(11));
    const told = await ask("/v1/auth/refresh", { method: "POST", body: {}, token });
    expect(decodeActor(told.body.headers["x-actor"])).toEqual({ kind: "nobody" });
  });
});

describe("what IAM says of keys and revocations", () => {
  it("is asked once, then kept", async () => {
    const { ask, issuer, asked } = await open();
    const token = await issuer.tokenFor(person());
    for (let calls = 0; calls < 5; calls += 1) expect((await ask(ME, { token })).status).toBe(200);
    expect(asked.trust).toBe(1);
  });

  it("is renewed behind a request before it is too old to be trusted", async () => {
    const { ask, issuer, asked, settled } = await open();
    const token = await issuer.tokenFor(person());
    await ask(ME, { token });
    later(seconds(11));
    await Promise.all([ask(ME, { token }), ask(ME, { token })]);
    await settled();
    expect(asked.trust).toBe(2);
    later(seconds(10));
    await ask(ME, { token });
    expect(asked.trust).toBe(2);
  });

  it("ends a session within 15 seconds [GW-03]", async () => {
    const { ask, issuer, trusted } = await open();
    const who = person();
    const token = await issuer.tokenFor(who);
    expect((await ask(ME, { token })).status).toBe(200);
    trusted.ended.push(who.sid);
    later(seconds(16));
    expect(await ask(ME, { token })).toMatchObject({ status: 401, body: { code: "session.ended" } });
    expect((await ask(ME, { token: await issuer.tokenFor(person()) })).status).toBe(200);
  });

  it("makes a token stale when its person's grants have changed, and not the one that a refresh brings", async () => {
    const { ask, issuer, trusted } = await open();
    const who = person();
    const token = await issuer.tokenFor(who);
    later(seconds(2));
    trusted.stale.push({ userId: who.id, notBefore: Date.now() });
    expect(await ask(ME, { token })).toMatchObject({ status: 401, body: { code: "token.stale" } });
    later(seconds(1));
    expect((await ask(ME, { token: await issuer.tokenFor(who) })).status).toBe(200);
  });

  it("is what a token is verified by once, until it is asked anew", async () => {
    const { ask, issuer } = await open();
    const token = await issuer.tokenFor(person());
    const verify = vi.spyOn(crypto.subtle, "verify");
    for (let calls = 0; calls < 3; calls += 1) expect((await ask(ME, { token })).status).toBe(200);
    expect(verify).toHaveBeenCalledTimes(1);
    later(seconds(16));
    expect((await ask(ME, { token })).status).toBe(200);
    expect(verify).toHaveBeenCalledTimes(2);
    verify.mockRestore();
  });

  it("is asked of a token that was good a moment ago as of any other", async () => {
    const { ask, issuer, trusted } = await open();
    const [gone, changed, kept] = [person(), person(), person()];
    const tokens = await Promise.all([gone, changed, kept].map((who) => issuer.tokenFor(who)));
    const verdicts = async () => {
      const told = await Promise.all(tokens.map((token) => ask(ME, { token })));
      return told.map(({ status, body }) => (status === 200 ? status : body.code));
    };
    expect(await verdicts()).toEqual([200, 200, 200]);
    trusted.ended.push(gone.sid);
    trusted.stale.push({ userId: changed.id, notBefore: Date.now() + seconds(1) });
    later(seconds(16));
    expect(await verdicts()).toEqual(["session.ended", "token.stale", 200]);
    trusted.keys.splice(0);
    later(seconds(31));
    expect(await verdicts()).toEqual(["token.invalid", "token.invalid", "token.invalid"]);
  });

  it("may name several keys: an old one is good until its tokens have expired [GW-02]", async () => {
    const { ask, issuer, trusted } = await open();
    const next = await anIssuer();
    const before = await issuer.tokenFor(person());
    expect((await ask(ME, { token: before })).status).toBe(200);
    trusted.keys.push(next.key);
    expect((await ask(ME, { token: await next.tokenFor(person()) })).status).toBe(200);
    expect((await ask(ME, { token: before })).status).toBe(200);
    trusted.keys.shift();
    later(seconds(16));
    expect((await ask(ME, { token: before })).body.code).toBe("token.invalid");
  });

  it("is asked anew for a key nobody knows, and then not again for a while", async () => {
    const { ask, issuer, asked } = await open();
    await ask(ME, { token: await issuer.tokenFor(person()) });
    for (let calls = 0; calls < 5; calls += 1) {
      expect((await ask(ME, { token: await (await anIssuer()).tokenFor(person()) })).body.code).toBe("token.invalid");
    }
    expect(asked.trust).toBe(2);
  });

  it("stays as it was while IAM is down, and IAM is not asked at every call", async () => {
    let tries = 0;
    let isDown = false;
    const issuer = await anIssuer();
    const IAM = standIn(() => {
      tries += 1;
      return isDown ? problem(503, "service.unavailable") : Response.json({ keys: [issuer.key], ended: [], stale: [] });
    });
    const { ask, settled } = await open({ IAM });
    const token = await issuer.tokenFor(person());
    expect((await ask(ME, { token })).status).toBe(200);
    isDown = true;
    later(minutes(3));
    for (let calls = 0; calls < 5; calls += 1) expect((await ask(ME, { token })).status).toBe(200);
    await settled();
    expect(tries).toBe(2);
  });

  it("is never lost to an answer that makes no sense", async () => {
    const issuer = await anIssuer();
    let answer: unknown = { keys: [issuer.key], ended: [], stale: [] };
    const { ask } = await open({ IAM: standIn(() => Response.json(answer)) });
    const token = await issuer.tokenFor(person());
    expect((await ask(ME, { token })).status).toBe(200);
    for (const nonsense of [
      null,
      {},
      { keys: [{ kty: "OKP", crv: "Ed25519", x: "?", kid: "1" }], ended: [], stale: [] },
    ]) {
      answer = nonsense;
      later(seconds(20));
      expect((await ask(ME, { token })).status).toBe(200);
    }
  });

  it("was never heard: then nobody with a token is let in or turned away for good", async () => {
    const { ask, issuer } = await open({ IAM: echo() });
    const told = await ask(ME, { token: await issuer.tokenFor(person()) });
    expect(told).toMatchObject({ status: 503, body: { code: "service.unavailable" } });
    expect(told.headers.get("retry-after")).toBe("5");
  });

  it("is waited for two seconds, not for ever", { timeout: 10_000 }, async () => {
    const { ask, issuer } = await open({ IAM: silent() });
    expect((await ask(ME, { token: await issuer.tokenFor(person()) })).status).toBe(503);
  });

  it("is asked for without anything the client sent", async () => {
    const issuer = await anIssuer();
    const IAM = standIn(() => Response.json({ keys: [issuer.key], ended: [], stale: [] }));
    const { ask } = await open({ IAM });
    const headers = { "x-bookmark": "iam=00000001-00000002", cookie: "a=b" };
    await ask(ME, { token: await issuer.tokenFor(person()), headers });
    expect(IAM.asked[0]?.headers.get("x-bookmark")).toBeNull();
    expect(IAM.asked[0]?.headers.get("cookie")).toBeNull();
  });
});

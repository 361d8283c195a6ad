import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { days, minutes, seconds } from "#shared/core/time";
import { anAddress, anIam, claimsIn, eventsAbout, PASSWORD } from "#shared/testing/iam";
import { at } from "#shared/testing/queue";
import { as, NOBODY, written } from "#shared/testing/story";
import { app } from "../index.ts";

const iam = anIam(app, env);
const { nobody, register, verify, signIn, signUp, lettersTo, lastLetterTo } = iam;

/** A password costs a fifth of a second, and these need many. */
const MANY_PASSWORDS = { timeout: 60_000 };

beforeEach(() => vi.useFakeTimers({ now: Date.now(), toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());
const pass = (span: number) => at(Date.now() + span);
const eventsOf = (id: string) => eventsAbout(env.DB, id);

describe("somebody asks for an account", () => {
  it("and is told the same as with an address that has one; the letter alone tells them apart [IAM-22]", async () => {
    const known = (await signUp()).email;
    const unknown = anAddress();
    const [one, other] = [await register(known), await register(unknown)];
    expect([one.status, one.body]).toEqual([202, { status: "letter_sent" }]);
    expect([other.status, other.body]).toEqual([one.status, one.body]);
    expect([...other.headers.keys()]).toEqual([...one.headers.keys()]);
    expect(lastLetterTo(known).letter).toBe("address_known");
    expect(lastLetterTo(unknown)).toMatchObject({ letter: "verify_email", locale: "en", userId: null });
    expect(lastLetterTo(unknown).code).toMatch(/^\d{6}$/);
  });

  it("in the language they ask for, or the browser's", async () => {
    const [one, other] = [anAddress(), anAddress()];
    await register(one, { locale: "es" });
    await nobody.post(
      "/v1/auth/register",
      { email: other, password: PASSWORD, name: "Vecina" },
      { "accept-language": "es-MX,en;q=0.5" },
    );
    expect([lastLetterTo(one).locale, lastLetterTo(other).locale]).toEqual(["es", "es"]);
  });

  it("and has none before the address is shown to be theirs [IAM-01]", async () => {
    const email = anAddress();
    await register(email);
    expect(await signIn(email)).toMatchObject({ status: 401, body: { code: "auth.credentials_wrong" } });
  });

  it.each([
    { what: "is short", password: "too short", code: "request.invalid" },
    { what: "is long", password: "x7-".repeat(67), code: "request.invalid" },
    { what: "is one of the first that are tried", password: "Password123!", code: "password.common" },
    { what: "is a run of keys", password: "1234567890", code: "password.common" },
  ])("but not with a password that $what", async ({ password, code }) => {
    expect(await register(anAddress(), { password })).toMatchObject({ status: 400, body: { code } });
  });

  it("but not with the address as the password", async () => {
    const email = anAddress();
    expect(await register(email, { password: email.toUpperCase() })).toMatchObject({
      status: 400,
      body: { code: "password.is_address" },
    });
  });

  it.each(["nobody", "a@b", "two@signs@example.com", "spa ce@example.com", `${"x".repeat(250)}@example.com`])(
    "but not with %s for an address",
    async (email) => {
      expect(await register(email)).toMatchObject({
        status: 400,
        body: { code: "request.invalid", errors: [{ path: "/body/email" }] },
      });
    },
  );
});

describe("the letter's code", () => {
  it("makes the account, signs in, and tells the other workers who came", async () => {
    const email = anAddress();
    await register(email, { name: "  New neighbour ", locale: "es" });
    const { status, body, headers } = await verify(email.toUpperCase().toLowerCase());
    expect(status).toBe(200);
    expect(body).toMatchObject({ tokenType: "Bearer", expiresIn: 600 });
    expect(body.user).toMatchObject({ email, name: "New neighbour", locale: "es", verified: true, grants: [] });
    expect(headers.get("set-cookie")).toBeNull();
    const claims = claimsIn(body.accessToken);
    expect(claims).toMatchObject({ iss: "courtyard", aud: "courtyard", sub: body.user.id, verified: true, grants: [] });
    expect(claims).toMatchObject({ amr: ["pwd"], locale: "es", authAt: Date.now(), exp: claims.iat + 600 });
    const told = await eventsOf(body.user.id);
    expect(told.map(({ type, person, data }) => [type, person, data])).toEqual([
      ["user.created", body.user.id, { userId: body.user.id, name: "New neighbour", locale: "es" }],
      ["user.contact_changed", body.user.id, { userId: body.user.id, email, emailVerified: true }],
    ]);
  });

  it("works once", async () => {
    const email = anAddress();
    await register(email);
    await verify(email);
    expect(await verify(email)).toMatchObject({ status: 401, body: { code: "auth.code_wrong" } });
  });

  it("works once also when it comes twice at once", async () => {
    const email = anAddress();
    await register(email);
    const answers = await Promise.all([verify(email), verify(email)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it("works for half an hour, and so does the link [IAM-03]", async () => {
    const email = anAddress();
    await register(email);
    pass(minutes(30));
    const refused = { status: 401, body: { code: "auth.code_wrong" } };
    expect(await verify(email)).toMatchObject(refused);
    expect(await nobody.post("/v1/auth/verify-email", { token: lastLetterTo(email).token })).toMatchObject(refused);
  });

  it("is tried five times and no more; the letter's link still works, once [IAM-03]", async () => {
    const email = anAddress();
    await register(email);
    const { code, token } = lastLetterTo(email);
    const wrong = code === "000000" ? "000001" : "000000";
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await nobody.post("/v1/auth/verify-email", { email, code: wrong })).toMatchObject({ status: 401 });
    }
    expect(await verify(email)).toMatchObject({ status: 401, body: { code: "auth.code_wrong" } });
    expect(await nobody.post("/v1/auth/verify-email", { token })).toMatchObject({ status: 200 });
    expect(await nobody.post("/v1/auth/verify-email", { token })).toMatchObject({ status: 401 });
  });

  it("makes the account of its own registration: who registers a stranger's address gains nothing", async () => {
    const email = anAddress();
    await register(email, { name: "Owner" });
    const mine = lastLetterTo(email);
    await register(email, { name: "Stranger", password: "the stranger's own" });
    const { body } = await nobody.post("/v1/auth/verify-email", { email, code: mine.code, client: "native" });
    expect(body.user.name).toBe("Owner");
    expect((await signIn(email)).status).toBe(200);
    expect((await signIn(email, { password: "the stranger's own" })).status).toBe(401);
  });

  it.each([
    { body: { email: "a@example.com" } },
    { body: { code: "123456" } },
    { body: { token: "x", email: "a@example.com", code: "123456" } },
    { body: { email: "a@example.com", code: "12345" } },
  ])("comes with its address, or the link's token comes alone: not $body", async ({ body }) => {
    expect(await nobody.post("/v1/auth/verify-email", body)).toMatchObject({
      status: 400,
      body: { code: "request.invalid" },
    });
  });
});

describe("signing in", () => {
  it("takes the password however its characters are composed", async () => {
    const email = anAddress();
    await register(email, { password: "una contraseña con eñe".normalize("NFD") });
    await verify(email);
    expect((await signIn(email, { password: "una contraseña con eñe".normalize("NFC") })).status).toBe(200);
  });

  it("says the same of an unknown address and of a wrong password [IAM-22]", async () => {
    const { email } = await signUp();
    const [known, unknown] = [await signIn(email, { password: "not this one" }), await signIn(anAddress())];
    const { requestId: _, ...one } = known.body;
    const { requestId: __, ...other } = unknown.body;
    expect([known.status, one]).toEqual([unknown.status, other]);
    expect(one.code).toBe("auth.credentials_wrong");
    expect([...known.headers.keys()]).toEqual([...unknown.headers.keys()]);
    expect(known.headers.has("server-timing")).toBe(false);
  });

  it("gives a browser its refresh token in a cookie that no script and no other site gets", async () => {
    const { email } = await signUp();
    const { body, headers } = await signIn(email, { client: "browser" });
    expect(body.refreshToken).toBeUndefined();
    const cookie = headers.get("set-cookie") ?? "";
    for (const part of ["HttpOnly", "Secure", "SameSite=Strict", "Path=/v1/auth", "Max-Age=2592000"])
      expect(cookie).toContain(part);
  });

  it(
    "slows after ten tries from one place, and tells how long to wait; from elsewhere it works",
    MANY_PASSWORDS,
    async () => {
      const { email } = await signUp();
      const here = { "x-client-address": "203.0.113.7/32" };
      for (let tries = 0; tries < 10; tries += 1)
        expect((await signIn(email, { password: "wrong one" }, here)).status).toBe(401);
      const refused = await signIn(email, {}, here);
      expect(refused).toMatchObject({ status: 429, body: { code: "rate.limited", facts: { seconds: 90 } } });
      expect(refused.headers.get("retry-after")).toBe("90");
      expect((await signIn(email, {}, { "x-client-address": "203.0.113.8/32" })).status).toBe(200);
      pass(seconds(90));
      expect((await signIn(email, {}, here)).status).toBe(200);
    },
  );

  it("slows for an unknown address just the same [IAM-22]", MANY_PASSWORDS, async () => {
    const email = anAddress();
    const here = { "x-client-address": "203.0.113.9/32" };
    for (let tries = 0; tries < 10; tries += 1) expect((await signIn(email, {}, here)).status).toBe(401);
    expect(await signIn(email, {}, here)).toMatchObject({ status: 429, body: { facts: { seconds: 90 } } });
  });

  it("ends the session that was used longest ago when there are twenty", MANY_PASSWORDS, async () => {
    const { email, user, refreshToken } = await signUp();
    for (let more = 0; more < 20; more += 1) {
      pass(seconds(1));
      expect((await signIn(email)).status).toBe(200);
    }
    expect(await nobody.post("/v1/auth/refresh", { refreshToken })).toMatchObject({
      status: 401,
      body: { code: "session.ended" },
    });
    const ended = (await written(env.DB)).filter(
      ({ type, data }) => type === "session.ended" && (data as { userId: string }).userId === user.id,
    );
    expect(ended.map(({ data }) => (data as { reason: string }).reason)).toEqual(["displaced"]);
  });
});

const refresh = (refreshToken: string) => nobody.post("/v1/auth/refresh", { refreshToken });

describe("a refresh token", () => {
  it("is replaced at each use, and the new one works [IAM-08]", async () => {
    const { refreshToken, who } = await signUp();
    pass(minutes(9));
    const second = await refresh(refreshToken);
    expect(second.status).toBe(200);
    expect(second.body.refreshToken).not.toBe(refreshToken);
    expect(claimsIn(second.body.accessToken)).toMatchObject({ sid: who.sid, authAt: who.authAt });
    pass(minutes(9));
    expect((await refresh(second.body.refreshToken)).status).toBe(200);
  });

  it("gives the same successor for thirty seconds, for a lost answer or two tabs", async () => {
    const { refreshToken } = await signUp();
    const [one, other] = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
    expect(one.body.refreshToken).toBe(other.body.refreshToken);
    pass(seconds(30));
    expect((await refresh(refreshToken)).body.refreshToken).toBe(one.body.refreshToken);
  });

  it.each([
    { when: "later than that", wait: seconds(31), generations: 1 },
    { when: "two generations back", wait: 0, generations: 2 },
  ])("that is used again $when ends the session, and its owner is told [IAM-08]", async ({ wait, generations }) => {
    const { email, user, who, refreshToken } = await signUp();
    let newest = refreshToken;
    for (let times = 0; times < generations; times += 1) newest = (await refresh(newest)).body.refreshToken;
    pass(wait);
    expect(await refresh(refreshToken)).toMatchObject({ status: 401, body: { code: "session.ended" } });
    expect(await refresh(newest)).toMatchObject({ status: 401, body: { code: "session.ended" } });
    expect(lettersTo(email).map(({ letter }) => letter)).toEqual(["verify_email", "session_reused"]);
    expect(await eventsOf(who.sid)).toMatchObject([
      { type: "session.ended", data: { userId: user.id, sessionId: who.sid, reason: "reused" } },
    ]);
    const { body } = await as(iam.door, NOBODY).get("/v1/me");
    expect(body.code).toBe("auth.required");
  });

  it.each([
    ["nothing", ""],
    ["a word", "token"],
    ["a session that nobody has", `ses_01KAR5V3M8Q2Z7X4N6P0W9T1DC.1.${"A".repeat(43)}`],
  ])("is not %s", async (_, text) => {
    expect(await refresh(text)).toMatchObject({ status: 401, body: { code: "auth.refresh_invalid" } });
  });

  it("cannot be made up from a session's id, nor end it", async () => {
    const { refreshToken } = await signUp();
    const [id, generation, proof = ""] = refreshToken.split(".");
    const forged = `${id}.${generation}.${proof.startsWith("A") ? "B" : "A"}${proof.slice(1)}`;
    expect(await refresh(forged)).toMatchObject({ status: 401, body: { code: "auth.refresh_invalid" } });
    expect(await refresh(`${id}.99.${proof}`)).toMatchObject({ status: 401, body: { code: "auth.refresh_invalid" } });
    expect((await refresh(refreshToken)).status).toBe(200);
  });

  it("is good for thirty days without use", async () => {
    const { refreshToken } = await signUp();
    pass(days(30));
    expect(await refresh(refreshToken)).toMatchObject({ status: 401, body: { code: "session.ended" } });
  });

  it("of a browser travels in its cookie, and only from one of our pages", async () => {
    const { email } = await signUp();
    const { headers } = await signIn(email, { client: "browser" });
    const cookie = (headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const from = (origin?: string) =>
      nobody.post("/v1/auth/refresh", undefined, { cookie, ...(origin !== undefined && { origin }) });
    for (const origin of [undefined, "https://elsewhere.example.com", "null"])
      expect(await from(origin)).toMatchObject({ status: 403, body: { code: "auth.origin_refused" } });
    const good = await from("http://localhost:8787");
    expect(good.status).toBe(200);
    expect(good.body.refreshToken).toBeUndefined();
    expect(good.headers.get("set-cookie")).toContain("courtyard_refresh=ses_");
    expect(await refresh(cookie.split("=")[1] ?? "")).toMatchObject({ body: { code: "auth.refresh_invalid" } });
    expect((await nobody.post("/v1/auth/refresh")).body.code).toBe("auth.refresh_invalid");
  });
});

describe("signing out", () => {
  it("ends the session at once, and says so", async () => {
    const { who, refreshToken } = await signUp();
    expect((await nobody.post("/v1/auth/logout", { refreshToken })).status).toBe(204);
    expect(await refresh(refreshToken)).toMatchObject({ status: 401, body: { code: "session.ended" } });
    expect(await eventsOf(who.sid)).toMatchObject([{ type: "session.ended", data: { reason: "signed_out" } }]);
  });

  it("forgets the browser's cookie", async () => {
    const { email } = await signUp();
    const { headers } = await signIn(email, { client: "browser" });
    const cookie = (headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const out = await nobody.post("/v1/auth/logout", {}, { cookie, origin: "http://localhost:8787" });
    expect(out.status).toBe(204);
    expect(out.headers.get("set-cookie")).toMatch(/courtyard_refresh=;.*Max-Age=0/);
  });

  it("of nobody does nothing, and says nothing", async () => {
    const { refreshToken } = await signUp();
    await nobody.post("/v1/auth/logout", { refreshToken });
    expect((await nobody.post("/v1/auth/logout", { refreshToken })).status).toBe(204);
    expect((await nobody.post("/v1/auth/logout", { refreshToken: "nothing" })).status).toBe(204);
  });
});

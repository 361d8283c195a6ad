import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { createLocalJWKSet, jwtVerify } from "jose";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { days, minutes } from "#shared/core/time";
import { AUDIENCE, TOKEN_TYPE } from "#shared/core/token";
import { anAddress, anIam, eventsAbout } from "#shared/testing/iam";
import { at } from "#shared/testing/queue";
import { as, NOBODY } from "#shared/testing/story";
import type { Env } from "./call.ts";
import worker, { app } from "./index.ts";

const world = env as unknown as Env;
const iam = anIam(app, world);
const { door, nobody, signUp, signIn } = iam;

/** Time never goes back, so each test has a year of its own. */
let year = Date.now();
beforeEach(() => {
  year += days(365);
  vi.useFakeTimers({ now: year, toFake: ["Date"] });
});
afterEach(() => vi.useRealTimers());
const pass = (span: number) => at(Date.now() + span);

async function tick() {
  const context = createExecutionContext();
  await worker.scheduled(createScheduledController(), world, context);
  await waitOnExecutionContext(context);
}
const keys = async () => (await nobody.get("/.well-known/jwks.json")).body.keys as { kid: string; x: string }[];
const kidOf = (token: string): string => JSON.parse(atob(token.split(".")[0] ?? "")).kid;
const count = async (table: string) =>
  (await env.DB.prepare(`select count(*) as count from ${table}`).first<{ count: number }>())?.count;

describe("signing keys", () => {
  it("are made when there are none, change every month, and stay known while their tokens are good", async () => {
    const { email, accessToken } = await signUp();
    const [first] = await keys();
    expect(kidOf(accessToken)).toBe(first?.kid);
    await tick();
    expect(await keys()).toHaveLength(1);

    pass(days(30));
    await tick();
    const two = await keys();
    expect(two).toHaveLength(2);
    const meanwhile = (await signIn(email)).body.accessToken;
    expect(kidOf(meanwhile)).toBe(first?.kid);
    pass(minutes(2));
    const after = (await signIn(email)).body.accessToken;
    expect(kidOf(after)).toBe(two[0]?.kid);
    await tick();
    pass(minutes(11));
    await tick();
    expect((await keys()).map(({ kid }) => kid)).toContain(first?.kid);
    pass(days(1));
    await tick();
    expect((await keys()).map(({ kid }) => kid)).toEqual([two[0]?.kid]);
  });

  it("are published so that anybody's library verifies a token, and only their public half", async () => {
    const { accessToken, who } = await signUp();
    const told = await nobody.get("/.well-known/jwks.json");
    expect(told.headers.get("server-timing")).toBe('d1;desc="1 round trips"');
    const { payload, protectedHeader } = await jwtVerify(accessToken, createLocalJWKSet(told.body), {
      issuer: "courtyard",
      audience: AUDIENCE,
      typ: TOKEN_TYPE,
      algorithms: ["EdDSA"],
      currentDate: new Date(),
    });
    expect(payload.sub).toBe(who.id);
    expect(protectedHeader.kid).toBe(told.body.keys[0].kid);
    expect(Object.keys(told.body.keys[0]).sort()).toEqual(["alg", "crv", "kid", "kty", "use", "x"]);
    const trust = await as(door, NOBODY).get("/internal/trust");
    expect(trust.body.keys).toEqual(told.body.keys);
    expect(trust.headers.get("server-timing")).toBe('d1;desc="1 round trips"');
  });

  it("are kept wrapped: with another secret everybody signs in anew, with a new key", async () => {
    const { email, refreshToken } = await signUp();
    const { results } = await env.DB.prepare("select sealed_key from signing_keys").all<{ sealed_key: string }>();
    for (const { sealed_key } of results) expect(sealed_key).toMatch(/^[\w-]{16}\.[\w-]{60,}$/);
    const before = await keys();
    const changed = anIam(app, { ...world, IAM_SECRET: "another secret, long enough to be one" });
    const { status, body } = await changed.signIn(email);
    expect(status).toBe(200);
    expect(before.map(({ kid }) => kid)).not.toContain(kidOf(body.accessToken));
    expect(kidOf((await changed.signIn(email)).body.accessToken)).toBe(kidOf(body.accessToken));
    const told = await changed.nobody.post("/v1/auth/refresh", { refreshToken });
    expect(told).toMatchObject({ status: 401, body: { code: "auth.refresh_invalid" } });
  });
});

describe("the clock", () => {
  it("ends sessions that nobody used for thirty days, and says so", async () => {
    const { who } = await signUp();
    pass(days(30) + 1);
    await tick();
    await tick();
    expect(await eventsAbout(env.DB, who.sid)).toMatchObject([{ type: "session.ended", data: { reason: "expired" } }]);
    const trust = await as(door, NOBODY).get("/internal/trust");
    expect(trust.body.ended).toContain(who.sid);
    pass(minutes(11));
    expect((await as(door, NOBODY).get("/internal/trust")).body.ended).toEqual([]);
  });

  it("forgets registrations nobody verified, ended sessions and settled invitations", async () => {
    await iam.register(anAddress());
    pass(days(91));
    await tick();
    pass(days(31));
    await tick();
    expect(await count("registrations")).toBe(0);
    expect(await count("sessions")).toBe(0);
    expect(await count("invitations")).toBe(0);
  });
});

import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { iam as contract } from "#shared/contracts/iam";
import { routingPath } from "#shared/contracts/route";
import { minutes, seconds } from "#shared/core/time";
import { anAddress, anIam, eventsAbout, personIn } from "#shared/testing/iam";
import { at } from "#shared/testing/queue";
import { admin, anId, as, NOBODY, person, written } from "#shared/testing/story";
import type { Env } from "../call.ts";
import { app } from "../index.ts";

const world = env as unknown as Env;
const iam = anIam(app, world);
const { door, nobody, signUp, signIn } = iam;

beforeEach(() => vi.useFakeTimers({ now: Date.now(), toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());
const pass = (span: number) => at(Date.now() + span);
const eventsOf = (id: string) => eventsAbout(env.DB, id);
const ONE = 'd1;desc="1 round trips"';
const TWO = 'd1;desc="2 round trips"';

describe("my account", () => {
  it("is read in one round trip, with an ETag that saves the next", async () => {
    const { who, email } = await signUp();
    const told = await as(door, who).get("/v1/me");
    expect(told).toMatchObject({ status: 200, body: { id: who.id, email, name: "Resident", grants: [] } });
    expect(told.headers.get("server-timing")).toBe(ONE);
    const etag = told.headers.get("etag") ?? "";
    expect((await as(door, who).get("/v1/me", { "if-none-match": etag })).status).toBe(304);
  });

  it("is changed in two, and the other workers hear of it", async () => {
    const { who } = await signUp();
    const { headers } = await as(door, who).get("/v1/me");
    const told = await as(door, who).patch(
      "/v1/me",
      { name: "Nueva vecina", locale: "es" },
      { "if-match": headers.get("etag") ?? "" },
    );
    expect(told).toMatchObject({ status: 200, body: { name: "Nueva vecina", locale: "es" } });
    expect(told.headers.get("server-timing")).toBe(TWO);
    expect((await eventsOf(who.id)).at(-1)).toMatchObject({
      type: "user.updated",
      version: 2,
      person: who.id,
      data: { userId: who.id, name: "Nueva vecina", locale: "es" },
    });
    const stale = await as(door, who).patch("/v1/me", { name: "Other" }, { "if-match": headers.get("etag") ?? "" });
    expect(stale).toMatchObject({ status: 412, body: { code: "thing.stale" } });
  });

  it("is nobody's without signing in, and takes no field it does not know", async () => {
    expect(await nobody.get("/v1/me")).toMatchObject({ status: 401, body: { code: "auth.required" } });
    const { who } = await signUp();
    expect(await as(door, who).patch("/v1/me", { email: anAddress() })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "/body/email", code: "unknown_field" }] },
    });
  });
});

describe("my sessions", () => {
  it("are listed, this one marked, page by page", async () => {
    const { who, email } = await signUp();
    pass(seconds(1));
    const second = personIn((await signIn(email)).body.accessToken);
    const first = await as(door, second).get("/v1/me/sessions?limit=1");
    expect(first.headers.get("server-timing")).toBe(ONE);
    expect(first.body.items).toMatchObject([{ id: second.sid, current: true, client: "native" }]);
    const rest = await as(door, second).get(`/v1/me/sessions?limit=1&cursor=${first.body.nextCursor}`);
    expect(rest.body).toMatchObject({ items: [{ id: who.sid, current: false }], nextCursor: null });
  });

  it("end one by one: the tokens of that one are refused, the others work [IAM-09]", async () => {
    const { who, email, refreshToken } = await signUp();
    const second = (await signIn(email)).body;
    const told = await as(door, personIn(second.accessToken)).delete(`/v1/me/sessions/${who.sid}`);
    expect(told.status).toBe(204);
    expect(told.headers.get("server-timing")).toBe(TWO);
    expect(await nobody.post("/v1/auth/refresh", { refreshToken })).toMatchObject({
      status: 401,
      body: { code: "session.ended" },
    });
    expect((await nobody.post("/v1/auth/refresh", { refreshToken: second.refreshToken })).status).toBe(200);
    const { body: trust } = await as(door, NOBODY).get("/internal/trust");
    expect(trust.ended).toContain(who.sid);
    expect(await eventsOf(who.sid)).toMatchObject([{ type: "session.ended", data: { reason: "revoked" } }]);
    expect((await as(door, who).delete(`/v1/me/sessions/${who.sid}`)).status).toBe(404);
  });

  it("are not another's to end", async () => {
    const [mine, theirs] = [await signUp(), await signUp()];
    const told = await as(door, mine.who).delete(`/v1/me/sessions/${theirs.who.sid}`);
    expect(told).toMatchObject({ status: 404, body: { code: "thing.not_found" } });
    expect((await as(door, mine.who).delete("/v1/me/sessions/usr_1")).status).toBe(400);
  });
});

describe("deleting my account", () => {
  it("leaves nothing of me, ends every session, and tells every worker", async () => {
    const { who, email, refreshToken } = await signUp();
    await signIn(email);
    const told = await as(door, who).delete("/v1/me");
    expect(told.status).toBe(204);
    expect(told.headers.get("server-timing")).toBe(TWO);
    const row = await env.DB.prepare("select email, name, password from users where id = ?").bind(who.id).first();
    expect(row).toEqual({ email: null, name: "", password: null });
    expect((await eventsOf(who.id)).at(-1)).toMatchObject({ type: "user.deleted", data: { userId: who.id } });
    expect(
      (await written(env.DB)).filter(
        ({ type, data }) => type === "session.ended" && (data as { userId: string }).userId === who.id,
      ),
    ).toHaveLength(2);
    expect((await nobody.post("/v1/auth/refresh", { refreshToken })).body.code).toBe("session.ended");
    expect((await signIn(email)).status).toBe(401);
    expect((await as(door, who).get("/v1/me")).status).toBe(404);
    expect((await signUp(email)).user.id).not.toBe(who.id);
  });

  it("takes my address out of what others invited me to", async () => {
    const { who, email } = await signUp();
    const { body: organisation } = await as(door, admin()).post("/v1/organisations", { name: "Fincas" });
    await as(door, admin()).post("/v1/invitations", { email, role: "staff", on: organisation.id });
    await as(door, who).delete("/v1/me");
    const { body } = await as(door, admin()).get(`/v1/invitations?organisation=${organisation.id}`);
    expect(body.items).toMatchObject([{ email: "", status: "cancelled" }]);
  });

  it("needs a sign-in of the last five minutes", async () => {
    const { who } = await signUp();
    pass(minutes(5) + 1);
    expect(await as(door, who).delete("/v1/me")).toMatchObject({
      status: 401,
      body: { code: "auth.step_up", facts: { methods: "password" } },
    });
  });
});

describe("the first admin", () => {
  const FIRST = { FIRST_ADMIN_EMAIL: " First-Admin@Example.com" };

  it("is whoever verifies that address while there is none; nobody after", async () => {
    const beginning = anIam(app, { ...world, ...FIRST });
    const { who, user, accessToken } = await beginning.signUp("first-admin@example.com");
    expect(personIn(accessToken).grants).toEqual([{ role: "admin", on: "*" }]);
    expect((await eventsOf(user.id)).map(({ type }) => type)).toEqual([
      "user.created",
      "user.contact_changed",
      "user.role_changed",
    ]);
    expect(await as(door, who).delete("/v1/me")).toMatchObject({ status: 409, body: { code: "grant.last_admin" } });

    const other = anIam(app, { ...world, FIRST_ADMIN_EMAIL: "second-admin@example.com" });
    expect((await other.signUp("second-admin@example.com")).who.grants).toEqual([]);

    const { body } = await as(door, admin()).get(`/v1/users/${user.id}/grants`);
    const refused = await as(door, admin()).delete(`/v1/users/${user.id}/grants/${body.items[0].id}`);
    expect(refused).toMatchObject({ status: 409, body: { code: "grant.last_admin" } });
  });

  it("is one, also where the database is asked for two", async () => {
    const two =
      "insert into grants (id, user_id, role, target, is_first_admin, from_at) select ?, id, 'admin', '*', 1, 1 from users limit 1 offset ?";
    const insert = (offset: number) => env.DB.prepare(two).bind(anId("grant"), offset);
    await signUp();
    await signUp();
    await expect(env.DB.batch([insert(0), insert(1)])).rejects.toThrow(
      "UNIQUE constraint failed: grants.is_first_admin",
    );
  });
});

describe("the door", () => {
  it("implements every route of the contract", () => {
    const paths = new Set(app.routes.map(({ method, path }) => `${method} ${path}`));
    for (const route of Object.values(contract))
      expect(paths).toContain(`${route.method.toUpperCase()} ${routingPath(route.path)}`);
  });

  it("speaks to nobody but the gateway", async () => {
    const other = iam.doorFor("bookings");
    for (const path of ["/v1/me", "/.well-known/jwks.json", "/internal/trust", "/internal/ready"])
      expect((await as(other, person()).get(path)).status).toBe(404);
  });

  it.each([
    { lacks: "IAM_SECRET", vars: { IAM_SECRET: "" } },
    { lacks: "IAM_SECRET", vars: { IAM_SECRET: "too short" } },
    { lacks: "ALLOWED_ORIGINS", vars: { STAGE: "" } },
  ])("answers 503 and names $lacks, without which nobody can sign in", async ({ lacks, vars }) => {
    const closed = as(iam.doorFor("gateway", vars), NOBODY);
    for (const told of [await closed.get("/internal/ready"), await closed.post("/v1/auth/login", {})])
      expect(told).toMatchObject({ status: 503, body: { code: "service.not_configured", facts: { missing: lacks } } });
    expect((await nobody.get("/internal/ready")).body).toEqual({ ready: true });
  });
});

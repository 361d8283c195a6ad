import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Grant, Person } from "#shared/core/actor";
import { days, minutes } from "#shared/core/time";
import { anAddress, anIam, claimsIn, eventsAbout, type SignedIn } from "#shared/testing/iam";
import { at } from "#shared/testing/queue";
import { admin, anId, as, manager, NOBODY, person } from "#shared/testing/story";
import type { Env } from "../call.ts";
import { app } from "../index.ts";

const world = env as unknown as Env;
const iam = anIam(app, world);
const { door, signUp, lastLetterTo, lettersTo } = iam;

beforeEach(() => vi.useFakeTimers({ now: Date.now(), toFake: ["Date"] }));
afterEach(() => {
  vi.useRealTimers();
  iam.outages.notifications = false;
});
const pass = (span: number) => at(Date.now() + span);
const eventsOf = (id: string) => eventsAbout(env.DB, id);
const ONE = 'd1;desc="1 round trips"';
const TWO = 'd1;desc="2 round trips"';

const anOrganisation = async () => (await as(door, admin()).post("/v1/organisations", { name: "Fincas" })).body;
const invite = (who: Person, body: Record<string, unknown>) => as(door, who).post("/v1/invitations", body);
const acceptWith = (who: Person, token: string) => as(door, who).post("/v1/invitations/accept", { token });

/** Somebody who was invited to this, and accepted. */
async function invited(role: Grant["role"], on: string, by: Person = admin()) {
  const them = await signUp();
  await invite(by, { email: them.email, role, on });
  const { body: grant } = await acceptWith(them.who, lastLetterTo(them.email).token);
  return { ...them, who: { ...them.who, grants: [{ role: grant.role, on: grant.on }] }, grant };
}

describe("an organisation", () => {
  it("is added by an admin, in two round trips, and read in one", async () => {
    const told = await as(door, admin()).post("/v1/organisations", { name: "Fincas" }, { "idempotency-key": "o1" });
    expect(told).toMatchObject({ status: 201, body: { name: "Fincas" } });
    expect(told.headers.get("server-timing")).toBe(TWO);
    expect(told.headers.get("location")).toBe(`/v1/organisations/${told.body.id}`);
    const read = await as(door, manager(told.body.id)).get(`/v1/organisations/${told.body.id}`);
    expect(read).toMatchObject({ status: 200, body: { name: "Fincas" } });
    expect(read.headers.get("server-timing")).toBe(ONE);
    const again = await as(door, manager(told.body.id)).get(`/v1/organisations/${told.body.id}`, {
      "if-none-match": '"v1"',
    });
    expect(again.status).toBe(304);
  });

  it("is not added by a manager", async () => {
    const told = await as(door, manager(anId("organisation"))).post("/v1/organisations", { name: "Fincas" });
    expect(told).toMatchObject({
      status: 403,
      body: { code: "access.denied", facts: { permission: "organisation.create" } },
    });
  });

  it("is listed to whom a grant shows it, and does not exist for others", async () => {
    const [mine, other] = [await anOrganisation(), await anOrganisation()];
    const who = manager(mine.id);
    const list = await as(door, who).get("/v1/organisations");
    expect(list.body).toMatchObject({ items: [{ id: mine.id }], nextCursor: null });
    expect(list.headers.get("server-timing")).toBe(ONE);
    expect((await as(door, person()).get("/v1/organisations")).body.items).toEqual([]);
    const all = await as(door, admin()).get("/v1/organisations?limit=1");
    expect(all.body.nextCursor).not.toBeNull();
    expect(await as(door, who).get(`/v1/organisations?cursor=${all.body.nextCursor}`)).toMatchObject({
      status: 400,
      body: { code: "request.cursor" },
    });
    for (const path of [
      `/v1/organisations/${other.id}`,
      `/v1/organisations/${other.id}/members`,
      `/v1/invitations?organisation=${other.id}`,
    ])
      expect(await as(door, who).get(path)).toMatchObject({ status: 404, body: { code: "thing.not_found" } });
    expect(
      (await as(door, person([{ role: "staff", on: mine.id }])).get(`/v1/organisations/${mine.id}`)).body.code,
    ).toBe("access.denied");
  });

  it("shows its members, those of its buildings among them", async () => {
    const organisation = await anOrganisation();
    const boss = await invited("manager", organisation.id);
    pass(minutes(1));
    const clerk = await invited("staff", iam.aBuilding(organisation.id), boss.who);
    const told = await as(door, boss.who).get(`/v1/organisations/${organisation.id}/members`);
    expect(told.body.items).toMatchObject([
      { userId: boss.user.id, email: boss.email, grant: { role: "manager", on: organisation.id } },
      { userId: clerk.user.id, name: "Resident", grant: { role: "staff", on: clerk.grant.on } },
    ]);
    expect(told.headers.get("server-timing")).toBe(ONE);
  });
});

describe("an invitation", () => {
  it("is sent, accepted once by whom it is for, and gives the role [IAM-14]", async () => {
    const organisation = await anOrganisation();
    const { email, who, user, refreshToken } = await signUp();
    const told = await invite(admin(), { email, role: "manager", on: organisation.id });
    expect(told).toMatchObject({ status: 201, body: { email, role: "manager", on: organisation.id, status: "open" } });
    expect(told.headers.get("server-timing")).toBe(TWO);
    const letter = lastLetterTo(email);
    expect(letter).toMatchObject({ letter: "invitation", parameters: { role: "manager", place: "Fincas" } });
    const list = await as(door, manager(organisation.id)).get(`/v1/invitations?organisation=${organisation.id}`);
    expect(list.body.items).toMatchObject([{ id: told.body.id, sentAt: new Date().toISOString() }]);
    expect(list.headers.get("server-timing")).toBe(ONE);

    pass(minutes(1));
    const accepted = await acceptWith(who, letter.token);
    expect(accepted).toMatchObject({ status: 200, body: { role: "manager", on: organisation.id, untilAt: null } });
    expect(accepted.headers.get("server-timing")).toBe(TWO);
    expect((await eventsOf(user.id)).at(-1)).toMatchObject({
      type: "user.role_changed",
      data: {
        userId: user.id,
        grants: [{ grantId: accepted.body.id, role: "manager", on: organisation.id, untilAt: null }],
      },
    });
    expect(await acceptWith(who, letter.token)).toMatchObject({ status: 409, body: { code: "invitation.used" } });

    const { body: trust } = await as(door, NOBODY).get("/internal/trust");
    expect(trust.stale).toContainEqual({ userId: user.id, notBefore: Date.now() });
    const { body } = await iam.nobody.post("/v1/auth/refresh", { refreshToken });
    const claims = claimsIn(body.accessToken);
    expect(claims.grants).toEqual([{ role: "manager", on: organisation.id }]);
    expect(claims.iat * 1000).toBeGreaterThanOrEqual(Date.now());
  });

  it("once more with the same key is the same invitation", async () => {
    const organisation = await anOrganisation();
    const boss = manager(organisation.id);
    const body = { email: anAddress(), role: "staff", on: organisation.id };
    const told = await Promise.all(
      [1, 2, 3].map(() => as(door, boss).post("/v1/invitations", body, { "idempotency-key": "i1" })),
    );
    expect(new Set(told.map((one) => one.body.id)).size).toBe(1);
    expect(await invite(boss, body)).toMatchObject({ status: 409, body: { code: "invitation.pending" } });
  });

  it("sent again has a new link, and the old one is dead [IAM-14]", async () => {
    const organisation = await anOrganisation();
    const { email, who } = await signUp();
    const { body: first } = await invite(admin(), { email, role: "staff", on: organisation.id });
    const old = lastLetterTo(email).token;
    pass(minutes(1));
    const again = await as(door, manager(organisation.id)).post(`/v1/invitations/${first.id}/resend`);
    expect(again.status).toBe(200);
    expect(again.headers.get("server-timing")).toBe(TWO);
    expect(await acceptWith(who, old)).toMatchObject({ status: 404, body: { code: "thing.not_found" } });
    expect(lastLetterTo(email).parameters.place).toBe("Fincas");
    expect((await acceptWith(who, lastLetterTo(email).token)).status).toBe(200);
  });

  it("withdrawn says so, and cannot be sent again [IAM-14]", async () => {
    const organisation = await anOrganisation();
    const { email, who } = await signUp();
    const boss = as(door, manager(organisation.id));
    const { body: first } = await invite(admin(), { email, role: "staff", on: organisation.id });
    const gone = await boss.delete(`/v1/invitations/${first.id}`, { "if-match": '"v1"' });
    expect(gone.status).toBe(204);
    expect(gone.headers.get("server-timing")).toBe(TWO);
    expect(await acceptWith(who, lastLetterTo(email).token)).toMatchObject({
      status: 409,
      body: { code: "invitation.cancelled" },
    });
    expect((await boss.post(`/v1/invitations/${first.id}/resend`)).body.code).toBe("invitation.cancelled");
    const open = await boss.get(`/v1/invitations?organisation=${organisation.id}&status=open`);
    expect(open.body.items).toEqual([]);
  });

  it("is good for a fortnight [IAM-14]", async () => {
    const organisation = await anOrganisation();
    const { email, who } = await signUp();
    await invite(admin(), { email, role: "staff", on: organisation.id });
    pass(days(14));
    expect(await acceptWith(who, lastLetterTo(email).token)).toMatchObject({
      status: 409,
      body: { code: "invitation.expired" },
    });
  });

  it("is for its address alone", async () => {
    const organisation = await anOrganisation();
    const email = anAddress();
    await invite(admin(), { email, role: "staff", on: organisation.id });
    const { who } = await signUp();
    expect(await acceptWith(who, lastLetterTo(email).token)).toMatchObject({
      status: 403,
      body: { code: "invitation.other_address" },
    });
  });

  it("to a role somebody has already changes nothing", async () => {
    const organisation = await anOrganisation();
    const clerk = await invited("staff", organisation.id);
    await invite(admin(), { email: clerk.email, role: "staff", on: organisation.id });
    expect(await acceptWith(clerk.who, lastLetterTo(clerk.email).token)).toMatchObject({
      status: 409,
      body: { code: "grant.exists" },
    });
  });

  it("for a building is in its organisation's name; of an unknown building there is none", async () => {
    const organisation = await anOrganisation();
    const building = iam.aBuilding(organisation.id);
    const told = await invite(manager(organisation.id), { email: anAddress(), role: "manager", on: building });
    expect(told).toMatchObject({ status: 201, body: { organisationId: organisation.id, on: building } });
    expect(told.headers.get("server-timing")).toBe(TWO);
    expect((await invite(admin(), { email: anAddress(), role: "staff", on: anId("building") })).status).toBe(404);
    expect((await invite(admin(), { email: anAddress(), role: "staff", on: anId("organisation") })).status).toBe(404);
    expect((await invite(admin(), { email: anAddress(), role: "staff", on: anId("unit") })).status).toBe(400);
  });

  it("never goes above or beside the reach of who invites [IAM-15]", async () => {
    const [organisation, other] = [await anOrganisation(), await anOrganisation()];
    const building = iam.aBuilding(organisation.id);
    const tried = async (who: Person, role: string, on: string) => {
      const { status, body } = await invite(who, { email: anAddress(), role, on });
      return body.code ?? status;
    };
    const boss = manager(organisation.id);
    expect(await tried(boss, "admin", organisation.id)).toBe("invitation.beyond_reach");
    expect(await tried(admin(), "admin", organisation.id)).toBe("invitation.beyond_reach");
    expect(await tried(boss, "manager", organisation.id)).toBe("invitation.beyond_reach");
    expect(await tried(boss, "staff", organisation.id)).toBe(201);
    expect(await tried(boss, "manager", building)).toBe(201);
    expect(await tried(boss, "staff", other.id)).toBe("thing.not_found");
    expect(await tried(manager(building), "staff", building)).toBe(201);
    expect(await tried(manager(building), "staff", organisation.id)).toBe("thing.not_found");
    expect(await tried(person([{ role: "staff", on: organisation.id }]), "staff", organisation.id)).toBe(
      "access.denied",
    );
    expect(await tried(person(), "staff", organisation.id)).toBe("thing.not_found");
  });

  it("whose letter was lost is sent by the clock, with a link of its own", async () => {
    const organisation = await anOrganisation();
    const { email, who } = await signUp();
    iam.outages.notifications = true;
    expect((await invite(admin(), { email, role: "staff", on: organisation.id })).status).toBe(201);
    expect(lettersTo(email).map(({ letter }) => letter)).toEqual(["verify_email"]);
    iam.outages.notifications = false;
    const tick = () => as(door, NOBODY).post("/dev/tick");
    await tick();
    expect(lettersTo(email)).toHaveLength(1);
    pass(minutes(1) + 1);
    await tick();
    await tick();
    expect(lettersTo(email).map(({ letter }) => letter)).toEqual(["verify_email", "invitation"]);
    expect((await acceptWith(who, lastLetterTo(email).token)).status).toBe(200);
  });
});

describe("a role", () => {
  const grantsOf = (who: Person, them: Pick<SignedIn, "user">) => as(door, who).get(`/v1/users/${them.user.id}/grants`);

  it("is shown to whose it is, and to who runs what it is on", async () => {
    const [organisation, other] = [await anOrganisation(), await anOrganisation()];
    const clerk = await invited("staff", organisation.id);
    const told = await grantsOf(clerk.who, clerk);
    expect(told.body.items).toMatchObject([{ role: "staff", on: organisation.id }]);
    expect(told.headers.get("server-timing")).toBe(ONE);
    expect((await grantsOf(manager(organisation.id), clerk)).body.items).toHaveLength(1);
    expect((await grantsOf(admin(), clerk)).body.items).toHaveLength(1);
    for (const stranger of [manager(other.id), person()])
      expect(await grantsOf(stranger, clerk)).toMatchObject({ status: 404, body: { code: "thing.not_found" } });
  });

  it("is taken away by who is above it, and the tokens that had it are stale", async () => {
    const organisation = await anOrganisation();
    const clerk = await invited("staff", organisation.id);
    const boss = as(door, manager(organisation.id));
    pass(minutes(2));
    const told = await boss.delete(`/v1/users/${clerk.user.id}/grants/${clerk.grant.id}`);
    expect(told.status).toBe(204);
    expect(told.headers.get("server-timing")).toBe(TWO);
    expect((await eventsOf(clerk.user.id)).at(-1)).toMatchObject({ type: "user.role_changed", data: { grants: [] } });
    const { body: trust } = await as(door, NOBODY).get("/internal/trust");
    expect(trust.stale).toContainEqual({ userId: clerk.user.id, notBefore: Date.now() });
    expect((await boss.delete(`/v1/users/${clerk.user.id}/grants/${clerk.grant.id}`)).status).toBe(404);
  });

  it("is not taken away from beside, from below, or from elsewhere", async () => {
    const [organisation, other] = [await anOrganisation(), await anOrganisation()];
    const boss = await invited("manager", organisation.id);
    const path = `/v1/users/${boss.user.id}/grants/${boss.grant.id}`;
    expect(await as(door, manager(organisation.id)).delete(path)).toMatchObject({
      status: 403,
      body: { code: "grant.beyond_reach" },
    });
    expect((await as(door, person([{ role: "staff", on: organisation.id }])).delete(path)).status).toBe(404);
    expect((await as(door, manager(other.id)).delete(path)).status).toBe(404);
    expect((await as(door, admin()).delete(path)).status).toBe(204);
  });

  it("comes with at most thirty-nine others, so that an access token stays below four kilobytes", async () => {
    const clerk = await signUp();
    let told = { status: 0, body: {} as Record<string, unknown> };
    for (let count = 0; count <= 40; count += 1) {
      const organisation = await anOrganisation();
      await invite(admin(), { email: clerk.email, role: "manager", on: organisation.id });
      told = await acceptWith(clerk.who, lastLetterTo(clerk.email).token);
    }
    expect(told).toMatchObject({ status: 409, body: { code: "grant.too_many", facts: { limit: 40 } } });
    const { body } = await iam.signIn(clerk.email);
    expect(body.accessToken.length).toBeLessThanOrEqual(4096);
    expect(body.user.grants).toHaveLength(40);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemVars } from "../../scripts/dev-vars.mjs";
import { contracts } from "../../shared/contracts/all.ts";
import type { PublicRoute } from "../../shared/contracts/route.ts";
import { openWorld, type World } from "./world.ts";

const ROUTES = Object.values(contracts).flatMap((contract) => Object.values<PublicRoute>(contract));
const INTERNAL = [
  "/internal/publish",
  "/internal/unheard",
  "/internal/homes-of",
  "/internal/letters",
  "/internal/trust",
  "/internal/ready",
  "/dev/tick",
  "/dev/mailbox",
];
const pathOf = (route: PublicRoute): string => route.path.replaceAll(/\{\w+\}/g, "x");

describe("a system that nobody opened: no variable, no secret", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(Object.fromEntries(Object.keys(systemVars()).map((name) => [name, ""])));
  });
  afterAll(() => world.close());

  it("is not ready, and says by name what is missing", async () => {
    const answer = await world.client().ask("GET", "/readyz");
    expect(answer.status).toBe(503);
    const told = JSON.stringify(answer.body);
    for (const name of ["IAM_SECRET", "EVENTS_SECRET", "RESIDENCY_SECRET", "RESEND_API_KEY"])
      expect(told).toContain(name);
  });

  it("has no way in for developers", async () => {
    for (const [method, path] of [
      ["GET", "/dev/mailbox"],
      ["POST", "/dev/tick"],
    ] as const) {
      expect(await world.client().ask(method, path)).toMatchObject({ status: 404, body: { code: "route.not_found" } });
    }
  });

  it("signs nobody in or up", async () => {
    const someone = { email: "somebody@example.com", password: "a long enough one", name: "Somebody" };
    expect((await world.client().ask("POST", "/v1/auth/register", { body: someone })).status).toBe(503);
    expect(
      (
        await world
          .client()
          .ask("POST", "/v1/auth/login", { body: { email: someone.email, password: someone.password } })
      ).status,
    ).toBe(503);
  });
});

describe("every worker's own front door", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  it("answers every route of every worker with 404; only the gateway speaks to strangers [GW-01]", async () => {
    const forged = {
      "x-actor": Buffer.from(
        JSON.stringify({
          kind: "person",
          id: "usr_01KAR5V3M8Q2Z7X4N6P0W9T1DC",
          sid: "ses_x",
          authAt: 0,
          locale: "en",
          verified: true,
          grants: [{ role: "admin", on: "*" }],
        }),
      ).toString("base64url"),
    };
    for (const name of world.workers.filter((one) => one !== "gateway")) {
      const worker = world.server.getWorker(name);
      for (const route of ROUTES) {
        const answer = await worker.fetch(`http://x${pathOf(route)}`, {
          method: route.method.toUpperCase(),
          headers: forged,
        });
        expect([name, route.operationId, answer.status]).toEqual([name, route.operationId, 404]);
        await answer.body?.cancel();
      }
      for (const path of INTERNAL)
        expect((await worker.fetch(`http://x${path}`, { method: "POST", headers: forged })).status).toBe(404);
    }
    for (const path of INTERNAL.filter((one) => one.startsWith("/internal")))
      expect((await world.client().ask("POST", path, { headers: forged })).status).toBe(404);
    for (const path of ["/v1/organisations", "/v1/buildings", "/v1/me"])
      expect((await world.client().ask("GET", path, { headers: forged })).status).toBe(401);
  });
});

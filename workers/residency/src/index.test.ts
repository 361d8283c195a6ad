import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { residency } from "#shared/contracts/residency";
import { aHouse } from "#shared/testing/residency";
import { anId, as, person } from "#shared/testing/story";
import { openDatabase } from "#shared/worker/database";
import type { Call, Env } from "./call.ts";
import worker, { Door } from "./index.ts";
import { submitClaim } from "./usecases/submit-claim.ts";

const context = { waitUntil: () => {}, passThroughOnException: () => {}, props: { caller: "gateway" } };

describe("residency", () => {
  it("answers nothing but through its Door, and there only to the gateway and to workers", async () => {
    for (const { method, path } of Object.values(residency)) {
      const told = await exports.Door({ props: { caller: "bookings" } }).fetch(`https://door${path}`, { method });
      expect([path, told.status, worker.fetch().status]).toEqual([path, 404, 404]);
    }
  });

  it("implements every route of its contract", async () => {
    const door = exports.Door({ props: { caller: "gateway" } });
    for (const { method, path } of Object.values(residency)) {
      const told = await door.fetch(new Request(`https://door${path.replace("{id}", "x")}`, { method }));
      const { code } = await told.json<{ code?: string }>();
      expect([path, code]).not.toEqual([path, "route.not_found"]);
    }
  });

  it("without its secret says so by name, and works again with it", async () => {
    const bare = new Door(context as never, { ...env, RESIDENCY_SECRET: "" } as Env);
    const told = await as({ fetch: (request) => bare.fetch(request) }, person()).get("/v1/me/homes");
    expect(told).toMatchObject({
      status: 503,
      body: { code: "service.not_configured", facts: { missing: "RESIDENCY_SECRET" } },
    });
  });

  it("claims with and without a code in two round trips, which the class auth does not show", async () => {
    const { unit, code } = await aHouse(exports.Door({ props: { caller: "gateway" } }));
    const { id: unitId } = await unit("1A");
    for (const wanted of [
      { way: "code", code: await code(unitId) },
      { way: "request", unitId, kind: "household", message: null },
    ] as const) {
      const database = openDatabase(env.DB, "first-primary");
      const call: Call = {
        env: env as Env,
        worker: "residency",
        actor: person(),
        now: Date.now(),
        operation: "submitClaim",
        requestId: anId("request"),
        traceparent: "",
        database,
        defer: () => {},
      };
      expect(await submitClaim(call, wanted)).toMatchObject({ unitId });
      expect(database.trips()).toBe(2);
    }
  });
});

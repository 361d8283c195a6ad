import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import { days, hours, toIso } from "#shared/core/time";
import { aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { doorOf, interrupted } from "#shared/testing/faults";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at } from "#shared/testing/queue";
import { as, manager } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import type { Env } from "../call.ts";
import { resourceRoutes } from "./resources.ts";
import { stepRoutes } from "./steps.ts";

const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const ours = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });
const app = createApp<Env>({ worker: "bookings", contract: bookings });
resourceRoutes(app);
stepRoutes(app);

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

async function aHouse() {
  const building = await aBuilding(ours.DB);
  const terrace = await aTerrace(door, building);
  const [resident, boss] = [await aResident(ours.DB, building), manager(building.id)];
  return { resident, boss, path: `/v1/resources/${terrace.id}` };
}

const stale = { status: 412, body: { code: "thing.stale" } };

describe("a write that names what was read", () => {
  it.each(['"v1"', '"v7", "v1"', ' "other",W/"v1" ,"v1",', '"a,b", "v1"', "*", " * "])(
    "is done where the thing is one of these: %s [GW-15]",
    async (read) => {
      const { boss, path } = await aHouse();
      const told = await as(door, boss).patch(path, { name: "Sun deck" }, { "if-match": read });
      expect(told).toMatchObject({ status: 200, body: { name: "Sun deck" } });
    },
  );

  it.each(['"v2"', '"v2", "v3"', '"other"', '"v01"', '"V1"', 'W/"v1"', '"v2", W/"v1"'])(
    "is refused where the thing is none of these: %s [GW-15]",
    async (read) => {
      const { boss, path } = await aHouse();
      expect(await as(door, boss).patch(path, { name: "Sun deck" }, { "if-match": read })).toMatchObject(stale);
      expect((await as(door, boss).get(path)).body).toMatchObject({ name: "Roof terrace" });
    },
  );

  it.each([",", "v1", '"v1', "1", '"v1" "v2"', '*, "v1"', 'w/"v1"', "'v1'"])(
    "is told what it should have said, where it says none: %j",
    async (read) => {
      const { boss, path } = await aHouse();
      const told = await as(door, boss).patch(path, { name: "Sun deck" }, { "if-match": read });
      expect(told).toMatchObject({ status: 400, body: { code: "thing.if_match_invalid" } });
      expect((await as(door, boss).get(path)).body).toMatchObject({ name: "Roof terrace" });
    },
  );

  it("is done if what it became meanwhile is named too, and refused if not", async () => {
    const { boss, path } = await aHouse();
    const patch = (read: string, meanwhile: string) => {
      const before = async () => void (await as(door, boss).patch(path, { name: meanwhile }, { "if-match": "*" }));
      const slow = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before }) });
      return as(slow, boss).patch(path, { description: `Not only ${meanwhile}` }, { "if-match": read });
    };
    expect(await patch('"v1"', "Garden")).toMatchObject(stale);
    expect(await patch('"v2", "v3"', "Sun deck")).toMatchObject({
      status: 200,
      body: { name: "Sun deck", description: "Not only Sun deck" },
    });
    expect(await patch("*", "Terrace")).toMatchObject({ status: 200, body: { name: "Terrace" } });
  });

  it("is refused for what has changed, and not as if the thing had", async () => {
    const { resident, path } = await aHouse();
    const { body } = await as(door, resident).post(`${path}/bookings`, from(TEN));
    const leave = async () =>
      void (await ours.DB.prepare("update homes set until_at = ?, version = 2 where user_id = ?")
        .bind(TEN + days(1), resident.id)
        .run());
    const slow = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before: leave }) });
    const later = { startAt: toIso(TEN + days(2)), endAt: toIso(TEN + days(2) + hours(1)) };
    const told = await as(slow, resident).patch(`/v1/bookings/${body.id}`, later, { "if-match": '"v1"' });
    expect(told).toMatchObject({ status: 409, body: { code: "booking.after_moving_out" } });
  });
});

describe("a read", () => {
  it.each(['"v1"', 'W/"v1"', '"v2",W/"v1"', '"a,b", "v1",', "*"])(
    "is answered 304 where the client has one of these: %s",
    async (known) => {
      const { resident, path } = await aHouse();
      const told = await as(door, resident).get(path, { "if-none-match": known });
      expect([told.status, told.headers.get("etag")]).toEqual([304, '"v1"']);
    },
  );

  it.each(['"v2"', "", "v1", '"v1" "v1"', '"v1', '*, "v2"'])(
    "is answered whole where it has none of these, or nobody knows what: %j",
    async (known) => {
      const { resident, path } = await aHouse();
      expect(await as(door, resident).get(path, { "if-none-match": known })).toMatchObject({
        status: 200,
        body: { name: "Roof terrace" },
      });
    },
  );

  it("changes nothing, so that it needs to name nothing", async () => {
    const { resident, path } = await aHouse();
    for (const read of ['"v9"', "v9"])
      expect((await as(door, resident).get(path, { "if-match": read })).status).toBe(200);
  });
});

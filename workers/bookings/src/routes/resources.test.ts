import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { anId, as, manager, person, written } from "#shared/testing/story";

const door = exports.Door({ props: { caller: "gateway" } });
const TERRACE = { name: "Roof terrace", type: "terrace", slotMinutes: 60, openings: [{ weekday: 6, from: 600, until: 1320 }] };

async function aBuilding() {
  const place = { id: anId("building"), organisationId: anId("organisation") };
  await env.DB.prepare("insert into places values (?, ?, 'Calle Mayor 1', 'Europe/Madrid', 'EUR', 'es', 1)").bind(place.id, place.organisationId).run();
  return place;
}

describe("a manager adds something that can be booked", () => {
  it("with the building's clock, in two round trips, and says so", async () => {
    const building = await aBuilding();
    const told = await as(door, manager(building.id)).post(`/v1/buildings/${building.id}/resources`, TERRACE);
    expect(told.body).toMatchObject({ name: "Roof terrace", timeZone: "Europe/Madrid", capacity: 1 });
    expect(told.status).toBe(201);
    expect(told.headers.get("server-timing")).toBe('d1;desc="2 round trips"');
    const events = (await written(env.DB)).filter((event) => event.building === building.id);
    expect(events).toMatchObject([{ type: "resource.updated", subject: told.body.id, version: 1 }]);
  });

  it("once, however often the request with one key is repeated", async () => {
    const building = await aBuilding();
    const who = as(door, manager(building.organisationId));
    const told = await Promise.all(Array.from({ length: 20 }, () => who.post(`/v1/buildings/${building.id}/resources`, TERRACE, { "idempotency-key": "k1" })));
    expect(new Set(told.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect((await who.get(`/v1/buildings/${building.id}/resources`)).body.items).toHaveLength(1);
    const other = await who.post(`/v1/buildings/${building.id}/resources`, { ...TERRACE, name: "Gym" }, { "idempotency-key": "k1" });
    expect(other).toMatchObject({ status: 422, body: { code: "idempotency.key_reused" } });
  });

  it("but not in another's building, and residency's outage is no verdict", async () => {
    const building = await aBuilding();
    expect(await as(door, manager(anId("building"))).post(`/v1/buildings/${building.id}/resources`, TERRACE)).toMatchObject({ status: 503 });
    expect(await as(door, person([{ role: "staff", on: building.id }])).post(`/v1/buildings/${building.id}/resources`, TERRACE)).toMatchObject({
      status: 403,
      body: { code: "access.denied", facts: { permission: "resource.create" } },
    });
  });

  it("and is told what is wrong with it", async () => {
    const building = await aBuilding();
    const who = as(door, manager(building.id));
    const told = await who.post(`/v1/buildings/${building.id}/resources`, { ...TERRACE, capacity: 0, colour: "red" });
    expect(told.status).toBe(400);
    expect(told.body.errors.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([["/body/capacity", "too_small"], ["/body/colour", "unknown_field"]]);
    expect((await who.post(`/v1/buildings/${building.id}/resources`, "{")).body.code).toBe("request.malformed");
    expect((await who.post(`/v1/buildings/${building.id}/resources`, "x".repeat(200_000))).status).toBe(413);
    expect((await who.post(`/v1/buildings/${building.id}/resources`, "a", { "content-type": "text/plain" })).status).toBe(415);
  });
});

import { createExecutionContext, createMessageBatch, waitOnExecutionContext } from "cloudflare:test";
import { env as bound, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { anId, arrived, as, manager, NOBODY, person } from "#shared/testing/story";
import { pageOf } from "#shared/worker/page";
import type { Env } from "../call.ts";
import worker from "../index.ts";

const env = bound as Env;
const door = exports.Door({ props: { caller: "gateway" } });

/** A building with this many verified residents, each of whom was told in the inbox and by mail. */
async function aBuildingWith(residents: number) {
  const place = { id: anId("building"), organisationId: anId("organisation") };
  await env.DB.prepare("insert into places values (?, ?, 'Calle Mayor 1', 'Europe/Madrid', 'EUR', 'es', 1)")
    .bind(place.id, place.organisationId)
    .run();
  const users = Array.from({ length: residents }, () => anId("user"));
  const bodies = users.flatMap((userId) => {
    const data = {
      userId,
      unitId: anId("unit"),
      buildingId: place.id,
      unitLabel: "3B",
      kind: "tenant",
      fromAt: 0,
    } as const;
    const contact = { userId, email: `resident-${userId}@example.com`, emailVerified: true };
    return [
      arrived("iam", { type: "user.contact_changed", subject: userId, version: 1, data: contact }),
      arrived("residency", {
        type: "resident.verified",
        subject: anId("residence"),
        building: place.id,
        version: 1,
        data,
      }),
    ];
  });
  const messages = bodies.map((body) => ({ id: body.id, timestamp: new Date(), attempts: 1, body }));
  const context = createExecutionContext();
  await worker.queue(createMessageBatch("notifications", messages), env, context);
  await waitOnExecutionContext(context);
  return { ...place, users };
}

describe("the delivery log of a building", () => {
  it("says what went to whom by which way, in one round trip, and shows no address [NTF-08]", async () => {
    const { id, users } = await aBuildingWith(1);
    const told = await as(door, manager(id)).get(`/v1/deliveries?building=${id}`);
    expect(told.status).toBe(200);
    expect(told.headers.get("server-timing")).toBe('d1;desc="1 round trips"');
    const sent = {
      buildingId: id,
      userId: users[0],
      template: "home_verified",
      status: "sent",
      reason: null,
      attempts: 1,
    };
    const byChannel = Object.fromEntries(told.body.items.map((item: { channel: string }) => [item.channel, item]));
    expect(told.body.items).toHaveLength(2);
    expect(byChannel).toMatchObject({ inbox: { ...sent, to: null }, email: { ...sent, to: "r***@example.com" } });
    expect(JSON.stringify(told.body)).not.toContain("resident-");
  });

  it("goes page by page, and shows one status if asked", async () => {
    const { id, organisationId } = await aBuildingWith(3);
    const who = as(door, manager(organisationId));
    const seen = new Set<string>();
    let cursor = "";
    for (let page = 0; page < 3; page += 1) {
      const { body } = await who.get(`/v1/deliveries?building=${id}&limit=2${cursor}`);
      for (const item of body.items) seen.add(item.id);
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(seen.size).toBe(6);
    expect(cursor).toBe("&cursor=null");
    expect((await who.get(`/v1/deliveries?building=${id}&status=failed`)).body.items).toEqual([]);
    expect((await who.get(`/v1/deliveries?building=${id}&status=sent`)).body.items).toHaveLength(6);
  });

  it("is no fault of ours where somebody makes up a cursor", async () => {
    const { id, organisationId } = await aBuildingWith(1);
    const { nextCursor } = pageOf(`deliveries ${id} status=`, [1, 2], 1, () => []);
    const path = `/v1/deliveries?building=${id}&cursor=${nextCursor}`;
    expect((await as(door, manager(organisationId)).get(path)).status).toBe(200);
  });

  it("is for those who run the building", async () => {
    const { id } = await aBuildingWith(1);
    const path = `/v1/deliveries?building=${id}`;
    expect(await as(door, person([{ role: "staff", on: id }])).get(path)).toMatchObject({
      status: 403,
      body: { code: "access.denied", facts: { permission: "delivery.read" } },
    });
    // Whether they live there is residency's to say, and it is not part of this test: no verdict is given.
    expect(await as(door, manager(anId("building"))).get(path)).toMatchObject({ status: 503 });
    expect(await as(door, person()).get(path)).toMatchObject({ status: 503 });
    expect(await as(door, NOBODY).get(path)).toMatchObject({ status: 404, body: { code: "thing.not_found" } });
  });

  it("names the building it is asked about", async () => {
    const told = await as(door, manager(anId("building"))).get("/v1/deliveries");
    expect(told).toMatchObject({
      status: 400,
      body: { code: "request.invalid", errors: [{ path: "/query/building" }] },
    });
  });
});

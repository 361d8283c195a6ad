import { createExecutionContext } from "cloudflare:test";
import { env as bound } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { minutes } from "#shared/core/time";
import { anId } from "#shared/testing/story";
import { commit, type Save } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import { systemCall } from "#shared/worker/system-call";
import type { Env } from "../call.ts";
import { hold, queued, settle } from "../domain/delivery.ts";
import { addDelivery, addDeliveryOnce, deliveryById, saveDelivery, takeDelivery } from "./deliveries.ts";

const env = bound as Env;
const call = () => systemCall("notifications", "a test", env, createExecutionContext());
const keep = (...save: Save[]) => commit(call(), { save, events: [], result: undefined });

async function waiting() {
  const facts = { buildingId: null, userId: anId("user"), channel: "email", template: "home_verified" } as const;
  const id = anId("delivery");
  const rest = { id, dedupeKey: id, parameters: { unitLabel: "3B" }, validUntil: Date.now() + minutes(5) };
  const delivery = queued({ ...facts, ...rest }, Date.now());
  await keep(addDelivery(delivery));
  return delivery;
}
const kept = async (id: Awaited<ReturnType<typeof waiting>>["id"]) =>
  (await load(call(), { delivery: deliveryById(id) })).delivery;

describe("a delivery that two read at the same moment", () => {
  it("is taken by the first, and the second holds nothing", async () => {
    const read = await waiting();
    await keep(takeDelivery(read, hold(read, "first", Date.now())));
    await keep(takeDelivery(read, hold(read, "second", Date.now())));
    expect(await kept(read.id)).toMatchObject({ lease: "first" });
  });

  it("is settled by the first, and the second is refused", async () => {
    const read = await waiting();
    const step = () => saveDelivery(read, settle(read, { kind: "sent" }, null, Date.now()).delivery);
    await keep(step());
    await expect(keep(step())).rejects.toThrow("changed meanwhile");
  });

  it("is settled by nobody who has lost the lease", async () => {
    const read = hold(await waiting(), "lost", Date.now());
    await keep(takeDelivery({ ...read, lease: null }, hold(read, "taken over", Date.now())));
    const { delivery } = settle(read, { kind: "sent" }, null, Date.now());
    await expect(keep(saveDelivery(read, delivery))).rejects.toThrow("changed meanwhile");
  });
});

it("one dedupe key keeps one delivery", async () => {
  const first = await waiting();
  const second = { ...first, id: anId("delivery") };
  await keep(addDeliveryOnce(second));
  expect(await kept(second.id)).toBeUndefined();
  await expect(keep(addDelivery(second))).rejects.toThrow();
});

it("the database refuses a settled delivery that remembers", async () => {
  const { id } = await waiting();
  const settled = env.DB.prepare("update deliveries set status = 'failed' where id = ?").bind(id);
  await expect(settled.run()).rejects.toThrow(/delivery_forgets/);
});

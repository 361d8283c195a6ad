import { runDurableObjectAlarm } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Id } from "#shared/core/ids";
import { aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at, deliver as delivering } from "#shared/testing/queue";
import { arrived, as } from "#shared/testing/story";
import type { Env } from "../call.ts";
import worker from "../index.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const ours = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });
const deliver = delivering(worker, "bookings", ours);

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

const updated = (resourceId: Id<"resource">, buildingId: Id<"building">, version: number) =>
  arrived("bookings", {
    type: "resource.updated",
    subject: resourceId,
    building: buildingId,
    version,
    data: { resourceId, buildingId, name: "Roof terrace", type: "terrace", status: "available" },
  });

describe("our own word that a resource has changed", () => {
  it("offers more seats to who waits, once, even if the request that changed it died, however often it comes [BKG-62]", async () => {
    const building = await aBuilding(ours.DB);
    const terrace = await aTerrace(door, building, { offerMinutes: 30 });
    const [one, two, three] = [
      as(door, await aResident(ours.DB, building)),
      as(door, await aResident(ours.DB, building)),
      as(door, await aResident(ours.DB, building)),
    ];
    const path = `/v1/resources/${terrace.id}/bookings`;
    await one.post(path, from(TEN));
    const { body: second } = await two.post(path, from(TEN, 1, { wait: true }));
    const { body: third } = await three.post(path, from(TEN, 1, { wait: true }));
    await ours.DB.prepare("update resources set capacity = 2, version = 2 where id = ?").bind(terrace.id).run();
    const word = updated(terrace.id, building.id, 2);
    await deliver(word, word, updated(terrace.id, building.id, 1));
    await runDurableObjectAlarm(ours.CALENDARS.getByName(terrace.calendarId));
    expect((await two.get(`/v1/bookings/${second.id}`)).body.status).toBe("offered");
    expect((await three.get(`/v1/bookings/${third.id}`)).body).toMatchObject({
      status: "waiting",
      waitlistPosition: 1,
    });
  });
});

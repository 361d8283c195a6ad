import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Person } from "#shared/core/actor";
import { days, type Instant, toIso } from "#shared/core/time";
import { aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { subscribe } from "#shared/testing/calendars";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at, deliver as delivering } from "#shared/testing/queue";
import { admin, anId, arrived, as, manager, person } from "#shared/testing/story";
import type { Env } from "../call.ts";
import type { HeldGrant } from "../domain/running.ts";
import worker from "../index.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const ours = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });
const deliver = delivering(worker, "bookings", ours);

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

async function aHouse() {
  const building = await aBuilding(ours.DB);
  const terrace = await aTerrace(door, building);
  const resident = await aResident(ours.DB, building);
  await as(door, resident).post(`/v1/resources/${terrace.id}/bookings`, from(TEN));
  const feeds = `/v1/resources/${terrace.id}/calendar-feeds`;
  const make = async (who: Person, name = "Terrace") => (await as(door, who).post(feeds, { name })).body;
  return { building, terrace, resident, feeds, make, boss: manager(building.id) };
}

const regranted = (
  { id: userId }: Person,
  grants: readonly Partial<HeldGrant>[],
  version: number,
  when: Instant = NOW,
) =>
  arrived(
    "iam",
    {
      ...{ type: "user.role_changed", subject: userId, version },
      data: {
        userId,
        grants: grants.map((grant) => ({
          ...{ grantId: anId("grant"), role: "manager" as const, on: "*", untilAt: null, ...grant },
        })),
      },
    },
    { time: toIso(when) },
  );
const statusOf = async ({ url }: { url: string }) => (await subscribe(door, url)).status;

describe("a resource's feed", () => {
  it("ends with its maker's grant, and answers as an unknown one, in one round trip [BKG-17]", async () => {
    const { building, make, boss } = await aHouse();
    const feed = await make(boss);
    const own = (await as(door, boss).post("/v1/me/calendar-feeds", { name: "Mine" })).body;
    await deliver(regranted(boss, [{ on: building.id }], 2));
    expect((await subscribe(door, feed.url)).events).toHaveLength(1);
    await deliver(regranted(boss, [{ role: "staff", on: building.id }], 3), regranted(boss, [{ on: building.id }], 2));
    const gone = await subscribe(door, feed.url, { "x-request-id": "the-same-request" });
    const unknown = await subscribe(door, `http://x/v1/feeds/${"A".repeat(43)}.ics`, {
      "x-request-id": "the-same-request",
    });
    expect([gone.status, gone.text]).toEqual([404, unknown.text]);
    for (const { headers } of [gone, unknown]) expect(headers.get("server-timing")).toBe('d1;desc="1 round trips"');
    expect(await statusOf(own)).toBe(200);
    await deliver(regranted(boss, [{ on: building.id }], 4));
    expect(await statusOf(feed)).toBe(404);
    expect((await as(door, boss).get("/v1/me/calendar-feeds")).body.items).toMatchObject([{ id: own.id }]);
  });

  it("stands while another grant covers it, and nobody else's ends [BKG-17]", async () => {
    const { building, make, boss } = await aHouse();
    const colleague = manager(building.organisationId);
    const [feed, theirs] = [await make(boss), await make(colleague)];
    await deliver(regranted(boss, [{ on: building.organisationId }], 2));
    expect([await statusOf(feed), await statusOf(theirs)]).toEqual([200, 200]);
    await deliver(regranted(boss, [{ on: anId("building") }], 3));
    expect([await statusOf(feed), await statusOf(theirs)]).toEqual([404, 200]);
  });

  it("stands no longer than a grant that ends by itself [BKG-17]", async () => {
    const { building, make, boss } = await aHouse();
    const feed = await make(boss);
    await deliver(regranted(boss, [{ on: building.id, untilAt: NOW + days(1) }], 2));
    expect(await statusOf(feed)).toBe(200);
    at(NOW + days(1));
    expect(await statusOf(feed)).toBe(404);
  });

  it("is nothing where it was made in the seconds in which a lost grant was not known at the door [BKG-17]", async () => {
    const { make, boss } = await aHouse();
    await deliver(regranted(boss, [], 3, NOW - 1));
    expect(await statusOf(await make(boss))).toBe(404);
  });

  it("of a grant that was heard of late is not ended by an older word [BKG-17]", async () => {
    const { building, make, boss } = await aHouse();
    const feed = await make(boss);
    await deliver(regranted(boss, [], 2, NOW - days(9)));
    await deliver(regranted(boss, [{ on: building.id }], 3, NOW - 1));
    expect(await statusOf(feed)).toBe(200);
  });

  it("is of nobody whose account is gone, whatever is heard of them later", async () => {
    const { building, boss, make } = await aHouse();
    await make(boss);
    const said = { type: "user.deleted", subject: boss.id, version: 9, data: { userId: boss.id } } as const;
    await deliver(arrived("iam", said), regranted(boss, [{ on: building.id }], 8));
    const kept = await ours.DB.prepare("select grants from runners where user_id = ?").bind(boss.id).first();
    expect(kept).toEqual({ grants: "[]" });
  });
});

describe("the feeds of a resource", () => {
  it("are listed for those who run it, with who made them and without their addresses [BKG-17]", async () => {
    const { building, terrace, feeds, make, boss } = await aHouse();
    const colleague = manager(building.organisationId);
    const made = [await make(boss, "Kitchen")];
    at(NOW + 1);
    made.push(await make(colleague, "Porter"));
    at(NOW + 2);
    made.push(await make(boss, "Third"));
    await as(door, boss).post("/v1/me/calendar-feeds", { name: "Mine" });
    await (await aHouse()).make(admin());
    const { status, body, headers } = await as(door, colleague).get(`${feeds}?limit=2`);
    expect(status).toBe(200);
    expect(headers.get("server-timing")).toBe('d1;desc="1 round trips"');
    const shown = [boss, colleague, boss].map(({ id: userId }, n) => {
      const { id, name } = made[n];
      return { id, name, userId, buildingId: building.id, resourceId: terrace.id, createdAt: toIso(NOW + n) };
    });
    expect(body.items).toEqual(shown.slice(0, 2));
    const rest = await as(door, colleague).get(`${feeds}?limit=2&cursor=${body.nextCursor}`);
    expect(rest.body).toEqual({ items: shown.slice(2), nextCursor: null });
    expect((await as(door, colleague).delete(`/v1/calendar-feeds/${made[0].id}`)).status).toBe(204);
    expect((await as(door, boss).get(feeds)).body.items).toEqual(shown.slice(1));
  });

  it("are nobody else's to see [BKG-17]", async () => {
    const { building, feeds, resident } = await aHouse();
    const ask = async (who: Parameters<typeof as>[1]) => (await as(door, who).get(feeds)).status;
    expect(await ask(resident)).toBe(403);
    expect(await ask(person([{ role: "staff", on: building.id }]))).toBe(403);
    const elsewhere = feeds.replace(/res_\w+/, anId("resource"));
    expect((await as(door, manager(building.id)).get(elsewhere)).status).toBe(404);
  });
});

import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Id } from "#shared/core/ids";
import { inDisorder } from "#shared/testing/disorder";
import { deliver as delivering } from "#shared/testing/queue";
import { aHouse } from "#shared/testing/residency";
import { anId, arrived, as, person, written } from "#shared/testing/story";
import worker from "./index.ts";

const door = exports.Door({ props: { caller: "gateway" } });
const events = exports.Door({ props: { caller: "events" } });
type Arrived = ReturnType<typeof arrived>;

const deliver = delivering(worker, "residency", env as Parameters<typeof worker.queue>[1]);

/** Brings events as the queue does; answers those that are to be tried again. */
async function bring(...envelopes: Arrived[]) {
  const { explicitAcks, retryMessages } = await deliver(...envelopes);
  expect(explicitAcks.length + retryMessages.length).toBe(envelopes.length);
  return retryMessages;
}

const created = (userId: Id<"user">, name: string) =>
  arrived("iam", { type: "user.created", subject: userId, version: 1, data: { userId, name, locale: "en" } });
const renamed = (userId: Id<"user">, name: string, version: number) =>
  arrived("iam", { type: "user.updated", subject: userId, version, data: { userId, name, locale: "en" } });
const deleted = (userId: Id<"user">, version: number) =>
  arrived("iam", { type: "user.deleted", subject: userId, version, data: { userId } });

const profileOf = (userId: string) =>
  env.DB.prepare("select name, locale, erased_at is not null as erased from profiles where user_id = ?")
    .bind(userId)
    .first();

describe("what residency hears of a person", () => {
  it("is what the residents' list calls them", async () => {
    const { boss, at, unit, home } = await aHouse(door);
    const { who } = await home((await unit("1A")).id);
    const names = async () =>
      (await as(door, boss).get(`${at}/residents`)).body.items.map(({ userName }: { userName: string }) => userName);
    expect(await names()).toEqual([null]);
    expect(await bring(created(who.id, "Resident of 1A"))).toEqual([]);
    expect(await names()).toEqual(["Resident of 1A"]);
    await bring(renamed(who.id, "Owner of 1A", 2));
    expect(await names()).toEqual(["Owner of 1A"]);
  });

  it.each([1, 2, 3, 4, 5])("is forgotten when they leave, in any order (order %i)", async (seed) => {
    const { building, boss, at, unit, home, code } = await aHouse(door);
    const [one, two] = [await unit("1A"), await unit("2A")];
    const who = person();
    const { claim } = await home(one.id, who);
    const waiting = (await as(door, who).post("/v1/claims", { unitId: two.id, kind: "tenant", message: "mine" })).body;
    const { body: old } = await as(door, who).post("/v1/claims", { unitId: (await unit("3A")).id, kind: "tenant" });
    await as(door, boss).post(`/v1/claims/${old.id}/reject`, { reason: "a private reason" });
    const history = [created(who.id, "A"), renamed(who.id, "B", 2), deleted(who.id, 3)];
    for (const batch of inDisorder(history, seed)) await bring(...batch);

    expect(await profileOf(who.id)).toEqual({ name: null, locale: null, erased: 1 });
    expect((await as(door, boss).get(`${at}/residents`)).body.items).toEqual([]);
    const claims = (await as(door, boss).get(`${at}/claims`)).body.items;
    expect(JSON.stringify(claims)).not.toMatch(/mine|private/);
    expect(claims.find(({ id }: { id: string }) => id === waiting.id)).toMatchObject({ status: "withdrawn" });
    const ends = (await written(env.DB)).filter(({ type, data }) => {
      return type === "resident.unverified" && (data as { userId: string }).userId === who.id;
    });
    expect(ends).toMatchObject([{ subject: claim.residenceId, building: building.id, version: 2 }]);

    // A token may outlive its person by some minutes.
    const late = [{ code: await code(two.id) }, { unitId: two.id, kind: "tenant" }];
    for (const body of late)
      expect(await as(door, who).post("/v1/claims", body)).toMatchObject({
        status: 401,
        body: { code: "auth.required" },
      });
  });

  it("leaves no home open to whom moves in while they leave", async () => {
    const { boss, at, unit, code } = await aHouse(door);
    for (let round = 0; round < 5; round += 1) {
      const who = person();
      const secret = await code((await unit(`${round}`)).id);
      await Promise.all([as(door, who).post("/v1/claims", { code: secret }), bring(deleted(who.id, 2))]);
      expect((await as(door, boss).get(`${at}/residents`)).body.items).toEqual([]);
    }
  });

  it("is named to events when it was not heard, and no longer afterwards", async () => {
    const event = created(anId("user"), "A");
    const missing = async () =>
      (await as(events, { kind: "nobody" }).post("/internal/unheard", { ids: [event.id] })).body.missing;
    expect(await missing()).toEqual([event.id]);
    await bring(event);
    expect(await missing()).toEqual([]);
  });

  it("of a kind or version it does not know is kept for later, without its neighbours", async () => {
    const [good, strange] = [created(anId("user"), "A"), created(anId("user"), "B")];
    const newer = { ...strange, dataschema: "urn:courtyard:user.created:2" };
    expect((await bring(newer, good)).map(({ msgId }) => msgId)).toEqual(["0"]);
    expect(await profileOf(good.subject)).toMatchObject({ name: "A" });
  });
});

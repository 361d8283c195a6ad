import { env as bound, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { addressed, built, claimed, created, found, granted, scene } from "#shared/testing/notifications";
import { deliver as delivering } from "#shared/testing/queue";
import { arrived } from "#shared/testing/story";
import type { Env } from "../call.ts";
import worker from "../index.ts";

const env = bound as Env;
const door = exports.Door({ props: { caller: "gateway" } });

const deliver = delivering(worker, "notifications", env);

const { inboxOf, mailOf } = found(door);

describe("of a claim", () => {
  it("the managers of the building and of its organisation are told, in inbox and mail, and nobody else", async () => {
    const one = scene();
    const [ofBuilding, ofOrganisation, ofOther, staff] = [scene(), scene(), scene(), scene()];
    const people = [ofBuilding, ofOrganisation, ofOther, staff];
    await deliver(built(one), ...people.flatMap((who) => [created(who), addressed(who)]));
    await deliver(
      granted(ofBuilding.userId, one.buildingId),
      granted(ofOrganisation.userId, one.organisationId),
      granted(ofOther.userId, ofOther.buildingId),
      granted(staff.userId, one.buildingId, { role: "staff" }),
    );
    const event = claimed(one);
    await deliver(event);
    for (const who of [ofBuilding, ofOrganisation]) {
      expect(await inboxOf(who.userId)).toMatchObject([
        {
          type: "claim.submitted",
          subject: event.subject,
          body: "Somebody says they are a tenant of 3B, Calle Mayor 1.",
        },
      ]);
      expect(await mailOf(who.email)).toHaveLength(1);
    }
    for (const who of [one, ofOther, staff]) expect(await inboxOf(who.userId)).toEqual([]);
  });

  it("whoever lost the grant before is not told, and whoever got it after neither", async () => {
    const one = scene();
    const [gone, late] = [scene(), scene()];
    await deliver(built(one), granted(gone.userId, one.buildingId, { version: 3 }));
    await deliver(
      arrived("iam", {
        type: "user.role_changed",
        subject: gone.userId,
        version: 4,
        data: { userId: gone.userId, grants: [] },
      }),
      granted(gone.userId, one.buildingId, { version: 3 }),
      claimed(one),
      granted(late.userId, one.buildingId, { when: Date.now() }),
    );
    expect(await inboxOf(gone.userId)).toEqual([]);
    expect(await inboxOf(late.userId)).toEqual([]);
  });

  it.each([
    ["claim", "grant", "building"],
    ["claim", "building", "grant"],
    ["grant", "claim", "building"],
    ["grant", "building", "claim"],
    ["building", "claim", "grant"],
    ["building", "grant", "claim"],
  ] as const)(
    "they are told once where the %s is known, and %s and %s are heard at the same moment",
    async (...order) => {
      const [one, manager] = [scene(), scene()];
      const grant = granted(manager.userId, one.organisationId);
      const events = { claim: claimed(one), grant, building: built(one) };
      const [known, ...others] = order;
      await deliver(events[known]);
      const heard = await Promise.all(others.map((name) => deliver(events[name])));
      expect(heard.flatMap(({ retryMessages }) => retryMessages)).toEqual([]);
      expect(await inboxOf(manager.userId)).toHaveLength(1);
    },
  );

  it("a building that changes hands tells nobody of old claims again", async () => {
    const one = scene();
    const manager = scene();
    await deliver(built(one), granted(manager.userId, one.buildingId), claimed(one), built(one, "Calle Mayor 2", 2));
    expect(await inboxOf(manager.userId)).toMatchObject([{ body: expect.stringContaining("Calle Mayor 2") }]);
  });
});

import { describe, expect, it } from "vitest";
import type { Id } from "#shared/core/ids";
import { newId } from "#shared/core/ids";
import { anId } from "#shared/testing/story";
import { announce, decidersOf, type HeldGrant, regranted } from "./claim.ts";

const NOW = 1000;
const organisationId = anId("organisation");
const claim = {
  id: anId("claim"),
  buildingId: anId("building"),
  unitLabel: "3B",
  kind: "tenant",
  eventId: anId("event"),
  submittedAt: 500,
  version: 1,
  organisationId,
} as const;
const grant = (target: string, more: Partial<HeldGrant> = {}): HeldGrant => ({
  grantId: anId("grant"),
  userId: anId("user"),
  role: "manager",
  target,
  sinceAt: 100,
  untilAt: null,
  ...more,
});

describe("of a claim is told", () => {
  it.each([
    { who: "a manager of the building", has: grant(claim.buildingId), told: true },
    { who: "a manager of its organisation", has: grant(organisationId), told: true },
    { who: "nobody of another building", has: grant(anId("building")), told: false },
    { who: "no staff, who may not decide it", has: grant(claim.buildingId, { role: "staff" }), told: false },
    { who: "nobody who runs the whole platform", has: grant("*", { role: "admin" }), told: false },
    { who: "nobody whose grant is over", has: grant(claim.buildingId, { untilAt: NOW }), told: false },
    { who: "nobody who came after it", has: grant(claim.buildingId, { sinceAt: 501 }), told: false },
  ])("$who", ({ has, told }) => {
    expect(decidersOf(claim, [has], NOW)).toEqual(told ? [has.userId] : []);
  });

  it("each person once, whatever grants they have", () => {
    const userId = anId("user");
    const grants = [grant(claim.buildingId, { userId }), grant(organisationId, { userId })];
    expect(decidersOf(claim, grants, NOW)).toEqual([userId]);
  });

  it("whoever was not told of it yet", () => {
    const grants = [grant(claim.buildingId), grant(claim.buildingId)];
    const [first, second] = grants.map(({ userId }) => userId) as [Id<"user">, Id<"user">];
    const told = [{ subject: claim.id, userId: first }];
    const { notifications } = announce([claim], { grants, contacts: [], told }, { newId, now: NOW });
    expect(notifications.map(({ userId }) => userId)).toEqual([second]);
  });
});

describe("the grants of a person", () => {
  const early = grant(claim.buildingId, { sinceAt: 100 });
  const late = { ...early, sinceAt: 300 };

  it("are those of the newer event, and are known since they were first heard of", () => {
    expect(regranted([early], [late], true)).toEqual([early]);
    expect(regranted([early], [], true)).toEqual([]);
  });

  it("are not those of an older event, which still says since when", () => {
    expect(regranted([late], [early, grant(organisationId)], false)).toEqual([early]);
    expect(regranted([], [early], false)).toEqual([]);
  });
});

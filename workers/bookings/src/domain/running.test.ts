import { describe, expect, it } from "vitest";
import { anId } from "#shared/testing/story";
import { endedWith, type HeldGrant, type Runner, stillRuns } from "./running.ts";

const NOW = 1_000;
const building = { id: anId("building"), organisationId: anId("organisation") };
const grant = (more: Partial<HeldGrant> = {}): HeldGrant => ({
  ...{ role: "manager", on: building.id, untilAt: null, ...more },
});
const runner = (grants: readonly HeldGrant[], version = 2): Runner => ({ userId: anId("user"), grants, version });

describe("whoever runs a resource", () => {
  it.each([
    { what: "a manager of the building", grants: [grant()], runs: true },
    { what: "a manager of its organisation", grants: [grant({ on: building.organisationId })], runs: true },
    { what: "an administrator of everything", grants: [grant({ role: "admin", on: "*" })], runs: true },
    { what: "a manager for a moment more", grants: [grant({ untilAt: NOW + 1 })], runs: true },
    { what: "a manager until now", grants: [grant({ untilAt: NOW })], runs: false },
    { what: "a manager of another building", grants: [grant({ on: anId("building") })], runs: false },
    { what: "staff, who only see who booked", grants: [grant({ role: "staff" })], runs: false },
    { what: "nobody any more", grants: [], runs: false },
  ])("is $what: $runs", ({ grants, runs }) => expect(stillRuns(runner(grants), building, NOW)).toBe(runs));
});

describe("the feeds that end with a grant", () => {
  const feed = { id: anId("feed"), createdAt: 500, building };
  const heard = (grants: readonly HeldGrant[], version: number, saidAt = 600) => ({
    ...{ ...runner(grants, version), saidAt },
  });

  it("are those made under it, whatever was heard of before", () => {
    expect(endedWith([feed], heard([], 3))).toEqual([feed]);
    expect(endedWith([feed], heard([grant({ on: anId("building") })], 3))).toEqual([feed]);
    expect(endedWith([feed], heard([grant()], 3))).toEqual([]);
  });

  it("are none for a grant that was there when the word was said, however late that is heard", () => {
    expect(endedWith([feed], heard([grant({ untilAt: 601 })], 3))).toEqual([]);
    expect(endedWith([feed], heard([grant({ untilAt: 600 })], 3))).toEqual([feed]);
  });

  it("are none that were made after the word was said: a later one is on its way", () => {
    expect(endedWith([feed], heard([], 3, 499))).toEqual([]);
    expect(endedWith([feed], heard([], 3, 500))).toEqual([feed]);
  });
});

import { describe, expect, it } from "vitest";
import type { Actor, Grant } from "#shared/core/actor";
import { isBelow, mayOn, organisationsWith, type Target } from "./reach.ts";

const ORG: Target = { on: "org_1", organisationId: "org_1" };
const OTHER: Target = { on: "org_2", organisationId: "org_2" };
const BUILDING: Target = { on: "bld_1", organisationId: "org_1" };

const withGrant = (grant: Grant): Actor => ({
  kind: "person",
  id: "usr_1",
  sid: "ses_1",
  authAt: 0,
  locale: "en",
  verified: true,
  grants: [grant],
});
const ADMIN = withGrant({ role: "admin", on: "*" });
const BOSS = withGrant({ role: "manager", on: "org_1" });
const HEAD = withGrant({ role: "manager", on: "bld_1" });
const CLERK = withGrant({ role: "staff", on: "org_1" });

describe("below one's own reach is", () => {
  it.each([
    { who: "an admin", actor: ADMIN, role: "manager", target: ORG, below: true },
    { who: "an admin", actor: ADMIN, role: "admin", target: ORG, below: false },
    { who: "a manager", actor: BOSS, role: "staff", target: ORG, below: true },
    { who: "a manager", actor: BOSS, role: "manager", target: BUILDING, below: true },
    { who: "a manager", actor: BOSS, role: "manager", target: ORG, below: false },
    { who: "a manager", actor: BOSS, role: "staff", target: OTHER, below: false },
    { who: "a building's manager", actor: HEAD, role: "staff", target: BUILDING, below: true },
    { who: "a building's manager", actor: HEAD, role: "manager", target: BUILDING, below: false },
    { who: "a building's manager", actor: HEAD, role: "staff", target: ORG, below: false },
    { who: "staff", actor: CLERK, role: "provider", target: ORG, below: false },
  ] as const)("for $who, $role on $target.on: $below [IAM-15]", ({ actor, role, target, below }) => {
    expect(isBelow(actor, role, target)).toBe(below);
  });
});

describe("what a grant covers", () => {
  it("is an organisation with its buildings, and not the other way round", () => {
    expect(mayOn(BOSS, BUILDING, "organisation.invite")).toBe(true);
    expect(mayOn(HEAD, ORG, "organisation.invite")).toBe(false);
    expect(mayOn({ kind: "nobody" }, ORG, "organisation.read")).toBe(false);
  });

  it("names the organisations one runs", () => {
    expect(organisationsWith(ADMIN, "organisation.read")).toBe("*");
    expect(organisationsWith(BOSS, "organisation.read")).toEqual(["org_1"]);
    expect(organisationsWith(HEAD, "organisation.read")).toEqual([]);
    expect(organisationsWith(CLERK, "organisation.read")).toEqual([]);
  });
});

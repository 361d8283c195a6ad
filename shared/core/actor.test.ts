import { describe, expect, it } from "vitest";
import { type Actor, demand, type Grant, mayEverywhere, mayIn } from "./actor.ts";
import { newId } from "./ids.ts";

const place = { id: newId("building", 0), organisationId: newId("organisation", 0) };
const elsewhere = { id: newId("building", 0), organisationId: newId("organisation", 0) };
const someone = (...grants: Grant[]): Actor => ({
  kind: "person",
  id: newId("user", 0),
  sid: newId("session", 0),
  authAt: 0,
  locale: "en",
  verified: true,
  grants,
});

describe("a grant", () => {
  it.each([
    ["a manager of the building", someone({ role: "manager", on: place.id }), true],
    ["a manager of its organisation", someone({ role: "manager", on: place.organisationId }), true],
    ["an admin", someone({ role: "admin", on: "*" }), true],
    ["a manager of another building", someone({ role: "manager", on: elsewhere.id }), false],
    ["staff", someone({ role: "staff", on: place.id }), false],
    ["staff with that very permission", someone({ role: "staff", on: place.id, can: ["unit.import"] }), true],
    ["a manager whose custom role lacks it", someone({ role: "manager", on: place.id, can: ["unit.read"] }), false],
    ["nobody", { kind: "nobody" } as const, false],
  ])("lets %s import units: %#", (_, actor, may) => {
    expect(mayIn(actor, place, "unit.import")).toBe(may);
  });

  it("on one building is none on the platform", () => {
    expect(mayEverywhere(someone({ role: "admin", on: place.id }), "organisation.create")).toBe(false);
    expect(mayEverywhere(someone({ role: "admin", on: "*" }), "organisation.create")).toBe(true);
  });
});

describe("who may not act", () => {
  it("is told nothing of a building that is none of theirs", () => {
    expect(() => demand(someone({ role: "manager", on: elsewhere.id }), place, "unit.import")).toThrow(
      expect.objectContaining({ code: "thing.not_found" }),
    );
  });

  it("is told which permission is missing where they may look", () => {
    expect(() => demand(someone({ role: "staff", on: place.id }), place, "unit.import")).toThrow(
      expect.objectContaining({ code: "access.denied", facts: { permission: "unit.import" } }),
    );
    expect(() => demand(someone(), place, "unit.import", true)).toThrow(
      expect.objectContaining({ code: "access.denied" }),
    );
  });
});

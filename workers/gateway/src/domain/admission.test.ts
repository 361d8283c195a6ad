import { describe, expect, it } from "vitest";
import type { Actor } from "#shared/core/actor";
import type { Permission, Reach } from "#shared/core/permissions";
import { admin, anId, manager, NOBODY, person } from "#shared/testing/story";
import { refusalAt } from "./admission.ts";

const PATH = "/v1/buildings/{id}/resources";
const staff = person([{ role: "staff", on: anId("building") }]);
const fresh = { ...person(), verified: false };

function verdict(
  actor: Actor,
  reach: Reach,
  permission: Permission | null = null,
  path = PATH,
  unverified?: true,
): string {
  const refusal = refusalAt(actor, path, { permission, reach, ...(unverified && { unverified }) });
  return refusal?.code ?? "passes";
}

describe("nobody", () => {
  it("passes to what is for anyone", () => expect(verdict(NOBODY, "anyone", "building.read")).toBe("passes"));
  it.each(["person", "home", "grant", "platform"] as const)("must sign in for what is for a %s", (reach) => {
    expect(verdict(NOBODY, reach, "resource.create")).toBe("auth.required");
  });
});

describe("a person whose address is not verified", () => {
  it.each(["/v1/me", "/v1/me/homes", "/v1/auth/logout"])("passes to %s", (path) => {
    expect(verdict(fresh, "person", null, path)).toBe("passes");
  });
  it.each(["/v1/home", "/v1/media", "/v1/buildings/me"])("is refused at %s", (path) => {
    expect(verdict(fresh, "person", null, path)).toBe("address.unverified");
  });
  it("passes where the terms say so, and where nobody would", () => {
    expect(verdict(fresh, "person", null, PATH, true)).toBe("passes");
    expect(verdict(fresh, "anyone")).toBe("passes");
  });
});

describe("a permission", () => {
  it("that some grant holds passes, wherever the grant is", () => {
    expect(verdict(manager(anId("building")), "grant", "resource.create")).toBe("passes");
  });
  it("that no grant holds is refused before any worker is asked", () => {
    expect(verdict(staff, "grant", "resource.create")).toBe("access.denied");
    expect(verdict(person(), "grant", "booking.read")).toBe("access.denied");
  });
  it("of a custom role is what it lists, and nothing else", () => {
    const custom = person([{ role: "manager", on: anId("building"), can: ["booking.read"] }]);
    expect(verdict(custom, "grant", "booking.read")).toBe("passes");
    expect(verdict(custom, "grant", "resource.create")).toBe("access.denied");
  });
  it("for the whole platform is not had by who runs one building", () => {
    expect(verdict(manager(anId("building")), "platform", "audit.read")).toBe("access.denied");
    expect(verdict(admin(), "platform", "audit.read")).toBe("passes");
  });
  it("that a home may bring cannot be judged here", () => {
    expect(verdict(person(), "home", "resource.read")).toBe("passes");
  });
});

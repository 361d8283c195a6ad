import { describe, expect, it } from "vitest";
import { manager, person } from "#shared/testing/story";
import { demandHome, found } from "./access.ts";

const PLACE = { id: "bld_1", organisationId: "org_1" } as const;
const refusal = (code: string) => expect.objectContaining({ code });

describe("what residents may see", () => {
  it("is seen by whoever lives there or has the permission there", () => {
    expect(() => demandHome(person(), PLACE, true, "unit.read")).not.toThrow();
    expect(() => demandHome(manager("org_1"), PLACE, false, "unit.read")).not.toThrow();
  });

  it("is refused to whom may see the building and not this, and is nothing to anybody else", () => {
    const provider = person([{ role: "provider", on: "bld_1" }]);
    expect(() => demandHome(provider, PLACE, false, "unit.read")).toThrow(refusal("access.denied"));
    expect(() => demandHome(manager("org_2"), PLACE, false, "unit.read")).toThrow(refusal("thing.not_found"));
    expect(() => found(undefined)).toThrow(refusal("thing.not_found"));
  });
});

import { describe, expect, it } from "vitest";
import { addUnit, changeUnit, labelKey, sortKey } from "./unit.ts";

const A = { id: "ent_1", label: "A" } as const;
const WANTED = { label: "1A", kind: "flat", floor: "1", areaSquareMetres: 82.5 } as const;
const unit = () => addUnit(WANTED, A, { id: "unt_1", buildingId: "bld_1" }, 1);

describe("labels", () => {
  it.each([
    ["1A", "1a"],
    ["Shop  corner", " shop corner "],
    ["１Ａ", "1A"],
  ])("%j and %j are one", (a, b) => expect(labelKey(a)).toBe(labelKey(b)));

  it("stand in the order a person reads them, and never two in one place", () => {
    const order = ["1", "1A", "01", "2A", "10A", "A 2", "A 10"];
    expect([...order].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))).toEqual([
      "01",
      "1",
      "1A",
      "2A",
      "10A",
      "A 2",
      "A 10",
    ]);
    expect(sortKey("1")).not.toBe(sortKey("01"));
  });
});

describe("a unit", () => {
  it("keeps what a patch does not name", () => {
    expect(changeUnit(unit(), { kind: "storage" }, undefined, 2)).toEqual({
      ...unit(),
      kind: "storage",
      updatedAt: 2,
      version: 2,
    });
  });

  it("loses what a patch says is null, and moves to the entrance it names", () => {
    const bare = changeUnit(unit(), { floor: null, areaSquareMetres: null, entranceId: null }, undefined, 2);
    expect(bare).toMatchObject({ floor: null, areaSquareMetres: null, entranceId: null, entranceLabel: null });
    const moved = changeUnit(unit(), { entranceId: "ent_2" }, { id: "ent_2", label: "B" }, 2);
    expect(moved).toMatchObject({ entranceId: "ent_2", entranceLabel: "B", floor: "1" });
  });
});

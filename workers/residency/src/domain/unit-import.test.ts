import { describe, expect, it } from "vitest";
import { planImport } from "./unit-import.ts";

const NOW = 1_800_000_000_000;
const BUILDING = "bld_1";

const row = (line: number, cells: Partial<Record<"entrance" | "floor" | "unit" | "kind" | "area", string>>) => ({
  line,
  cells: { entrance: "", floor: "", unit: "", kind: "", area: "", ...cells },
});

function plan(rows: ReturnType<typeof row>[], known: Partial<Parameters<typeof planImport>[1]> = {}) {
  let count = 0;
  const ids = { entrance: () => `ent_${++count}` as const, unit: () => `unt_${++count}` as const };
  return planImport({ rows, faults: [] }, { buildingId: BUILDING, entrances: [], units: [], ...known }, ids, NOW);
}

const OLD = {
  id: "unt_0",
  buildingId: BUILDING,
  entranceId: "ent_0",
  entranceLabel: "A",
  label: "1A",
  kind: "flat",
  floor: "1",
  areaSquareMetres: 82.5,
  createdAt: 0,
  updatedAt: 0,
  version: 1,
} as const;

describe("an import", () => {
  it("makes each entrance once, and a unit of each row", () => {
    const { entrances, units, errors } = plan([
      row(2, { entrance: "A", floor: "1", unit: "1A", kind: "FLAT", area: "82,5" }),
      row(3, { entrance: "a", unit: "P1", kind: "parking" }),
      row(4, { unit: "Shop" }),
    ]);
    expect(errors).toEqual([]);
    expect(entrances.map(({ label }) => label)).toEqual(["A"]);
    expect(units).toMatchObject([
      { label: "1A", floor: "1", kind: "flat", areaSquareMetres: 82.5, entranceId: entrances[0]?.id },
      { label: "P1", floor: null, kind: "parking", areaSquareMetres: null, entranceId: entrances[0]?.id },
      { label: "Shop", kind: "flat", entranceId: null },
    ]);
  });

  it("uses the entrances that are there", () => {
    const there = { id: "ent_0", buildingId: BUILDING, label: "A", createdAt: 0 } as const;
    const { entrances, units } = plan([row(2, { entrance: "A", unit: "1A" })], { entrances: [there] });
    expect([entrances, units[0]?.entranceId]).toEqual([[], "ent_0"]);
  });

  it("leaves alone what is there exactly so, whatever the case of its label", () => {
    const same = row(2, { entrance: "a", floor: "1", unit: "1a", kind: "flat", area: "82.50" });
    expect(plan([same], { units: [OLD] })).toMatchObject({ unchanged: 1, units: [], entrances: [], errors: [] });
  });

  it.each([
    { column: "entrance", cells: { entrance: "B" } },
    { column: "floor", cells: { floor: "2" } },
    { column: "kind", cells: { kind: "storage" } },
    { column: "area", cells: { area: "82.6" } },
  ])("refuses a unit that is there with another $column", ({ column, cells }) => {
    const { errors } = plan([row(2, { entrance: "A", floor: "1", unit: "1A", area: "82.5", ...cells })], {
      units: [OLD],
    });
    expect(errors).toMatchObject([{ line: 2, column, code: "unit.label_taken", path: `/body/2/${column}` }]);
  });

  it.each([
    { code: "cell.empty", column: "unit", cells: { unit: "" } },
    { code: "cell.too_long", column: "unit", cells: { unit: "x".repeat(41) } },
    { code: "cell.too_long", column: "entrance", cells: { entrance: "x".repeat(41) } },
    { code: "cell.too_long", column: "floor", cells: { floor: "x".repeat(21) } },
    { code: "cell.control_character", column: "unit", cells: { unit: "1\nA" } },
    { code: "cell.control_character", column: "unit", cells: { unit: "1\u2028A" } },
    { code: "unit.kind_unknown", column: "kind", cells: { kind: "castle" } },
    { code: "unit.area_invalid", column: "area", cells: { area: "sixty" } },
    { code: "unit.area_invalid", column: "area", cells: { area: "-1" } },
    { code: "unit.area_invalid", column: "area", cells: { area: "0" } },
    { code: "unit.area_invalid", column: "area", cells: { area: "1.234" } },
    { code: "unit.area_invalid", column: "area", cells: { area: "1000001" } },
  ])("says of a row that $code ($column)", ({ code, column, cells }) => {
    expect(plan([row(7, { unit: "1A", ...cells })]).errors).toMatchObject([{ line: 7, column, code }]);
  });

  it("says where a repeated unit stood first", () => {
    const { errors, refused } = plan([row(2, { unit: "1A" }), row(3, { unit: "1 a" }), row(4, { unit: "1a" })]);
    expect(errors).toEqual([
      {
        line: 4,
        column: "unit",
        path: "/body/4/unit",
        code: "unit.repeated",
        detail: "The unit is on line 2 already.",
      },
    ]);
    expect(refused).toBe(1);
  });

  it("counts every refused row and lists the first hundred errors, in the order of the file", () => {
    const rows = Array.from({ length: 150 }, (_, at) => row(at + 2, { unit: `${at}`, kind: "castle", area: "x" }));
    const { errors, refused } = plan(rows);
    expect([errors.length, refused]).toEqual([100, 150]);
    expect(errors[99]?.line).toBe(51);
  });
});

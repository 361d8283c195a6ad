import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { UNIT_KINDS, type UnitKind } from "#shared/core/vocabulary";
import { addUnit, type Entrance, labelKey, type PlacedUnit, type Unit } from "./unit.ts";

export const IMPORT_COLUMNS = ["entrance", "floor", "unit", "kind", "area"] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];
export const REQUIRED_COLUMNS = ["unit"] as const;
export const MAX_ROWS = 5_000;

/** How many errors an answer lists. */
const SHOWN = 100;
const MAX_LABEL = 40;
const MAX_FLOOR = 20;
const MAX_AREA = 1_000_000;
/** Up to two decimals behind a point or a comma: `82`, `82.5`, `82,50`. */
const AREA = /^(\d{1,7})(?:[.,](\d{1,2}))?$/;
const LONGEST: Partial<Record<ImportColumn, number>> = { entrance: MAX_LABEL, unit: MAX_LABEL, floor: MAX_FLOOR };

interface Row {
  readonly line: number;
  readonly cells: Readonly<Record<ImportColumn, string>>;
}

/** One thing wrong with one row; `line` is the file's, and the header is line 1. */
export interface RowFault {
  readonly line: number;
  readonly column: ImportColumn | null;
  /** A JSON pointer to the cell. */
  readonly path: string;
  readonly code: string;
  readonly detail: string;
}

interface Table {
  readonly rows: readonly Row[];
  readonly faults: readonly { readonly line: number; readonly code: string; readonly detail: string }[];
}

interface Known {
  readonly buildingId: Id<"building">;
  readonly entrances: readonly Entrance[];
  /** The building's units whose labels are in the file. */
  readonly units: readonly PlacedUnit[];
}

interface Ids {
  readonly entrance: () => Id<"entrance">;
  readonly unit: () => Id<"unit">;
}

/** What a file asks for, held against what is there. */
export interface ImportPlan {
  readonly rows: number;
  readonly entrances: readonly Entrance[];
  readonly units: readonly Unit[];
  readonly unchanged: number;
  /** How many rows have an error. */
  readonly refused: number;
  /** The first of the errors, in the order of the file. */
  readonly errors: readonly RowFault[];
}

const faultAt = (line: number, column: ImportColumn | null, code: string, detail: string): RowFault => ({
  line,
  column,
  path: `/body/${line}${column === null ? "" : `/${column}`}`,
  code,
  detail,
});

/** The keys of the labels in a file, to ask which of them are there already. */
export const labelKeysOf = (rows: readonly Row[]): string[] => [
  ...new Set(rows.map(({ cells }) => labelKey(cells.unit))),
];

/** Which entrances and units to make. An error anywhere means that nothing is made. */
export function planImport(table: Table, known: Known, ids: Ids, now: Instant): ImportPlan {
  const errors = table.faults.map(({ line, code, detail }) => faultAt(line, null, code, detail));
  const entrances = new Map<string, Entrance>(known.entrances.map((one) => [labelKey(one.label), one]));
  const there = new Map(known.units.map((unit) => [labelKey(unit.label), unit]));
  const lines = new Map<string, number>();
  const madeEntrances: Entrance[] = [];
  const units: Unit[] = [];
  let unchanged = 0;

  const entranceOf = (label: string): Entrance | undefined => {
    if (label === "") return undefined;
    const old = entrances.get(labelKey(label));
    if (old) return old;
    const made = { id: ids.entrance(), buildingId: known.buildingId, label, createdAt: now };
    entrances.set(labelKey(label), made);
    madeEntrances.push(made);
    return made;
  };

  for (const { line, cells } of table.rows) {
    const { wanted, faults } = readRow(line, cells);
    const key = labelKey(cells.unit);
    const before = lines.get(key);
    if (key !== "" && before !== undefined)
      faults.push(faultAt(line, "unit", "unit.repeated", `The unit is on line ${before} already.`));
    lines.set(key, before ?? line);
    const old = there.get(key);
    if (faults.length === 0 && old) {
      const difference = differenceOf(old, wanted, cells.entrance);
      if (difference) faults.push(faultAt(line, difference, "unit.label_taken", "The unit is there, but not so."));
      else unchanged += 1;
    }
    errors.push(...faults);
    if (faults.length > 0 || old) continue;
    const { entranceLabel: _, ...unit } = addUnit(
      wanted,
      entranceOf(cells.entrance),
      { id: ids.unit(), buildingId: known.buildingId },
      now,
    );
    units.push(unit);
  }

  const sorted = [...errors].sort((a, b) => a.line - b.line);
  const rows = table.rows.length + table.faults.length;
  const refused = new Set(errors.map((fault) => fault.line)).size;
  return { rows, entrances: madeEntrances, units, unchanged, refused, errors: sorted.slice(0, SHOWN) };
}

interface Read {
  readonly wanted: Pick<Unit, "label" | "kind" | "floor" | "areaSquareMetres">;
  readonly faults: RowFault[];
}

function readRow(line: number, cells: Row["cells"]): Read {
  const faults: RowFault[] = [];
  for (const column of IMPORT_COLUMNS) {
    const longest = LONGEST[column];
    if (longest !== undefined && cells[column].length > longest)
      faults.push(faultAt(line, column, "cell.too_long", `At most ${longest} characters.`));
    if (hasControls(cells[column]))
      faults.push(faultAt(line, column, "cell.control_character", "Line breaks and control characters are not taken."));
  }
  if (cells.unit === "") faults.push(faultAt(line, "unit", "cell.empty", "A unit needs a label."));
  const kind = kindOf(cells.kind);
  if (!kind) faults.push(faultAt(line, "kind", "unit.kind_unknown", `One of ${UNIT_KINDS.join(", ")}.`));
  const area = areaOf(cells.area);
  if (area === undefined)
    faults.push(faultAt(line, "area", "unit.area_invalid", "Square metres with at most two decimals, such as 82.5."));
  const floor = cells.floor === "" ? null : cells.floor;
  return { wanted: { label: cells.unit, kind: kind ?? "flat", floor, areaSquareMetres: area ?? null }, faults };
}

const hasControls = (text: string): boolean => /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);

const kindOf = (cell: string): UnitKind | undefined =>
  cell === "" ? "flat" : UNIT_KINDS.find((kind) => kind === cell.toLowerCase());

/** Null for an empty cell, undefined for one that is no area. */
function areaOf(cell: string): number | null | undefined {
  if (cell === "") return null;
  const [, whole, decimals = "0"] = AREA.exec(cell) ?? [];
  if (whole === undefined) return undefined;
  const metres = Number(`${whole}.${decimals}`);
  return metres > 0 && metres <= MAX_AREA ? metres : undefined;
}

/** The first column in which a unit is not as the file says. */
function differenceOf(old: PlacedUnit, wanted: Read["wanted"], entrance: string): ImportColumn | undefined {
  if (labelKey(old.entranceLabel ?? "") !== labelKey(entrance)) return "entrance";
  if (old.floor !== wanted.floor) return "floor";
  if (old.kind !== wanted.kind) return "kind";
  return old.areaSquareMetres === wanted.areaSquareMetres ? undefined : "area";
}

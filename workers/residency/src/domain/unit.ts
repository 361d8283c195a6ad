import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { UnitKind } from "#shared/core/vocabulary";

export interface Entrance {
  readonly id: Id<"entrance">;
  readonly buildingId: Id<"building">;
  readonly label: string;
  readonly createdAt: Instant;
}

/** Something with a door of its own: a flat, a shop, a parking space. */
export interface Unit {
  readonly id: Id<"unit">;
  readonly buildingId: Id<"building">;
  readonly entranceId: Id<"entrance"> | null;
  readonly label: string;
  readonly kind: UnitKind;
  readonly floor: string | null;
  readonly areaSquareMetres: number | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

/** A unit with the entrance one takes to it. */
export interface PlacedUnit extends Unit {
  readonly entranceLabel: string | null;
}

type Wanted = Pick<Unit, "label" | "kind" | "floor" | "areaSquareMetres">;

/** A JSON Merge Patch of a unit. */
export type UnitPatch = { readonly [K in keyof Wanted]?: Wanted[K] | undefined } & {
  readonly entranceId?: Id<"entrance"> | null | undefined;
};

/** What makes two labels one: case, width and spaces do not tell them apart. */
export const labelKey = (label: string): string => label.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();

/** As a person would read a list: 2A before 10A. As unique as the label's key, which stands behind. */
export function sortKey(label: string): string {
  const key = labelKey(label);
  return `${key.replace(/\d+/g, (digits) => digits.padStart(6, "0"))}\u001f${key}`;
}

export const addUnit = (
  wanted: Wanted,
  entrance: Pick<Entrance, "id" | "label"> | undefined,
  ids: Pick<Unit, "id" | "buildingId">,
  now: Instant,
): PlacedUnit => ({
  ...ids,
  label: wanted.label,
  kind: wanted.kind,
  floor: wanted.floor,
  areaSquareMetres: wanted.areaSquareMetres,
  entranceId: entrance?.id ?? null,
  entranceLabel: entrance?.label ?? null,
  createdAt: now,
  updatedAt: now,
  version: 1,
});

/** `entrance` is the one the patch names; it counts only where the patch names one. */
export function changeUnit(
  unit: PlacedUnit,
  patch: UnitPatch,
  entrance: Pick<Entrance, "id" | "label"> | undefined,
  now: Instant,
): PlacedUnit {
  const stays = patch.entranceId === undefined;
  return {
    ...unit,
    label: patch.label ?? unit.label,
    kind: patch.kind ?? unit.kind,
    floor: patch.floor === undefined ? unit.floor : patch.floor,
    areaSquareMetres: patch.areaSquareMetres === undefined ? unit.areaSquareMetres : patch.areaSquareMetres,
    entranceId: stays ? unit.entranceId : (entrance?.id ?? null),
    entranceLabel: stays ? unit.entranceLabel : (entrance?.label ?? null),
    updatedAt: now,
    version: unit.version + 1,
  };
}

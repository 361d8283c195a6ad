import { and, asc, eq, gt, inArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Id } from "#shared/core/ids";
import type { UnitKind } from "#shared/core/vocabulary";
import { adding, changing, type Save } from "#shared/worker/commit";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import { type Entrance, labelKey, type PlacedUnit, sortKey, type Unit } from "../domain/unit.ts";
import { aliasedOrNull, entrances, units } from "./schema.ts";

/** Rows of one JSON parameter: far below what D1 takes in one value. */
const ROWS_A_STATEMENT = 1000;

/** Constraints that repeat a rule, for `commit`. */
export const LABEL_REFUSALS = {
  "entrances.building_id, entrances.label_key": "entrance.label_taken",
  "units.building_id, units.label_key": "unit.label_taken",
} as const;

const entranceFields = {
  id: entrances.id,
  buildingId: entrances.buildingId,
  label: entrances.label,
  createdAt: entrances.createdAt,
};

const unitFields = {
  id: units.id,
  buildingId: units.buildingId,
  entranceId: units.entranceId,
  label: units.label,
  kind: units.kind,
  floor: units.floor,
  areaSquareMetres: units.areaSquareMetres,
  createdAt: units.createdAt,
  updatedAt: units.updatedAt,
  version: units.version,
};

const way = alias(entrances, "way");
const placedFields = { ...unitFields, entranceLabel: aliasedOrNull(way.label, "entrance_label") };

/** Where a unit's building is found, for other reads of the same batch. */
export const buildingIdOfUnit = (id: Id<"unit">): SQL => sql`(select building_id from units where id = ${id})`;

/** The unit whose code this is, by the code's hash. */
export const unitIdOfCode = (hash: string): SQL => sql`(select unit_id from codes where hash = ${hash})`;

export const unitOf = (id: Id<"unit"> | SQL): Read<PlacedUnit | undefined> =>
  read(
    (orm) =>
      orm.select(placedFields).from(units).leftJoin(way, eq(way.id, units.entranceId)).where(sql`${units.id} = ${id}`),
    (rows) => rows[0],
  );

/** An entrance of this building; undefined for another's, and where none is asked for. */
export const entranceIn = (
  buildingId: Id<"building"> | SQL,
  id: Id<"entrance"> | null | undefined,
): Read<Entrance | undefined> =>
  read(
    (orm) =>
      orm
        .select(entranceFields)
        .from(entrances)
        .where(and(sql`${entrances.id} = ${id ?? ""}`, eq(entrances.buildingId, buildingId))),
    (rows) => rows[0],
  );

export const entranceList = (buildingId: Id<"building">): string => `entrances ${buildingId}`;

export const listEntrancesOf = (
  buildingId: Id<"building">,
  after: After | undefined,
  limit: number,
): Read<Page<Entrance>> =>
  read(
    (orm) =>
      orm
        .select(entranceFields)
        .from(entrances)
        .where(and(eq(entrances.buildingId, buildingId), after && gt(entrances.sortKey, String(after[0]))))
        .orderBy(asc(entrances.sortKey))
        .limit(limit + 1),
    (rows) => pageOf(entranceList(buildingId), rows, limit, (row) => [sortKey(row.label)]),
  );

export interface UnitFilter {
  readonly kind?: UnitKind | undefined;
  readonly entrance?: Id<"entrance"> | undefined;
}

export const unitList = (buildingId: Id<"building">, { kind, entrance }: UnitFilter): string =>
  `units ${buildingId} ${kind ?? "*"} ${entrance ?? "*"}`;

export const listUnitsOf = (
  buildingId: Id<"building">,
  filter: UnitFilter,
  after: After | undefined,
  limit: number,
): Read<Page<PlacedUnit>> =>
  read(
    (orm) =>
      orm
        .select(placedFields)
        .from(units)
        .leftJoin(way, eq(way.id, units.entranceId))
        .where(
          and(
            eq(units.buildingId, buildingId),
            filter.kind && eq(units.kind, filter.kind),
            filter.entrance && eq(units.entranceId, filter.entrance),
            after && gt(units.sortKey, String(after[0])),
          ),
        )
        .orderBy(asc(units.sortKey))
        .limit(limit + 1),
    (rows) => pageOf(unitList(buildingId, filter), rows, limit, (row) => [sortKey(row.label)]),
  );

export const entrancesOf = (buildingId: Id<"building">): Read<Entrance[]> =>
  read(
    (orm) => orm.select(entranceFields).from(entrances).where(eq(entrances.buildingId, buildingId)),
    (rows) => rows,
  );

/** The building's units that have one of these labels. */
export const unitsLabelled = (buildingId: Id<"building">, labelKeys: readonly string[]): Read<PlacedUnit[]> =>
  read(
    (orm) =>
      orm
        .select(placedFields)
        .from(units)
        .leftJoin(way, eq(way.id, units.entranceId))
        .where(
          and(
            eq(units.buildingId, buildingId),
            inArray(units.labelKey, sql`(select value from json_each(${JSON.stringify(labelKeys)}))`),
          ),
        ),
    (rows) => rows,
  );

const keysOf = (label: string) => ({ labelKey: labelKey(label), sortKey: sortKey(label) });

export const addEntrances = (all: readonly Entrance[]): Save[] =>
  chunks(all).map((some) => {
    const rows = JSON.stringify(some.map((one) => ({ ...one, ...keysOf(one.label) })));
    return adding((orm) =>
      orm.insert(entrances).select(
        sql`select value->>'id' as id, value->>'buildingId' as building_id, value->>'label' as label,
          value->>'labelKey' as label_key, value->>'sortKey' as sort_key, value->>'createdAt' as created_at
          from json_each(${rows})`,
      ),
    );
  });

export const addUnits = (all: readonly Unit[]): Save[] =>
  chunks(all).map((some) => {
    const rows = JSON.stringify(some.map((one) => ({ ...one, ...keysOf(one.label) })));
    return adding((orm) =>
      orm.insert(units).select(
        sql`select value->>'id' as id, value->>'buildingId' as building_id, value->>'entranceId' as entrance_id,
          value->>'label' as label, value->>'labelKey' as label_key, value->>'sortKey' as sort_key,
          value->>'kind' as kind, value->>'floor' as floor, value->>'areaSquareMetres' as area_square_metres,
          value->>'createdAt' as created_at, value->>'updatedAt' as updated_at, value->>'version' as version
          from json_each(${rows})`,
      ),
    );
  });

/** Without its id: setting that has the database look for whatever refers to it, through every claim and code. */
export const saveUnit = ({ id, entranceLabel: _, ...unit }: PlacedUnit): Save =>
  changing(id, (orm) =>
    orm
      .update(units)
      .set({ ...unit, ...keysOf(unit.label) })
      .where(and(eq(units.id, id), eq(units.version, unit.version - 1))),
  );

const chunks = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / ROWS_A_STATEMENT) }, (_, at) =>
    all.slice(at * ROWS_A_STATEMENT, (at + 1) * ROWS_A_STATEMENT),
  );

import { and, asc, desc, eq, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { HomeKind } from "#shared/core/homes";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { adding, changing, changingOrNot, type Save } from "#shared/worker/commit";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import type { Code } from "../domain/code.ts";
import { aliased, codes, units } from "./schema.ts";

/** The constraint that keeps a unit from having two open codes, for `commit`. */
export const CODE_REFUSALS = { "codes.unit_id": "thing.concurrent" } as const;

const isOpen = (now: Instant): SQL => sql`used_at is null and revoked_at is null and expires_at > ${now}`;

const codeFields = {
  id: codes.id,
  buildingId: codes.buildingId,
  unitId: codes.unitId,
  kind: codes.kind,
  createdAt: codes.createdAt,
  expiresAt: codes.expiresAt,
  usedAt: codes.usedAt,
  revokedAt: codes.revokedAt,
};

export const codeByHash = (hash: string): Read<Code | undefined> =>
  read(
    (orm) => orm.select(codeFields).from(codes).where(eq(codes.hash, hash)),
    (rows) => rows[0],
  );

/** A unit that gets a code, and whether it has one that waits: that one is revoked. */
export interface CodedUnit {
  readonly id: Id<"unit">;
  readonly label: string;
}

export interface Wanting {
  readonly units: readonly CodedUnit[];
  /** How many units want a code, those that are not listed included. */
  readonly total: number;
}

/** These units of the building; or, where none are named, those with neither an open code nor a resident. */
export const unitsWantingCodes = (
  buildingId: Id<"building">,
  ids: readonly Id<"unit">[] | undefined,
  now: Instant,
  limit: number,
): Read<Wanting> =>
  read(
    (orm) =>
      orm
        .select({ id: units.id, label: units.label, total: sql<number>`count(*) over ()`.as("total") })
        .from(units)
        .where(
          and(
            eq(units.buildingId, buildingId),
            ids
              ? sql`${units.id} in (select value from json_each(${JSON.stringify(ids)}))`
              : sql`not exists (select 1 from codes where codes.unit_id = units.id and ${isOpen(now)})
                  and not exists (select 1 from residences where residences.unit_id = units.id and (until_at is null or until_at > ${now}))`,
          ),
        )
        .orderBy(asc(units.sortKey))
        .limit(limit),
    (rows) => ({ units: rows.map(({ id, label }) => ({ id, label })), total: rows[0]?.total ?? 0 }),
  );

/** A code as the list shows it: its secret is nowhere. */
export interface SeenCode extends Code {
  readonly unitLabel: string;
}

export const codeList = (buildingId: Id<"building">): string => `codes ${buildingId}`;

export const listCodesOf = (
  buildingId: Id<"building">,
  after: After | undefined,
  limit: number,
): Read<Page<SeenCode>> =>
  read(
    (orm) =>
      orm
        .select({
          id: aliased(codes.id, "code_id"),
          buildingId: aliased(codes.buildingId, "code_building"),
          unitId: aliased(codes.unitId, "code_unit"),
          kind: aliased(codes.kind, "code_kind"),
          createdAt: aliased(codes.createdAt, "code_created"),
          expiresAt: aliased(codes.expiresAt, "code_expires"),
          usedAt: aliased(codes.usedAt, "code_used"),
          revokedAt: aliased(codes.revokedAt, "code_revoked"),
          unitLabel: aliased(units.label, "unit_label"),
        })
        .from(codes)
        .innerJoin(units, eq(units.id, codes.unitId))
        .where(and(eq(codes.buildingId, buildingId), after && lt(codes.id, sql`${String(after[0])}`)))
        .orderBy(desc(codes.id))
        .limit(limit + 1),
    (rows) => pageOf(codeList(buildingId), rows, limit, (row) => [row.id]),
  );

interface NewCode {
  readonly id: Id<"code">;
  readonly buildingId: Id<"building">;
  readonly unitId: Id<"unit">;
  readonly kind: HomeKind;
  readonly hash: string;
  readonly createdBy: Id<"user">;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** Revokes what a unit's new code replaces. Expired ones too: they must not stand in its way. */
export const revokeCodes = (unitIds: readonly Id<"unit">[], now: Instant, all: boolean): Save =>
  changingOrNot((orm) =>
    orm
      .update(codes)
      .set({ revokedAt: now })
      .where(
        and(
          sql`${codes.unitId} in (select value from json_each(${JSON.stringify(unitIds)}))`,
          isNull(codes.usedAt),
          isNull(codes.revokedAt),
          all ? undefined : sql`${codes.expiresAt} <= ${now}`,
        ),
      ),
  );

export const addCodes = (rows: readonly NewCode[]): Save =>
  adding((orm) =>
    orm.insert(codes).select(
      sql`select value->>'id' as id, value->>'buildingId' as building_id, value->>'unitId' as unit_id,
        value->>'kind' as kind, value->>'hash' as hash, value->>'createdBy' as created_by,
        value->>'createdAt' as created_at, value->>'expiresAt' as expires_at, null as used_at, null as revoked_at
        from json_each(${JSON.stringify(rows)})`,
    ),
  );

/** Uses a code up, unless somebody was faster. */
export const saveUse = ({ id, usedAt }: Code): Save =>
  changing(id, (orm) =>
    orm
      .update(codes)
      .set({ usedAt })
      .where(and(eq(codes.id, id), isNull(codes.usedAt), isNull(codes.revokedAt))),
  );

import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import type { Actor } from "#shared/core/actor";
import type { Home } from "#shared/core/homes";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { adding, changing, type Save } from "#shared/worker/commit";
import type { Orm } from "#shared/worker/database";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import { nowOnly, type Residence, type SeenResidence, type Span } from "../domain/residence.ts";
import { aliased, aliasedOrNull, buildings, profiles, residences, units } from "./schema.ts";

/** Constraints that repeat a rule, for `commit`. */
export const RESIDENCE_REFUSALS = {
  residence_overlaps: "claim.already_resident",
  "residences.unit_id, residences.user_id, residences.version": "claim.already_resident",
  profile_erased: "auth.required",
} as const;

const during = ({ fromAt, untilAt }: Span): SQL =>
  sql`(${residences.fromAt} < ${untilAt} and (${residences.untilAt} is null or ${residences.untilAt} > ${fromAt}))`;

/** Whether the actor has an open residence in a building (its id, or a subquery that finds it). */
export const livesIn = (actor: Actor, buildingId: Id<"building"> | SQL, now: Instant): Read<boolean> =>
  read(
    (orm) =>
      orm
        .select({ one: sql<number>`1` })
        .from(residences)
        .where(
          and(
            eq(residences.userId, userIdOf(actor)),
            sql`${residences.buildingId} = ${buildingId}`,
            during(nowOnly(now)),
          ),
        )
        .limit(1),
    (rows) => rows.length > 0,
  );

const userIdOf = (actor: Actor): Id<"user"> => (actor.kind === "person" ? actor.id : "usr_");

/** All the times a person lived in a unit (its id, or a subquery that finds it). */
export const timesIn = (unitId: Id<"unit"> | SQL, userId: Id<"user"> | SQL): Read<Residence[]> =>
  read(
    (orm) =>
      orm.select().from(residences).where(sql`${residences.unitId} = ${unitId} and ${residences.userId} = ${userId}`),
    (rows) => rows,
  );

const seenFields = {
  id: aliased(residences.id, "residence_id"),
  buildingId: aliased(residences.buildingId, "residence_building"),
  unitId: aliased(residences.unitId, "residence_unit"),
  userId: aliased(residences.userId, "residence_user"),
  kind: aliased(residences.kind, "residence_kind"),
  fromAt: aliased(residences.fromAt, "residence_from"),
  untilAt: aliased(residences.untilAt, "residence_until"),
  version: aliased(residences.version, "residence_version"),
  unitLabel: aliased(units.label, "unit_label"),
  userName: aliasedOrNull(profiles.name, "user_name"),
};

/** Residences with their units' labels and their people's names. */
const seenIn = (orm: Orm) =>
  orm
    .select(seenFields)
    .from(residences)
    .innerJoin(units, eq(units.id, residences.unitId))
    .leftJoin(profiles, eq(profiles.userId, residences.userId));

export const residenceOf = (id: Id<"residence">): Read<SeenResidence | undefined> =>
  read(
    (orm) => seenIn(orm).where(eq(residences.id, id)),
    (rows) => rows[0],
  );

export const buildingIdOfResidence = (id: Id<"residence">): SQL =>
  sql`(select building_id from residences where id = ${id})`;

/** Whose residences a list shows. */
type Whose = { readonly buildingId: Id<"building"> } | { readonly unitId: Id<"unit"> };

/** The people who live, or lived, there: `list` names the list for the cursor. */
export const listResidentsOf = (
  list: string,
  whose: Whose,
  span: Span,
  after: After | undefined,
  limit: number,
): Read<Page<SeenResidence>> =>
  read(
    (orm) =>
      seenIn(orm)
        .where(
          and(
            "unitId" in whose ? eq(residences.unitId, whose.unitId) : eq(residences.buildingId, whose.buildingId),
            during(span),
            after && gt(residences.id, sql`${String(after[0])}`),
          ),
        )
        .orderBy(asc(residences.id))
        .limit(limit + 1),
    (rows) => pageOf(list, rows, limit, (row) => [row.id]),
  );

/** A person's home with what they call it. */
export interface SeenHome extends Residence {
  readonly unitLabel: string;
  readonly buildingName: string;
  readonly timeZone: string;
}

export const listHomesOf = (
  list: string,
  userId: Id<"user">,
  now: Instant,
  after: After | undefined,
  limit: number,
): Read<Page<SeenHome>> =>
  read(
    (orm) => {
      const { userName: _, ...fields } = seenFields;
      return orm
        .select({
          ...fields,
          buildingName: aliased(buildings.name, "building_name"),
          timeZone: aliased(buildings.timeZone, "building_zone"),
        })
        .from(residences)
        .innerJoin(units, eq(units.id, residences.unitId))
        .innerJoin(buildings, eq(buildings.id, residences.buildingId))
        .where(
          and(
            eq(residences.userId, userId),
            during(nowOnly(now)),
            after && gt(residences.id, sql`${String(after[0])}`),
          ),
        )
        .orderBy(asc(residences.id))
        .limit(limit + 1);
    },
    (rows) => pageOf(list, rows, limit, (row) => [row.id]),
  );

/** A person's residences in a building as other workers know them: the latest of each unit, ended ones too. */
export const latestHomes = (userId: Id<"user"> | null, buildingId: Id<"building">): Read<Home[]> =>
  read(
    (orm) =>
      seenIn(orm)
        .where(and(eq(residences.userId, userId ?? "usr_"), eq(residences.buildingId, buildingId)))
        .orderBy(asc(residences.version)),
    (rows) => [...new Map(rows.map(({ id: _, userName: __, ...home }) => [home.unitId, home])).values()],
  );

/** Everything of a person that is still open, wherever it is. */
export const openResidencesOf = (userId: Id<"user">, now: Instant): Read<SeenResidence[]> =>
  read(
    (orm) =>
      seenIn(orm).where(
        and(eq(residences.userId, userId), sql`(${residences.untilAt} is null or ${residences.untilAt} > ${now})`),
      ),
    (rows) => rows,
  );

export const addResidence = (residence: Residence): Save => adding((orm) => orm.insert(residences).values(residence));

/** Only the end of a residence ever changes. */
export const saveResidence = ({ id, untilAt, version }: Residence): Save =>
  changing(id, (orm) =>
    orm
      .update(residences)
      .set({ untilAt, version })
      .where(and(eq(residences.id, id), eq(residences.version, version - 1))),
  );

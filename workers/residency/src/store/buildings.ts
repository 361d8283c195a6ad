import { and, asc, eq, gt, inArray, type SQL, sql } from "drizzle-orm";
import { type Actor, grantAllows } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import { type Id, isId } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { adding, changing, type Save } from "#shared/worker/commit";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import type { Building } from "../domain/building.ts";
import { buildings, residences } from "./schema.ts";

type BuildingRow = typeof buildings.$inferSelect;

const toRow = ({ address, ...building }: Building): BuildingRow => ({ ...building, ...address });

const fromRow = ({ line1, line2, postalCode, city, country, ...row }: BuildingRow): Building => ({
  ...row,
  address: { line1, line2, postalCode, city, country },
});

/** A building by its id, or by a subquery that finds the id of a thing's building. */
export const buildingOf = (id: Id<"building"> | SQL): Read<Building | undefined> =>
  read(
    (orm) => orm.select().from(buildings).where(eq(buildings.id, id)),
    (rows) => rows.map(fromRow)[0],
  );

/** @throws AppError `thing.not_found` */
export const buildingById = (id: Id<"building">): Read<Building> =>
  read(
    (orm) => orm.select().from(buildings).where(eq(buildings.id, id)),
    ([row]) => {
      if (!row) throw new AppError("thing.not_found");
      return fromRow(row);
    },
  );

/** Names the list and whom it is for: a cursor of one person is none of another's. */
export const buildingsList = (actor: Actor): string => `buildings ${actor.kind === "person" ? actor.id : actor.kind}`;

/** The buildings a person lives in, or has a grant on that lets them read. */
export const listBuildingsOf = (
  actor: Actor,
  now: Instant,
  after: After | undefined,
  limit: number,
): Read<Page<Building>> =>
  read(
    (orm) =>
      orm
        .select()
        .from(buildings)
        .where(and(isTheirs(actor, now), after && gt(buildings.id, sql`${String(after[0])}`)))
        .orderBy(asc(buildings.id))
        .limit(limit + 1),
    (rows) => pageOf(buildingsList(actor), rows.map(fromRow), limit, (row) => [row.id]),
  );

function isTheirs(actor: Actor, now: Instant): SQL {
  if (actor.kind !== "person") return sql`false`;
  const served = actor.grants.filter((grant) => grantAllows(grant, "building.read")).map(({ on }) => on);
  if (served.includes("*")) return sql`true`;
  const ids = JSON.stringify(served.filter((on) => isId("building", on)));
  const organisations = JSON.stringify(served.filter((on) => isId("organisation", on)));
  return sql`(${inArray(buildings.id, sql`(select value from json_each(${ids}))`)}
    or ${inArray(buildings.organisationId, sql`(select value from json_each(${organisations}))`)}
    or ${buildings.id} in (select building_id from ${residences} where user_id = ${actor.id} and from_at <= ${now} and (until_at is null or until_at > ${now})))`;
}

export const addBuildingRow = (building: Building): Save =>
  adding((orm) => orm.insert(buildings).values(toRow(building)));

/** Without its id: setting that has the database look for whatever refers to it, all that is in the building. */
export const saveBuilding = (building: Building): Save => {
  const { id, ...row } = toRow(building);
  return changing(id, (orm) =>
    orm
      .update(buildings)
      .set(row)
      .where(and(eq(buildings.id, id), eq(buildings.version, row.version - 1))),
  );
};

import { type AnyColumn, type GetColumnData, type SQL, sql } from "drizzle-orm";
import { integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { HomeKind } from "#shared/core/homes";
import type { Id } from "#shared/core/ids";
import type { ClaimStatus, ClaimWay, UnitKind } from "#shared/core/vocabulary";

export const buildings = sqliteTable("buildings", {
  id: text("id").$type<Id<"building">>().primaryKey(),
  organisationId: text("organisation_id").$type<Id<"organisation">>().notNull(),
  name: text("name").notNull(),
  line1: text("line1").notNull(),
  line2: text("line2"),
  postalCode: text("postal_code").notNull(),
  city: text("city").notNull(),
  country: text("country").notNull(),
  timeZone: text("time_zone").notNull(),
  currency: text("currency").notNull(),
  locale: text("locale").notNull(),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
  version: integer("version").notNull(),
});

export const entrances = sqliteTable("entrances", {
  id: text("id").$type<Id<"entrance">>().primaryKey(),
  buildingId: text("building_id").$type<Id<"building">>().notNull(),
  label: text("label").notNull(),
  labelKey: text("label_key").notNull(),
  sortKey: text("sort_key").notNull(),
  createdAt: integer("created_at").notNull(),
});

export const units = sqliteTable("units", {
  id: text("id").$type<Id<"unit">>().primaryKey(),
  buildingId: text("building_id").$type<Id<"building">>().notNull(),
  entranceId: text("entrance_id").$type<Id<"entrance">>(),
  label: text("label").notNull(),
  labelKey: text("label_key").notNull(),
  sortKey: text("sort_key").notNull(),
  kind: text("kind").$type<UnitKind>().notNull(),
  floor: text("floor"),
  areaSquareMetres: real("area_square_metres"),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
  version: integer("version").notNull(),
});

export const profiles = sqliteTable("profiles", {
  userId: text("user_id").$type<Id<"user">>().primaryKey(),
  name: text("name"),
  locale: text("locale"),
  version: integer("version").notNull(),
  erasedAt: integer("erased_at"),
});

export const residences = sqliteTable("residences", {
  id: text("id").$type<Id<"residence">>().primaryKey(),
  buildingId: text("building_id").$type<Id<"building">>().notNull(),
  unitId: text("unit_id").$type<Id<"unit">>().notNull(),
  userId: text("user_id").$type<Id<"user">>().notNull(),
  kind: text("kind").$type<HomeKind>().notNull(),
  fromAt: integer("from_at").notNull(),
  untilAt: integer("until_at"),
  version: integer("version").notNull(),
});

export const codes = sqliteTable("codes", {
  id: text("id").$type<Id<"code">>().primaryKey(),
  buildingId: text("building_id").$type<Id<"building">>().notNull(),
  unitId: text("unit_id").$type<Id<"unit">>().notNull(),
  kind: text("kind").$type<HomeKind>().notNull(),
  hash: text("hash").notNull(),
  createdBy: text("created_by").$type<Id<"user">>().notNull(),
  createdAt: integer("created_at").notNull(),
  expiresAt: integer("expires_at").notNull(),
  usedAt: integer("used_at"),
  revokedAt: integer("revoked_at"),
});

export const claims = sqliteTable("claims", {
  id: text("id").$type<Id<"claim">>().primaryKey(),
  buildingId: text("building_id").$type<Id<"building">>().notNull(),
  unitId: text("unit_id").$type<Id<"unit">>().notNull(),
  userId: text("user_id").$type<Id<"user">>().notNull(),
  kind: text("kind").$type<HomeKind>().notNull(),
  way: text("way").$type<ClaimWay>().notNull(),
  status: text("status").$type<ClaimStatus>().notNull(),
  message: text("message"),
  reason: text("reason"),
  residenceId: text("residence_id").$type<Id<"residence">>(),
  createdAt: integer("created_at").notNull(),
  decidedAt: integer("decided_at"),
  decidedBy: text("decided_by").$type<Id<"user">>(),
  version: integer("version").notNull(),
});

/** A column of a joined table under a name of its own: in a batch, two columns of one name become one. */
export const aliased = <C extends AnyColumn>(column: C, name: string): SQL.Aliased<GetColumnData<C>> =>
  sql<GetColumnData<C>>`${column}`.as(name);

/** The same where the join may find nothing. */
export const aliasedOrNull = <C extends AnyColumn>(column: C, name: string): SQL.Aliased<GetColumnData<C> | null> =>
  sql<GetColumnData<C> | null>`${column}`.as(name);

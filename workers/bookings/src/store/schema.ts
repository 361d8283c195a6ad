import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Id } from "#shared/core/ids";
import type { Opening, Resource } from "../domain/resource.ts";

export const resources = sqliteTable("resources", {
  id: text("id").$type<Id<"resource">>().primaryKey(),
  buildingId: text("building_id").$type<Id<"building">>().notNull(),
  calendarId: text("calendar_id").$type<Id<"calendar">>().notNull(),
  name: text("name").notNull(),
  type: text("type").$type<Resource["type"]>().notNull(),
  description: text("description"),
  capacity: integer("capacity").notNull(),
  slotMinutes: integer("slot_minutes").notNull(),
  openings: text("openings", { mode: "json" }).$type<readonly Opening[]>().notNull(),
  timeZone: text("time_zone").notNull(),
  status: text("status").$type<Resource["status"]>().notNull(),
  statusReason: text("status_reason"),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
  version: integer("version").notNull(),
});

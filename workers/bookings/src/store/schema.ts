import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Id } from "#shared/core/ids";
import type { Booking } from "../domain/booking.ts";
import type { Feed } from "../domain/feed.ts";
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
  mode: text("mode").$type<Resource["mode"]>().notNull(),
  stepMinutes: integer("step_minutes"),
  minMinutes: integer("min_minutes"),
  maxMinutes: integer("max_minutes"),
  bufferBeforeMinutes: integer("buffer_before_minutes").notNull(),
  bufferAfterMinutes: integer("buffer_after_minutes").notNull(),
  noticeMinutes: integer("notice_minutes").notNull(),
  windowDays: integer("window_days"),
  quotas: text("quotas", { mode: "json" }).$type<Resource["quotas"]>().notNull(),
  concurrent: integer("concurrent"),
  exceptions: text("exceptions", { mode: "json" }).$type<Resource["exceptions"]>().notNull(),
});

export const bookings = sqliteTable("bookings", {
  id: text("id").$type<Id<"booking">>().primaryKey(),
  buildingId: text("building_id").$type<Id<"building">>().notNull(),
  resourceId: text("resource_id").$type<Id<"resource">>().notNull(),
  calendarId: text("calendar_id").$type<Id<"calendar">>().notNull(),
  resourceName: text("resource_name").notNull(),
  userId: text("user_id").$type<Id<"user">>().notNull(),
  unitId: text("unit_id").$type<Id<"unit">>(),
  requestKey: text("request_key").notNull(),
  startAt: integer("start_at").notNull(),
  endAt: integer("end_at").notNull(),
  timeZone: text("time_zone").notNull(),
  attendees: integer("attendees").notNull(),
  status: text("status").$type<Booking["status"]>().notNull(),
  holdUntil: integer("hold_until"),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
  version: integer("version").notNull(),
});

export const calendarFeeds = sqliteTable("calendar_feeds", {
  id: text("id").$type<Feed["id"]>().primaryKey(),
  userId: text("user_id").$type<Feed["userId"]>().notNull(),
  name: text("name").notNull(),
  buildingId: text("building_id").$type<Id<"building">>(),
  resourceId: text("resource_id").$type<Id<"resource">>(),
  secretHash: text("secret_hash").notNull(),
  createdAt: integer("created_at").notNull(),
});

import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Id } from "#shared/core/ids";
import type { Booking } from "../domain/booking.ts";
import type { Sharing } from "../domain/calendar.ts";
import type { Feed } from "../domain/feed.ts";
import type { Holiday } from "../domain/holiday.ts";
import type { Opening, Resource } from "../domain/resource.ts";
import type { Runner } from "../domain/running.ts";
import type { Series } from "../domain/series.ts";

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
  holidayOpenings: text("holiday_openings", { mode: "json" }).$type<Resource["holidayOpenings"]>(),
  approval: text("approval").$type<Resource["approval"]>().notNull(),
  cancelUntilMinutes: integer("cancel_until_minutes").notNull(),
  lateCancel: text("late_cancel").$type<Resource["lateCancel"]>().notNull(),
  noShows: text("no_shows", { mode: "json" }).$type<Resource["noShows"]>(),
  checkInMinutes: integer("check_in_minutes"),
  checkInCode: text("check_in_code"),
  checkInBy: text("check_in_by").$type<Resource["checkInBy"]>().notNull(),
  position: text("position", { mode: "json" }).$type<Resource["position"]>(),
  offerMinutes: integer("offer_minutes"),
  location: text("location"),
  tags: text("tags", { mode: "json" }).$type<Resource["tags"]>().notNull(),
  photos: text("photos", { mode: "json" }).$type<Resource["photos"]>().notNull(),
  documents: text("documents", { mode: "json" }).$type<Resource["documents"]>().notNull(),
  terms: text("terms", { mode: "json" }).$type<Resource["terms"]>(),
  showsSeats: integer("shows_seats", { mode: "boolean" }).notNull(),
  accessories: text("accessories", { mode: "json" }).$type<Resource["accessories"]>().notNull(),
  price: text("price", { mode: "json" }).$type<Resource["price"]>(),
  maxGuests: integer("max_guests"),
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
  bookedBy: text("booked_by").$type<Id<"user">>(),
  approval: text("approval").$type<Booking["approval"]>().notNull(),
  queuedAt: integer("queued_at"),
  checkInUntil: integer("check_in_until"),
  cancelUntil: integer("cancel_until"),
  lateCancel: text("late_cancel").$type<Booking["lateCancel"]>().notNull(),
  marked: integer("marked", { mode: "boolean" }).notNull(),
  reason: text("reason"),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
  version: integer("version").notNull(),
  accessories: text("accessories", { mode: "json" }).$type<Booking["accessories"]>().notNull(),
  termsVersion: text("terms_version"),
  seriesId: text("series_id").$type<Id<"series">>(),
  seriesPosition: integer("series_position"),
  questions: text("questions", { mode: "json" }).$type<Booking["questions"]>().notNull(),
  guests: integer("guests").notNull(),
  invitees: text("invitees", { mode: "json" }).$type<Booking["invitees"]>().notNull(),
});

export const calendars = sqliteTable("calendars", {
  id: text("id").$type<Id<"calendar">>().primaryKey(),
  buildingId: text("building_id").$type<Id<"building">>().notNull(),
  name: text("name").notNull(),
  isExclusive: integer("is_exclusive", { mode: "boolean" }).notNull(),
  quotas: text("quotas", { mode: "json" }).$type<Sharing["quotas"]>().notNull(),
  concurrent: integer("concurrent"),
  timeZone: text("time_zone").notNull(),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
  version: integer("version").notNull(),
});

/** A removed calendar's row is deleted by the trigger that lets its id stand here. */
export const removedCalendars = sqliteTable("removed_calendars", {
  id: text("id").$type<Id<"calendar">>().primaryKey(),
  buildingId: text("building_id").$type<Id<"building">>().notNull(),
  removedAt: integer("removed_at").notNull(),
});

export const blackouts = sqliteTable("blackouts", {
  id: text("id").$type<Id<"blackout">>().primaryKey(),
  buildingId: text("building_id").$type<Id<"building">>().notNull(),
  resourceId: text("resource_id").$type<Id<"resource">>().notNull(),
  startAt: integer("start_at").notNull(),
  endAt: integer("end_at").notNull(),
  reason: text("reason").notNull(),
  createdBy: text("created_by").$type<Id<"user">>().notNull(),
  createdAt: integer("created_at").notNull(),
});

export const holidays = sqliteTable("holidays", {
  id: text("id").$type<Holiday["id"]>().primaryKey(),
  buildingId: text("building_id").$type<Id<"building">>().notNull(),
  date: text("date").notNull(),
  name: text("name").notNull(),
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

export const runners = sqliteTable("runners", {
  userId: text("user_id").$type<Runner["userId"]>().primaryKey(),
  grants: text("grants", { mode: "json" }).$type<Runner["grants"]>().notNull(),
  version: integer("version").notNull(),
  isGone: integer("is_gone", { mode: "boolean" }).notNull(),
});

export const series = sqliteTable("series", {
  id: text("id").$type<Id<"series">>().primaryKey(),
  buildingId: text("building_id").$type<Id<"building">>().notNull(),
  resourceId: text("resource_id").$type<Id<"resource">>().notNull(),
  userId: text("user_id").$type<Id<"user">>().notNull(),
  requestKey: text("request_key").notNull(),
  rule: text("rule").notNull(),
  count: integer("count").notNull(),
  skipped: text("skipped", { mode: "json" }).$type<Series["skipped"]>().notNull(),
  createdAt: integer("created_at").notNull(),
});

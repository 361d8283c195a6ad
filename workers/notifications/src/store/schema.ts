import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { HomeKind } from "#shared/core/homes";
import type { Id } from "#shared/core/ids";
import type { Role } from "#shared/core/permissions";
import type { Delivery, Parameters } from "../domain/delivery.ts";
import type { NoticeName } from "../domain/notice.ts";
import type { Notification } from "../domain/telling.ts";

export const contacts = sqliteTable("contacts", {
  userId: text("user_id").$type<Id<"user">>().primaryKey(),
  name: text("name"),
  locale: text("locale"),
  profileVersion: integer("profile_version").notNull(),
  email: text("email"),
  emailVerified: integer("email_verified", { mode: "boolean" }).notNull(),
  addressVersion: integer("address_version").notNull(),
  grantsVersion: integer("grants_version").notNull(),
  deletedAt: integer("deleted_at"),
  version: integer("version").notNull(),
});

export const grants = sqliteTable("grants", {
  grantId: text("grant_id").$type<Id<"grant">>().primaryKey(),
  userId: text("user_id").$type<Id<"user">>().notNull(),
  role: text("role").$type<Role>().notNull(),
  target: text("target").notNull(),
  sinceAt: integer("since_at").notNull(),
  untilAt: integer("until_at"),
});

export const claims = sqliteTable("claims", {
  id: text("id").$type<Id<"claim">>().primaryKey(),
  buildingId: text("building_id").$type<Id<"building">>().notNull(),
  unitLabel: text("unit_label").notNull(),
  kind: text("kind").$type<HomeKind>().notNull(),
  eventId: text("event_id").notNull(),
  submittedAt: integer("submitted_at").notNull(),
  version: integer("version").notNull(),
});

export const notifications = sqliteTable("notifications", {
  id: text("id").$type<Id<"notification">>().primaryKey(),
  userId: text("user_id").$type<Id<"user">>().notNull(),
  buildingId: text("building_id").$type<Id<"building">>(),
  eventId: text("event_id").notNull(),
  type: text("type").notNull(),
  template: text("template").$type<NoticeName>().notNull(),
  subject: text("subject").notNull(),
  parameters: text("parameters", { mode: "json" }).$type<Notification["parameters"]>().notNull(),
  at: integer("at").notNull(),
  readAt: integer("read_at"),
  version: integer("version").notNull(),
});

export const deliveries = sqliteTable("deliveries", {
  id: text("id").$type<Id<"delivery">>().primaryKey(),
  buildingId: text("building_id").$type<Id<"building">>(),
  userId: text("user_id").$type<Id<"user">>(),
  channel: text("channel").$type<Delivery["channel"]>().notNull(),
  template: text("template").$type<Delivery["template"]>().notNull(),
  dedupeKey: text("dedupe_key").notNull(),
  address: text("address"),
  locale: text("locale"),
  parameters: text("parameters", { mode: "json" }).$type<Parameters>(),
  status: text("status").$type<Delivery["status"]>().notNull(),
  reason: text("reason"),
  masked: text("masked"),
  attempts: integer("attempts").notNull(),
  nextAt: integer("next_at").notNull(),
  lease: text("lease"),
  leaseUntil: integer("lease_until"),
  validUntil: integer("valid_until").notNull(),
  createdAt: integer("created_at").notNull(),
  sentAt: integer("sent_at"),
  version: integer("version").notNull(),
});

export const mailbox = sqliteTable("mailbox", {
  id: text("id").$type<Id<"delivery">>().primaryKey(),
  address: text("address").notNull(),
  subject: text("subject").notNull(),
  text: text("text").notNull(),
  html: text("html").notNull(),
  at: integer("at").notNull(),
});

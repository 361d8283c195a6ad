import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { GrantTarget } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import type { Role } from "#shared/core/permissions";
import type { Language } from "#shared/core/problems";
import type { InvitationStatus, SessionClient } from "#shared/core/vocabulary";
import type { Invitation } from "../domain/invitation.ts";
import type { EndReason } from "../domain/session.ts";

export const registrations = sqliteTable("registrations", {
  linkHash: text("link_hash").primaryKey(),
  email: text("email").notNull(),
  name: text("name").notNull(),
  locale: text("locale").$type<Language>().notNull(),
  password: text("password").notNull(),
  codeHash: text("code_hash").notNull(),
  createdAt: integer("created_at").notNull(),
  expiresAt: integer("expires_at").notNull(),
});

export const users = sqliteTable("users", {
  id: text("id").$type<Id<"user">>().primaryKey(),
  email: text("email"),
  name: text("name").notNull(),
  locale: text("locale").$type<Language>().notNull(),
  password: text("password"),
  grantsChangedAt: integer("grants_changed_at"),
  deletedAt: integer("deleted_at"),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
  version: integer("version").notNull(),
});

export const sessions = sqliteTable("sessions", {
  id: text("id").$type<Id<"session">>().primaryKey(),
  userId: text("user_id").$type<Id<"user">>().notNull(),
  client: text("client").$type<SessionClient>().notNull(),
  salt: text("salt").notNull(),
  generation: integer("generation").notNull(),
  createdAt: integer("created_at").notNull(),
  rotatedAt: integer("rotated_at").notNull(),
  endedAt: integer("ended_at"),
  endReason: text("end_reason").$type<EndReason>(),
});

export const signingKeys = sqliteTable("signing_keys", {
  id: text("id").$type<Id<"signingKey">>().primaryKey(),
  publicKey: text("public_key").notNull(),
  sealedKey: text("sealed_key").notNull(),
  createdAt: integer("created_at").notNull(),
});

export const organisations = sqliteTable("organisations", {
  id: text("id").$type<Id<"organisation">>().primaryKey(),
  name: text("name").notNull(),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
  version: integer("version").notNull(),
});

export const grants = sqliteTable("grants", {
  id: text("id").$type<Id<"grant">>().primaryKey(),
  userId: text("user_id").$type<Id<"user">>().notNull(),
  role: text("role").$type<Role>().notNull(),
  target: text("target").$type<GrantTarget>().notNull(),
  organisationId: text("organisation_id").$type<Id<"organisation">>(),
  isFirstAdmin: integer("is_first_admin", { mode: "boolean" }).notNull(),
  fromAt: integer("from_at").notNull(),
  untilAt: integer("until_at"),
  endedAt: integer("ended_at"),
});

export const invitations = sqliteTable("invitations", {
  id: text("id").$type<Id<"invitation">>().primaryKey(),
  organisationId: text("organisation_id").$type<Id<"organisation">>().notNull(),
  email: text("email").notNull(),
  role: text("role").$type<Role>().notNull(),
  target: text("target").$type<Invitation["target"]>().notNull(),
  locale: text("locale").$type<Language>().notNull(),
  secretHash: text("secret_hash").notNull(),
  status: text("status").$type<InvitationStatus>().notNull(),
  invitedBy: text("invited_by").$type<Id<"user">>().notNull(),
  acceptedBy: text("accepted_by").$type<Id<"user">>(),
  expiresAt: integer("expires_at").notNull(),
  sentAt: integer("sent_at"),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
  version: integer("version").notNull(),
});

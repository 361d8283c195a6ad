import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { HomeKind } from "../core/homes.ts";
import type { Id } from "../core/ids.ts";

/** The tables the plumbing stands on, the same in every worker's database (`migrations/<worker>/0001_plumbing.sql`). */

/** Cannot hold a row: the guard after a write inserts one when the write hit nothing, and so refuses the whole batch. */
export const stale = sqliteTable("stale", { what: text("what").notNull() });

export const heard = sqliteTable(
  "heard",
  {
    eventId: text("event_id").notNull(),
    /** The replay it came with; empty for the first time. */
    replay: text("replay").notNull(),
    at: integer("at").notNull(),
    /** The code of the business rule that refused it, or null where it was acted on. */
    refusal: text("refusal"),
  },
  (t) => [primaryKey({ columns: [t.eventId, t.replay] })],
);

export const answers = sqliteTable(
  "answers",
  {
    actor: text("actor").notNull(),
    key: text("key").notNull(),
    fingerprint: text("fingerprint").notNull(),
    result: text("result").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.actor, t.key] })],
);

export const outbox = sqliteTable("outbox", {
  id: text("id").primaryKey(),
  envelope: text("envelope").notNull(),
  at: integer("at").notNull(),
});

/** The projection of residency's events, in each worker that needs it (`homes` and `places`, `0002_homes.sql`). A row is ended, never deleted. */
export const homes = sqliteTable(
  "homes",
  {
    userId: text("user_id").$type<Id<"user">>().notNull(),
    unitId: text("unit_id").$type<Id<"unit">>().notNull(),
    buildingId: text("building_id").$type<Id<"building">>().notNull(),
    unitLabel: text("unit_label").notNull(),
    kind: text("kind").$type<HomeKind>().notNull(),
    fromAt: integer("from_at").notNull(),
    untilAt: integer("until_at"),
    version: integer("version").notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.unitId] })],
);

export const places = sqliteTable("places", {
  id: text("id").$type<Id<"building">>().primaryKey(),
  organisationId: text("organisation_id").$type<Id<"organisation">>().notNull(),
  name: text("name").notNull(),
  timeZone: text("time_zone").notNull(),
  currency: text("currency").notNull(),
  locale: text("locale").notNull(),
  version: integer("version").notNull(),
});

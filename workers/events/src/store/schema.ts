import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Id } from "#shared/core/ids";
import type { DeadLetterReason, DeadLetterStatus, ReplayStatus } from "#shared/core/vocabulary";
import type { WorkerName } from "#shared/core/workers";
import type { Listener } from "#shared/events/catalogue";

export const events = sqliteTable("events", {
  seq: integer("seq").primaryKey({ autoIncrement: true }),
  id: text("id").$type<Id<"event">>().notNull(),
  type: text("type").notNull(),
  source: text("source").notNull(),
  subject: text("subject").notNull(),
  buildingId: text("building_id").$type<Id<"building">>(),
  actor: text("actor").notNull(),
  person: text("person").$type<Id<"user">>(),
  at: integer("at").notNull(),
  receivedAt: integer("received_at").notNull(),
  /** Who hears it, as the catalogue was when it came. */
  listeners: text("listeners", { mode: "json" }).$type<readonly Listener[]>().notNull(),
  routedAt: integer("routed_at"),
  head: text("head").notNull(),
  data: text("data"),
  sealed: text("sealed"),
});

export const personKeys = sqliteTable("person_keys", {
  owner: text("owner").primaryKey(),
  wrapped: text("wrapped"),
  madeAt: integer("made_at").notNull(),
  destroyedAt: integer("destroyed_at"),
  /** The name of the secret that wrapped it; empty where the key is older than such names. */
  wrappedBy: text("wrapped_by").notNull().default(""),
});

export const audits = sqliteTable("audits", {
  listener: text("listener").$type<Listener>().primaryKey(),
  scanned: integer("scanned").notNull(),
  mark: integer("mark").notNull(),
});

export const holes = sqliteTable(
  "holes",
  {
    listener: text("listener").$type<Listener>().notNull(),
    seq: integer("seq").notNull(),
    sends: integer("sends").notNull(),
    dueAt: integer("due_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.listener, t.seq] })],
);

export const deadLetters = sqliteTable("dead_letters", {
  id: text("id").$type<Id<"deadLetter">>().primaryKey(),
  listener: text("listener").$type<WorkerName>().notNull(),
  eventId: text("event_id").notNull(),
  replay: text("replay").notNull(),
  caller: text("caller").$type<WorkerName>().notNull(),
  type: text("type"),
  subject: text("subject"),
  buildingId: text("building_id").$type<Id<"building">>(),
  reason: text("reason").$type<DeadLetterReason>().notNull(),
  wrongAt: text("wrong_at"),
  status: text("status").$type<DeadLetterStatus>().notNull(),
  tries: integer("tries").notNull(),
  diedAt: integer("died_at").notNull(),
  dueAt: integer("due_at").notNull(),
  givesUpAt: integer("gives_up_at").notNull(),
  /** Whose key seals it: a person, or `unreadable` for what names nobody. */
  owner: text("owner"),
  data: text("data"),
  sealed: text("sealed"),
  version: integer("version").notNull(),
});

export const replays = sqliteTable("replays", {
  id: text("id").$type<Id<"replay">>().primaryKey(),
  listener: text("listener").$type<WorkerName>().notNull(),
  types: text("types", { mode: "json" }).$type<readonly string[]>().notNull(),
  buildingId: text("building_id").$type<Id<"building">>(),
  fromAt: integer("from_at"),
  untilAt: integer("until_at"),
  status: text("status").$type<ReplayStatus>().notNull(),
  begins: integer("begins").notNull(),
  reached: integer("reached").notNull(),
  ends: integer("ends").notNull(),
  sent: integer("sent").notNull(),
  heard: integer("heard").notNull(),
  dead: integer("dead").notNull(),
  skipped: integer("skipped").notNull(),
  startedAt: integer("started_at").notNull(),
  endedAt: integer("ended_at"),
  version: integer("version").notNull(),
});

export const replayWaits = sqliteTable(
  "replay_waits",
  {
    replayId: text("replay_id").$type<Id<"replay">>().notNull(),
    seq: integer("seq").notNull(),
    sends: integer("sends").notNull(),
    dueAt: integer("due_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.replayId, t.seq] })],
);

-- The log. `head` is the envelope without its data; the data stand beside it, in the open or sealed for a person.
CREATE TABLE events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  source TEXT NOT NULL,
  subject TEXT NOT NULL,
  building_id TEXT,
  actor TEXT NOT NULL,
  person TEXT,
  at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  listeners TEXT NOT NULL CHECK (json_valid(listeners)),
  routed_at INTEGER,
  head TEXT NOT NULL,
  data TEXT,
  sealed TEXT,
  CHECK (data IS NULL OR sealed IS NULL),
  CHECK (sealed IS NULL OR person IS NOT NULL)
);
CREATE INDEX events_unrouted ON events (received_at) WHERE routed_at IS NULL;
CREATE INDEX audit_of_building ON events (building_id, seq) WHERE type = 'audit.recorded';
CREATE INDEX audit_of_actor ON events (actor, seq) WHERE type = 'audit.recorded';
CREATE INDEX audit_of_subject ON events (subject, seq) WHERE type = 'audit.recorded';
CREATE INDEX audit_of_all ON events (seq) WHERE type = 'audit.recorded';

-- One key a person. A destroyed one leaves its row, so that no new one is ever made.
CREATE TABLE person_keys (
  owner TEXT PRIMARY KEY,
  wrapped TEXT,
  made_at INTEGER NOT NULL,
  destroyed_at INTEGER,
  CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
) WITHOUT ROWID;

-- How far each listener has been audited. Everything up to `mark` was heard or is a dead letter; `scanned` is as far as
-- anybody looked, and what was missing on the way is a hole.
CREATE TABLE audits (
  listener TEXT PRIMARY KEY,
  scanned INTEGER NOT NULL,
  mark INTEGER NOT NULL,
  CHECK (mark <= scanned)
) WITHOUT ROWID;

CREATE TABLE holes (
  listener TEXT NOT NULL,
  seq INTEGER NOT NULL,
  sends INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  PRIMARY KEY (listener, seq)
) WITHOUT ROWID;
CREATE INDEX holes_due ON holes (listener, due_at);

CREATE TABLE dead_letters (
  id TEXT PRIMARY KEY,
  listener TEXT NOT NULL,
  event_id TEXT NOT NULL,
  replay TEXT NOT NULL,
  caller TEXT NOT NULL,
  type TEXT,
  subject TEXT,
  building_id TEXT,
  reason TEXT NOT NULL CHECK (reason IN ('unreadable', 'too_large', 'unknown_type', 'wrong_source', 'invalid_data', 'undelivered')),
  wrong_at TEXT,
  status TEXT NOT NULL CHECK (status IN ('waiting', 'resolved', 'given_up')),
  tries INTEGER NOT NULL,
  died_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  gives_up_at INTEGER NOT NULL,
  owner TEXT,
  data TEXT,
  sealed TEXT,
  version INTEGER NOT NULL,
  UNIQUE (listener, event_id, replay),
  CHECK (data IS NULL OR sealed IS NULL),
  CHECK (sealed IS NULL OR owner IS NOT NULL)
) WITHOUT ROWID;
CREATE INDEX dead_letters_due ON dead_letters (listener, due_at) WHERE status = 'waiting';
CREATE INDEX dead_letters_by_status ON dead_letters (status, id);

-- The plumbing every worker stands on: shared/worker/tables.ts says what each table is for.
CREATE TABLE stale (what TEXT NOT NULL, CONSTRAINT stale_version CHECK (what IS NULL));

CREATE TABLE heard (
  event_id TEXT NOT NULL,
  replay TEXT NOT NULL,
  at INTEGER NOT NULL,
  refusal TEXT,
  PRIMARY KEY (event_id, replay)
) WITHOUT ROWID;
CREATE INDEX heard_by_age ON heard (at);

CREATE TABLE answers (
  actor TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  result TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (actor, key)
) WITHOUT ROWID;
CREATE INDEX answers_by_age ON answers (at);

CREATE TABLE outbox (id TEXT PRIMARY KEY, envelope TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;

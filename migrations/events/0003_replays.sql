-- What the log sends to one listener again. It has sent what stands in it up to `reached`, and ends with what stood there
-- when it was asked for: what came later is heard the first time.
CREATE TABLE replays (
  id TEXT PRIMARY KEY,
  listener TEXT NOT NULL,
  types TEXT NOT NULL CHECK (json_valid(types)),
  building_id TEXT,
  from_at INTEGER,
  until_at INTEGER,
  status TEXT NOT NULL CHECK (status IN ('running', 'done', 'cancelled')),
  begins INTEGER NOT NULL,
  reached INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  sent INTEGER NOT NULL,
  heard INTEGER NOT NULL,
  dead INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  version INTEGER NOT NULL,
  CHECK (from_at < until_at),
  CHECK (begins <= reached AND reached <= ends),
  CHECK ((status = 'running') = (ended_at IS NULL))
) WITHOUT ROWID;
CREATE UNIQUE INDEX replays_running ON replays (listener) WHERE status = 'running';

-- What a replay has sent and its listener has not been found to have heard.
CREATE TABLE replay_waits (
  replay_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  sends INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  PRIMARY KEY (replay_id, seq)
) WITHOUT ROWID;
CREATE INDEX replay_waits_due ON replay_waits (replay_id, due_at);

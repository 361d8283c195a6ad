-- What residency's events tell: who lives where, and what every worker needs to know of a building.
CREATE TABLE homes (
  user_id TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  building_id TEXT NOT NULL,
  unit_label TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('owner', 'tenant', 'household', 'subtenant', 'offsite_owner')),
  from_at INTEGER NOT NULL,
  until_at INTEGER,
  version INTEGER NOT NULL,
  PRIMARY KEY (user_id, unit_id)
) WITHOUT ROWID;
CREATE INDEX homes_by_building ON homes (building_id, unit_id);

CREATE TABLE places (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  name TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  currency TEXT NOT NULL,
  locale TEXT NOT NULL,
  version INTEGER NOT NULL
) WITHOUT ROWID;

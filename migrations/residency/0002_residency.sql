CREATE TABLE buildings (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  name TEXT NOT NULL,
  line1 TEXT NOT NULL,
  line2 TEXT,
  postal_code TEXT NOT NULL,
  city TEXT NOT NULL,
  country TEXT NOT NULL CHECK (length(country) = 2),
  time_zone TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  locale TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0)
);
CREATE INDEX buildings_of_organisation ON buildings (organisation_id, id);

-- label_key is what makes two labels one (case, width and spaces apart); sort_key puts 2A before 10A.
CREATE TABLE entrances (
  id TEXT PRIMARY KEY,
  building_id TEXT NOT NULL REFERENCES buildings (id),
  label TEXT NOT NULL,
  label_key TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (building_id, label_key)
);
CREATE INDEX entrances_in_order ON entrances (building_id, sort_key, id);

CREATE TABLE units (
  id TEXT PRIMARY KEY,
  building_id TEXT NOT NULL REFERENCES buildings (id),
  entrance_id TEXT REFERENCES entrances (id),
  label TEXT NOT NULL,
  label_key TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('flat', 'parking', 'storage', 'commercial')),
  floor TEXT,
  area_square_metres REAL CHECK (area_square_metres > 0),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  UNIQUE (building_id, label_key)
);
CREATE INDEX units_in_order ON units (building_id, sort_key, id);

-- What is known of a person: from user.created and user.updated, until user.deleted.
CREATE TABLE profiles (
  user_id TEXT PRIMARY KEY,
  name TEXT,
  locale TEXT,
  version INTEGER NOT NULL,
  erased_at INTEGER,
  CHECK (erased_at IS NULL OR (name IS NULL AND locale IS NULL))
) WITHOUT ROWID;

-- One row for each time a person lived in a unit; the version goes on growing from one time to the next.
CREATE TABLE residences (
  id TEXT PRIMARY KEY,
  building_id TEXT NOT NULL REFERENCES buildings (id),
  unit_id TEXT NOT NULL REFERENCES units (id),
  user_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('owner', 'tenant', 'household', 'subtenant', 'offsite_owner')),
  from_at INTEGER NOT NULL,
  until_at INTEGER CHECK (until_at >= from_at),
  version INTEGER NOT NULL CHECK (version > 0),
  UNIQUE (unit_id, user_id, version)
);
CREATE INDEX residences_of_building ON residences (building_id, id);
CREATE INDEX residences_of_user ON residences (user_id, building_id);

CREATE TRIGGER residences_do_not_overlap BEFORE INSERT ON residences
WHEN EXISTS (
  SELECT 1 FROM residences
  WHERE unit_id = NEW.unit_id AND user_id = NEW.user_id AND (until_at IS NULL OR until_at > NEW.from_at)
)
BEGIN
  SELECT RAISE(ABORT, 'residence_overlaps');
END;

CREATE TRIGGER residences_refuse_the_erased BEFORE INSERT ON residences
WHEN EXISTS (SELECT 1 FROM profiles WHERE user_id = NEW.user_id AND erased_at IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'profile_erased');
END;

-- Only a keyed hash of a code is kept. A unit has one code at a time that was neither used nor replaced.
CREATE TABLE codes (
  id TEXT PRIMARY KEY,
  building_id TEXT NOT NULL REFERENCES buildings (id),
  unit_id TEXT NOT NULL REFERENCES units (id),
  kind TEXT NOT NULL CHECK (kind IN ('owner', 'tenant', 'household', 'subtenant', 'offsite_owner')),
  hash TEXT NOT NULL UNIQUE,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  revoked_at INTEGER,
  CHECK (used_at IS NULL OR revoked_at IS NULL)
);
CREATE UNIQUE INDEX codes_one_open ON codes (unit_id) WHERE used_at IS NULL AND revoked_at IS NULL;
CREATE INDEX codes_of_building ON codes (building_id, id);

CREATE TABLE claims (
  id TEXT PRIMARY KEY,
  building_id TEXT NOT NULL REFERENCES buildings (id),
  unit_id TEXT NOT NULL REFERENCES units (id),
  user_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('owner', 'tenant', 'household', 'subtenant', 'offsite_owner')),
  way TEXT NOT NULL CHECK (way IN ('code', 'request')),
  status TEXT NOT NULL CHECK (status IN ('pending', 'approved', 'rejected', 'withdrawn')),
  message TEXT,
  reason TEXT,
  residence_id TEXT REFERENCES residences (id),
  created_at INTEGER NOT NULL,
  decided_at INTEGER,
  decided_by TEXT,
  version INTEGER NOT NULL CHECK (version > 0),
  CHECK ((status = 'pending') = (decided_at IS NULL)),
  CHECK ((status = 'approved') = (residence_id IS NOT NULL)),
  CHECK (status = 'rejected' OR reason IS NULL)
);
CREATE UNIQUE INDEX claims_one_pending ON claims (unit_id, user_id) WHERE status = 'pending';
CREATE UNIQUE INDEX claims_one_owner_pending ON claims (unit_id) WHERE status = 'pending' AND kind = 'owner';
CREATE INDEX claims_of_building ON claims (building_id, id);
CREATE INDEX claims_of_building_by_status ON claims (building_id, status, id);
CREATE INDEX claims_of_user ON claims (user_id, id);

CREATE TRIGGER claims_refuse_the_erased BEFORE INSERT ON claims
WHEN EXISTS (SELECT 1 FROM profiles WHERE user_id = NEW.user_id AND erased_at IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'profile_erased');
END;

CREATE TABLE organisations (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL
);

-- `organisation_id` is that of the target; null for a grant on everything. A grant is ended, never deleted.
CREATE TABLE grants (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  role TEXT NOT NULL CHECK (role IN ('admin', 'manager', 'staff', 'provider')),
  target TEXT NOT NULL,
  organisation_id TEXT,
  is_first_admin INTEGER NOT NULL DEFAULT 0 CHECK (is_first_admin IN (0, 1)),
  from_at INTEGER NOT NULL,
  until_at INTEGER CHECK (until_at IS NULL OR until_at > from_at),
  ended_at INTEGER,
  CHECK ((target = '*') = (role = 'admin')),
  CHECK ((target = '*') = (organisation_id IS NULL))
);
CREATE UNIQUE INDEX grants_open ON grants (user_id, role, target) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX grants_first_admin ON grants (is_first_admin) WHERE is_first_admin = 1 AND ended_at IS NULL;
CREATE INDEX grants_of_organisation ON grants (organisation_id, id) WHERE ended_at IS NULL;
CREATE INDEX grants_of_admins ON grants (role) WHERE role = 'admin' AND ended_at IS NULL;

CREATE TABLE invitations (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  email TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('manager', 'staff', 'provider')),
  target TEXT NOT NULL,
  locale TEXT NOT NULL,
  secret_hash TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL CHECK (status IN ('open', 'accepted', 'cancelled')),
  invited_by TEXT NOT NULL,
  accepted_by TEXT CHECK ((accepted_by IS NULL) = (status <> 'accepted')),
  expires_at INTEGER NOT NULL,
  sent_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX invitations_open ON invitations (email, role, target) WHERE status = 'open';
CREATE INDEX invitations_of_organisation ON invitations (organisation_id, id);
CREATE INDEX invitations_unsent ON invitations (updated_at) WHERE status = 'open' AND sent_at IS NULL;
CREATE INDEX invitations_by_change ON invitations (updated_at);

-- Whoever asked for an account and has not yet shown that the address is theirs: each has a code, a link and a password of its own.
CREATE TABLE registrations (
  link_hash TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  locale TEXT NOT NULL,
  password TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL CHECK (expires_at > created_at)
) WITHOUT ROWID;
CREATE INDEX registrations_of_address ON registrations (email, created_at);
CREATE INDEX registrations_by_end ON registrations (expires_at);

-- Accounts, each with a verified address until it is deleted.
CREATE TABLE users (
  id TEXT PRIMARY KEY,
  email TEXT UNIQUE,
  name TEXT NOT NULL,
  locale TEXT NOT NULL,
  password TEXT,
  grants_changed_at INTEGER,
  deleted_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  CHECK ((deleted_at IS NULL) = (email IS NOT NULL)),
  CHECK ((deleted_at IS NULL) = (password IS NOT NULL))
);
CREATE INDEX users_by_grants_change ON users (grants_changed_at) WHERE grants_changed_at IS NOT NULL;

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  client TEXT NOT NULL CHECK (client IN ('browser', 'native')),
  salt TEXT NOT NULL,
  generation INTEGER NOT NULL CHECK (generation >= 1),
  created_at INTEGER NOT NULL,
  rotated_at INTEGER NOT NULL,
  ended_at INTEGER,
  end_reason TEXT CHECK (end_reason IN ('signed_out', 'revoked', 'reused', 'expired', 'displaced', 'account_deleted')),
  CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX sessions_of_user ON sessions (user_id, ended_at, id);
CREATE INDEX sessions_by_end ON sessions (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX sessions_by_use ON sessions (rotated_at) WHERE ended_at IS NULL;
CREATE INDEX sessions_by_age ON sessions (created_at) WHERE ended_at IS NULL;

CREATE TABLE signing_keys (
  id TEXT PRIMARY KEY,
  public_key TEXT NOT NULL,
  sealed_key TEXT NOT NULL,
  created_at INTEGER NOT NULL
);

-- What iam's events tell of a person: how to speak to them, and where to write. Each part has the version it was heard with.
CREATE TABLE contacts (
  user_id TEXT PRIMARY KEY,
  name TEXT,
  locale TEXT,
  profile_version INTEGER NOT NULL,
  email TEXT,
  email_verified INTEGER NOT NULL CHECK (email_verified IN (0, 1)),
  address_version INTEGER NOT NULL,
  grants_version INTEGER NOT NULL,
  deleted_at INTEGER,
  version INTEGER NOT NULL,
  CHECK (deleted_at IS NULL OR (name IS NULL AND locale IS NULL AND email IS NULL))
) WITHOUT ROWID;

-- Who runs what: the open grants of each person, and since when each is known to be there.
CREATE TABLE grants (
  grant_id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('admin', 'manager', 'staff', 'provider')),
  target TEXT NOT NULL,
  since_at INTEGER NOT NULL,
  until_at INTEGER
) WITHOUT ROWID;
CREATE INDEX grants_on_target ON grants (target, user_id);
CREATE INDEX grants_of_person ON grants (user_id);

-- Claims of the last weeks, for managers who become known after the claim did.
CREATE TABLE claims (
  id TEXT PRIMARY KEY,
  building_id TEXT NOT NULL,
  unit_label TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('owner', 'tenant', 'household', 'subtenant', 'offsite_owner')),
  event_id TEXT NOT NULL,
  submitted_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX claims_of_building ON claims (building_id, submitted_at);
CREATE INDEX claims_by_age ON claims (submitted_at);

-- The inboxes. One notification per event, person and template, however often the event is heard.
CREATE TABLE notifications (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  building_id TEXT,
  event_id TEXT NOT NULL,
  type TEXT NOT NULL,
  template TEXT NOT NULL,
  subject TEXT NOT NULL,
  parameters TEXT NOT NULL,
  at INTEGER NOT NULL,
  read_at INTEGER,
  version INTEGER NOT NULL,
  UNIQUE (event_id, user_id, template)
);
CREATE INDEX notifications_of_person ON notifications (user_id, at, id);
CREATE INDEX notifications_unread ON notifications (user_id, at, id) WHERE read_at IS NULL;
CREATE INDEX notifications_about ON notifications (user_id, subject, version);
CREATE INDEX notifications_by_age ON notifications (at);

-- The delivery log, and what is still on its way. Parameters and addresses are kept only while it is.
CREATE TABLE deliveries (
  id TEXT PRIMARY KEY,
  building_id TEXT,
  user_id TEXT,
  channel TEXT NOT NULL CHECK (channel IN ('inbox', 'email')),
  template TEXT NOT NULL,
  dedupe_key TEXT NOT NULL UNIQUE,
  address TEXT,
  locale TEXT,
  parameters TEXT,
  status TEXT NOT NULL CHECK (status IN ('queued', 'sent', 'failed', 'expired', 'suppressed')),
  reason TEXT,
  masked TEXT,
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  next_at INTEGER NOT NULL,
  lease TEXT,
  lease_until INTEGER,
  valid_until INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  sent_at INTEGER,
  version INTEGER NOT NULL,
  CONSTRAINT delivery_forgets CHECK (status = 'queued' OR (parameters IS NULL AND address IS NULL AND lease IS NULL)),
  CONSTRAINT delivery_sent CHECK ((status = 'sent') = (sent_at IS NOT NULL))
);
CREATE INDEX deliveries_of_building ON deliveries (building_id, id);
CREATE INDEX deliveries_of_person ON deliveries (user_id, status);
CREATE INDEX deliveries_due ON deliveries (next_at) WHERE status = 'queued';
CREATE INDEX deliveries_by_age ON deliveries (created_at);

-- Where e-mail goes on a laptop.
CREATE TABLE mailbox (
  id TEXT PRIMARY KEY,
  address TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  html TEXT NOT NULL,
  at INTEGER NOT NULL
);
CREATE INDEX mailbox_by_age ON mailbox (at, id);
CREATE INDEX mailbox_of_address ON mailbox (address, at, id);

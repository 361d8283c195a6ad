-- Calendars that others read by a secret path: of a person's bookings, or of a resource's. Of the secret only its SHA-256 is kept.
CREATE TABLE calendar_feeds (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  building_id TEXT,
  resource_id TEXT REFERENCES resources (id),
  secret_hash TEXT NOT NULL UNIQUE CHECK (length(secret_hash) = 64),
  created_at INTEGER NOT NULL,
  CHECK ((building_id IS NULL) = (resource_id IS NULL))
);
CREATE INDEX calendar_feeds_of_person ON calendar_feeds (user_id, id);

CREATE TRIGGER calendar_feeds_not_too_many BEFORE INSERT ON calendar_feeds
WHEN (SELECT count(*) FROM calendar_feeds AS other WHERE other.user_id = NEW.user_id) >= 20
BEGIN
  SELECT RAISE(ABORT, 'feed.too_many');
END;

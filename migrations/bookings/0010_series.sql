-- Bookings that recur: what was asked for and what could not be had. The bookings themselves say which they are of.
CREATE TABLE series (
  id TEXT PRIMARY KEY,
  building_id TEXT NOT NULL,
  resource_id TEXT NOT NULL REFERENCES resources (id),
  user_id TEXT NOT NULL,
  request_key TEXT NOT NULL,
  rule TEXT NOT NULL,
  count INTEGER NOT NULL,
  skipped TEXT NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE INDEX series_by_request ON series (request_key, id);
CREATE INDEX series_of_person ON series (user_id);

ALTER TABLE bookings ADD COLUMN series_id TEXT;
ALTER TABLE bookings ADD COLUMN series_position INTEGER;
CREATE INDEX bookings_of_series ON bookings (series_id, series_position) WHERE series_id IS NOT NULL;

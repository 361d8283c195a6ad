-- Times for which a resource is closed, whatever its hours say.
CREATE TABLE blackouts (
  id TEXT PRIMARY KEY,
  building_id TEXT NOT NULL,
  resource_id TEXT NOT NULL REFERENCES resources (id),
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  CHECK (end_at > start_at)
);
CREATE INDEX blackouts_of_resource ON blackouts (resource_id, end_at);

-- Whoever books while a time is being closed is too late, whichever of the two comes first.
CREATE TRIGGER bookings_in_blackout BEFORE INSERT ON bookings
WHEN NEW.status IN ('held', 'requested', 'waiting', 'offered', 'confirmed', 'checked_in')
  AND EXISTS (
    SELECT 1 FROM blackouts AS closed
    WHERE closed.resource_id = NEW.resource_id AND closed.start_at < NEW.end_at AND closed.end_at > NEW.start_at
  )
BEGIN
  SELECT RAISE(ABORT, 'booking.blackout');
END;

CREATE TRIGGER bookings_moved_into_blackout BEFORE UPDATE OF start_at, end_at ON bookings
WHEN EXISTS (
    SELECT 1 FROM blackouts AS closed
    WHERE closed.resource_id = NEW.resource_id AND closed.start_at < NEW.end_at AND closed.end_at > NEW.start_at
      AND closed.end_at > NEW.updated_at
  )
  AND (NEW.start_at <> OLD.start_at OR NEW.end_at <> OLD.end_at)
BEGIN
  SELECT RAISE(ABORT, 'booking.blackout');
END;

-- A blackout gives up what it hits; a booking that came meanwhile makes its commit stale, and it is tried again.
CREATE TRIGGER blackouts_hit_nothing BEFORE INSERT ON blackouts
WHEN EXISTS (
    SELECT 1 FROM bookings AS hit
    WHERE hit.building_id = NEW.building_id AND hit.resource_id = NEW.resource_id
      AND hit.start_at < NEW.end_at AND hit.start_at > NEW.start_at - 691200001 AND hit.end_at > NEW.start_at
      AND hit.end_at > NEW.created_at
      AND hit.status IN ('held', 'requested', 'waiting', 'offered', 'confirmed')
  )
BEGIN
  SELECT RAISE(ABORT, 'CHECK constraint failed: stale_version');
END;

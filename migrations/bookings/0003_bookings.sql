CREATE TABLE resources (
  id TEXT PRIMARY KEY,
  building_id TEXT NOT NULL,
  calendar_id TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  description TEXT,
  capacity INTEGER NOT NULL CHECK (capacity BETWEEN 1 AND 1000),
  slot_minutes INTEGER NOT NULL CHECK (slot_minutes BETWEEN 5 AND 1440),
  openings TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('available', 'blocked', 'withdrawn')),
  status_reason TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  CHECK (status <> 'blocked' OR status_reason IS NOT NULL)
);
CREATE INDEX resources_of_building ON resources (building_id, id);

CREATE TABLE bookings (
  id TEXT PRIMARY KEY,
  building_id TEXT NOT NULL,
  resource_id TEXT NOT NULL REFERENCES resources (id),
  calendar_id TEXT NOT NULL,
  resource_name TEXT NOT NULL,
  user_id TEXT NOT NULL,
  unit_id TEXT,
  request_key TEXT NOT NULL,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  time_zone TEXT NOT NULL,
  attendees INTEGER NOT NULL CHECK (attendees BETWEEN 1 AND 1000),
  status TEXT NOT NULL CHECK (status IN ('held', 'confirmed', 'cancelled', 'lapsed', 'checked_in')),
  hold_until INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  CHECK (end_at > start_at),
  CHECK ((status = 'held') = (hold_until IS NOT NULL))
);
CREATE INDEX bookings_of_building ON bookings (building_id, start_at, id);
CREATE INDEX bookings_of_resource ON bookings (building_id, resource_id, start_at);
CREATE INDEX bookings_of_person ON bookings (user_id, start_at, id);
CREATE INDEX bookings_by_request ON bookings (request_key, id);

-- The calendar decides who has a time. Where there is one place, the book says no as well.
CREATE TRIGGER bookings_one_at_a_time BEFORE INSERT ON bookings
WHEN NEW.status IN ('held', 'confirmed', 'checked_in')
  AND (SELECT capacity FROM resources WHERE id = NEW.resource_id) = 1
  AND EXISTS (
    SELECT 1 FROM bookings AS other
    WHERE other.building_id = NEW.building_id AND other.resource_id = NEW.resource_id AND other.id <> NEW.id
      -- No booking lasts longer than 7 days, so none that began before then reaches this one.
      AND other.start_at < NEW.end_at AND other.start_at > NEW.start_at - 604800001 AND other.end_at > NEW.start_at
      AND (other.status IN ('confirmed', 'checked_in') OR (other.status = 'held' AND other.hold_until > NEW.created_at))
  )
BEGIN
  SELECT RAISE(ABORT, 'booking.slot_taken');
END;

-- A booking that comes to the book after its place was given up is too late.
CREATE TRIGGER bookings_too_late BEFORE INSERT ON bookings
WHEN EXISTS (SELECT 1 FROM bookings AS known WHERE known.id = NEW.id AND known.status = 'lapsed')
BEGIN
  SELECT RAISE(ABORT, 'booking.lapsed');
END;

-- A booking lives longer than from booked to checked in: it is asked for, waits, is offered, used, missed. A CHECK cannot be
-- changed in place, so the table is built anew under its name; what it was is left behind empty.
DROP TRIGGER bookings_one_at_a_time;
DROP TRIGGER bookings_too_late;
DROP INDEX bookings_of_building;
DROP INDEX bookings_of_resource;
DROP INDEX bookings_of_person;
DROP INDEX bookings_by_request;
ALTER TABLE bookings RENAME TO bookings_before_0006;

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
  status TEXT NOT NULL CHECK (status IN (
    'held', 'requested', 'waiting', 'offered', 'confirmed', 'checked_in', 'checked_out', 'cancelled', 'rejected', 'lapsed', 'no_show'
  )),
  hold_until INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  -- Who of the house booked it for the person.
  booked_by TEXT,
  -- What must happen to it before it is confirmed: nothing, or the house's word, and whether it keeps its time meanwhile.
  approval TEXT NOT NULL DEFAULT 'none' CHECK (approval IN ('none', 'open', 'blocking')),
  -- Its order on the waitlist.
  queued_at INTEGER,
  check_in_until INTEGER,
  cancel_until INTEGER,
  late_cancel TEXT NOT NULL DEFAULT 'refuse' CHECK (late_cancel IN ('refuse', 'mark')),
  -- Given up too late, or missed: counts against its person.
  marked INTEGER NOT NULL DEFAULT 0 CHECK (marked IN (0, 1)),
  reason TEXT,
  CHECK (end_at > start_at),
  CHECK ((status IN ('held', 'offered')) = (hold_until IS NOT NULL)),
  CHECK (status <> 'waiting' OR queued_at IS NOT NULL),
  CHECK (status <> 'rejected' OR reason IS NOT NULL)
);

INSERT INTO bookings (
  id, building_id, resource_id, calendar_id, resource_name, user_id, unit_id, request_key, start_at, end_at, time_zone, attendees,
  status, hold_until, created_at, updated_at, version
)
SELECT
  id, building_id, resource_id, calendar_id, resource_name, user_id, unit_id, request_key, start_at, end_at, time_zone, attendees,
  status, hold_until, created_at, updated_at, version
FROM bookings_before_0006;
DELETE FROM bookings_before_0006;

CREATE INDEX bookings_of_building ON bookings (building_id, start_at, id);
CREATE INDEX bookings_of_resource ON bookings (building_id, resource_id, start_at);
CREATE INDEX bookings_of_person ON bookings (user_id, start_at, id);
CREATE INDEX bookings_by_request ON bookings (request_key, id);
CREATE INDEX bookings_waiting ON bookings (resource_id, queued_at) WHERE status = 'waiting';

-- Those that take their time from others.
CREATE VIEW live_bookings AS
SELECT id, building_id, resource_id, start_at, end_at, attendees, coalesce(hold_until, 9007199254740991) AS until
FROM bookings
WHERE status IN ('held', 'offered', 'confirmed', 'checked_in') OR (status = 'requested' AND approval = 'blocking');

-- The calendar decides who has a time. Where there is one place, the book says no as well, buffers included: two
-- bookings keep the buffer after the one and the buffer before the other between them.
CREATE TRIGGER bookings_one_at_a_time BEFORE INSERT ON bookings
WHEN NEW.status IN ('held', 'offered', 'confirmed', 'checked_in')
  AND EXISTS (
    SELECT 1 FROM resources AS what
    JOIN live_bookings AS other ON other.building_id = NEW.building_id AND other.resource_id = NEW.resource_id
    WHERE what.id = NEW.resource_id AND what.capacity = 1 AND other.id <> NEW.id
      -- No booking lasts longer than 7 days and no two buffers longer than one, so none that began before then reaches this one.
      AND other.start_at > NEW.start_at - 691200001
      AND other.start_at < NEW.end_at + (what.buffer_before_minutes + what.buffer_after_minutes) * 60000
      AND other.end_at > NEW.start_at - (what.buffer_before_minutes + what.buffer_after_minutes) * 60000
      AND other.until > NEW.created_at
  )
BEGIN
  SELECT RAISE(ABORT, 'booking.slot_taken');
END;

-- The same for one that takes a time only now: it was waiting, or asked for, or is moved.
CREATE TRIGGER bookings_still_one_at_a_time BEFORE UPDATE OF status, start_at, end_at ON bookings
WHEN NEW.status IN ('held', 'offered', 'confirmed', 'checked_in')
  AND (OLD.status IN ('waiting', 'requested') OR OLD.start_at <> NEW.start_at OR OLD.end_at <> NEW.end_at)
  AND EXISTS (
    SELECT 1 FROM resources AS what
    JOIN live_bookings AS other ON other.building_id = NEW.building_id AND other.resource_id = NEW.resource_id
    WHERE what.id = NEW.resource_id AND what.capacity = 1 AND other.id <> NEW.id
      AND other.start_at > NEW.start_at - 691200001
      AND other.start_at < NEW.end_at + (what.buffer_before_minutes + what.buffer_after_minutes) * 60000
      AND other.end_at > NEW.start_at - (what.buffer_before_minutes + what.buffer_after_minutes) * 60000
      AND other.until > NEW.updated_at
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

-- What a resource asks of who books it, and what becomes of who does not come.
ALTER TABLE resources ADD COLUMN approval TEXT NOT NULL DEFAULT 'none' CHECK (approval IN ('none', 'open', 'blocking'));
ALTER TABLE resources ADD COLUMN cancel_until_minutes INTEGER NOT NULL DEFAULT 0 CHECK (cancel_until_minutes BETWEEN 0 AND 43200);
ALTER TABLE resources ADD COLUMN late_cancel TEXT NOT NULL DEFAULT 'refuse' CHECK (late_cancel IN ('refuse', 'mark'));
ALTER TABLE resources ADD COLUMN no_shows TEXT;
ALTER TABLE resources ADD COLUMN check_in_minutes INTEGER CHECK (check_in_minutes BETWEEN 1 AND 1440);
ALTER TABLE resources ADD COLUMN check_in_code TEXT;
ALTER TABLE resources ADD COLUMN offer_minutes INTEGER CHECK (offer_minutes BETWEEN 1 AND 10080);

-- Calendars that several resources share. A resource's own calendar has no row: it holds for nobody else.
CREATE TABLE calendars (
  id TEXT PRIMARY KEY,
  building_id TEXT NOT NULL,
  name TEXT NOT NULL,
  -- Whether its resources block each other: who has one of them has all of them.
  is_exclusive INTEGER NOT NULL CHECK (is_exclusive IN (0, 1)),
  -- Counted over all of its resources, by this clock.
  quotas TEXT NOT NULL CHECK (json_array_length(quotas) <= 10),
  concurrent INTEGER CHECK (concurrent BETWEEN 1 AND 100),
  time_zone TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL
);
CREATE INDEX calendars_of_building ON calendars (building_id, id);
CREATE INDEX resources_of_calendar ON resources (calendar_id);
CREATE INDEX bookings_waiting_in_calendar ON bookings (calendar_id, queued_at) WHERE status = 'waiting';

-- Several resources are in one calendar only if it is one of their building that is there to be shared.
CREATE TRIGGER resources_share_knowingly BEFORE INSERT ON resources
WHEN EXISTS (SELECT 1 FROM calendars AS known WHERE known.id = NEW.calendar_id AND known.building_id <> NEW.building_id)
  OR (
    NOT EXISTS (SELECT 1 FROM calendars AS known WHERE known.id = NEW.calendar_id)
    AND EXISTS (SELECT 1 FROM resources AS other WHERE other.calendar_id = NEW.calendar_id AND other.id <> NEW.id)
  )
BEGIN
  SELECT RAISE(ABORT, 'resource.calendar_unknown');
END;

CREATE TRIGGER resources_still_share_knowingly BEFORE UPDATE OF calendar_id ON resources
WHEN NEW.calendar_id <> OLD.calendar_id
  AND (
    EXISTS (SELECT 1 FROM calendars AS known WHERE known.id = NEW.calendar_id AND known.building_id <> NEW.building_id)
    OR (
      NOT EXISTS (SELECT 1 FROM calendars AS known WHERE known.id = NEW.calendar_id)
      AND EXISTS (SELECT 1 FROM resources AS other WHERE other.calendar_id = NEW.calendar_id AND other.id <> NEW.id)
    )
  )
BEGIN
  SELECT RAISE(ABORT, 'resource.calendar_unknown');
END;

-- A resource changes its calendar only while nothing of it is ahead, whichever of the two comes first: a hold that ran out
-- counts until the book has ended it, since its confirmation may be on its way.
CREATE TRIGGER resources_booked_stay BEFORE UPDATE OF calendar_id ON resources
WHEN NEW.calendar_id <> OLD.calendar_id
  AND EXISTS (
    SELECT 1 FROM bookings AS ahead
    WHERE ahead.building_id = NEW.building_id AND ahead.resource_id = NEW.id
      -- No booking lasts longer than 7 days, so none that began before then is still ahead.
      AND ahead.start_at > NEW.updated_at - 691200001 AND ahead.end_at > NEW.updated_at
      AND ahead.status IN ('held', 'requested', 'waiting', 'offered', 'confirmed', 'checked_in')
  )
BEGIN
  SELECT RAISE(ABORT, 'resource.booked_ahead');
END;

-- A booking that another calendar granted meanwhile is stale: it is asked for again, of the calendar there is now.
CREATE TRIGGER bookings_in_their_calendar BEFORE INSERT ON bookings
WHEN NEW.status IN ('held', 'requested', 'waiting', 'offered', 'confirmed', 'checked_in')
  AND NEW.calendar_id <> (SELECT calendar_id FROM resources WHERE id = NEW.resource_id)
BEGIN
  SELECT RAISE(ABORT, 'CHECK constraint failed: stale_version');
END;

-- The calendar decides. Where its resources block each other, the book says no as well: each booking keeps its own
-- resource's buffers, so two are apart by the buffer after the one and the buffer before the other. A cross join is
-- looked at in the order in which it is written: the calendar first, which mostly has no row.
CREATE TRIGGER bookings_block_each_other BEFORE INSERT ON bookings
WHEN NEW.status IN ('held', 'offered', 'confirmed', 'checked_in')
  AND EXISTS (
    SELECT 1 FROM calendars AS shared
    CROSS JOIN resources AS mine ON mine.id = NEW.resource_id
    CROSS JOIN resources AS theirs ON theirs.calendar_id = shared.id AND theirs.id <> mine.id
    CROSS JOIN live_bookings AS other ON other.building_id = NEW.building_id AND other.resource_id = theirs.id
    WHERE shared.id = NEW.calendar_id AND shared.is_exclusive = 1
      AND other.start_at > NEW.start_at - 691200001
      AND other.start_at < NEW.end_at + (mine.buffer_after_minutes + theirs.buffer_before_minutes) * 60000
      AND other.end_at > NEW.start_at - (mine.buffer_before_minutes + theirs.buffer_after_minutes) * 60000
      AND other.until > NEW.created_at
  )
BEGIN
  SELECT RAISE(ABORT, 'booking.slot_taken');
END;

CREATE TRIGGER bookings_still_block_each_other BEFORE UPDATE OF status, start_at, end_at ON bookings
WHEN NEW.status IN ('held', 'offered', 'confirmed', 'checked_in')
  AND (OLD.status IN ('waiting', 'requested') OR OLD.start_at <> NEW.start_at OR OLD.end_at <> NEW.end_at)
  AND EXISTS (
    SELECT 1 FROM calendars AS shared
    CROSS JOIN resources AS mine ON mine.id = NEW.resource_id
    CROSS JOIN resources AS theirs ON theirs.calendar_id = shared.id AND theirs.id <> mine.id
    CROSS JOIN live_bookings AS other ON other.building_id = NEW.building_id AND other.resource_id = theirs.id
    WHERE shared.id = NEW.calendar_id AND shared.is_exclusive = 1
      AND other.start_at > NEW.start_at - 691200001
      AND other.start_at < NEW.end_at + (mine.buffer_after_minutes + theirs.buffer_before_minutes) * 60000
      AND other.end_at > NEW.start_at - (mine.buffer_before_minutes + theirs.buffer_after_minutes) * 60000
      AND other.until > NEW.updated_at
  )
BEGIN
  SELECT RAISE(ABORT, 'booking.slot_taken');
END;

-- The rules of a resource. Where a limit is null, only the house's own limit holds.
ALTER TABLE resources ADD COLUMN mode TEXT NOT NULL DEFAULT 'slots' CHECK (mode IN ('slots', 'free'));
ALTER TABLE resources ADD COLUMN step_minutes INTEGER CHECK (step_minutes BETWEEN 5 AND 1440);
ALTER TABLE resources ADD COLUMN min_minutes INTEGER CHECK (min_minutes BETWEEN 5 AND 10080);
ALTER TABLE resources ADD COLUMN max_minutes INTEGER CHECK (max_minutes BETWEEN 5 AND 10080);
ALTER TABLE resources ADD COLUMN buffer_before_minutes INTEGER NOT NULL DEFAULT 0 CHECK (buffer_before_minutes BETWEEN 0 AND 720);
ALTER TABLE resources ADD COLUMN buffer_after_minutes INTEGER NOT NULL DEFAULT 0 CHECK (buffer_after_minutes BETWEEN 0 AND 720);
ALTER TABLE resources ADD COLUMN notice_minutes INTEGER NOT NULL DEFAULT 0 CHECK (notice_minutes BETWEEN 0 AND 43200);
ALTER TABLE resources ADD COLUMN window_days INTEGER CHECK (window_days BETWEEN 1 AND 365);
ALTER TABLE resources ADD COLUMN quotas TEXT NOT NULL DEFAULT '[]';
ALTER TABLE resources ADD COLUMN concurrent INTEGER CHECK (concurrent BETWEEN 1 AND 100);

DROP TRIGGER bookings_one_at_a_time;

-- The calendar decides who has a time. Where there is one place, the book says no as well, buffers included: two
-- bookings keep the buffer after the one and the buffer before the other between them.
CREATE TRIGGER bookings_one_at_a_time BEFORE INSERT ON bookings
WHEN NEW.status IN ('held', 'confirmed', 'checked_in')
  AND EXISTS (
    SELECT 1 FROM resources AS what
    JOIN bookings AS other ON other.building_id = NEW.building_id AND other.resource_id = NEW.resource_id
    WHERE what.id = NEW.resource_id AND what.capacity = 1 AND other.id <> NEW.id
      -- No booking lasts longer than 7 days and no two buffers longer than one, so none that began before then reaches this one.
      AND other.start_at > NEW.start_at - 691200001
      AND other.start_at < NEW.end_at + (what.buffer_before_minutes + what.buffer_after_minutes) * 60000
      AND other.end_at > NEW.start_at - (what.buffer_before_minutes + what.buffer_after_minutes) * 60000
      AND (other.status IN ('confirmed', 'checked_in') OR (other.status = 'held' AND other.hold_until > NEW.created_at))
  )
BEGIN
  SELECT RAISE(ABORT, 'booking.slot_taken');
END;

-- A shared calendar that is removed leaves its id: a resource's own calendar has no row either, so nothing else tells that no
-- resource may come into it any more, whichever of the two comes first.
CREATE TABLE removed_calendars (
  id TEXT PRIMARY KEY,
  building_id TEXT NOT NULL,
  removed_at INTEGER NOT NULL
) WITHOUT ROWID;

-- It stays while a resource is in it. One that is withdrawn never leaves it, and counts while something of it is ahead.
CREATE TRIGGER calendars_in_use_stay BEFORE INSERT ON removed_calendars
WHEN EXISTS (
  SELECT 1 FROM resources AS inside
  WHERE inside.calendar_id = NEW.id
    AND (
      inside.status <> 'withdrawn'
      OR EXISTS (
        SELECT 1 FROM bookings AS ahead
        WHERE ahead.building_id = inside.building_id AND ahead.resource_id = inside.id
          -- No booking lasts longer than 7 days, so none that began before then is still ahead.
          AND ahead.start_at > NEW.removed_at - 691200001 AND ahead.end_at > NEW.removed_at
          AND ahead.status IN ('held', 'requested', 'waiting', 'offered', 'confirmed', 'checked_in')
      )
    )
)
BEGIN
  SELECT RAISE(ABORT, 'calendar.in_use');
END;

CREATE TRIGGER calendars_removed_are_gone AFTER INSERT ON removed_calendars
BEGIN
  DELETE FROM calendars WHERE id = NEW.id;
END;

CREATE TRIGGER resources_begin_in_no_removed_calendar BEFORE INSERT ON resources
WHEN EXISTS (SELECT 1 FROM removed_calendars AS removed WHERE removed.id = NEW.calendar_id)
BEGIN
  SELECT RAISE(ABORT, 'resource.calendar_unknown');
END;

CREATE TRIGGER resources_go_to_no_removed_calendar BEFORE UPDATE OF calendar_id ON resources
WHEN NEW.calendar_id <> OLD.calendar_id
  AND EXISTS (SELECT 1 FROM removed_calendars AS removed WHERE removed.id = NEW.calendar_id)
BEGIN
  SELECT RAISE(ABORT, 'resource.calendar_unknown');
END;

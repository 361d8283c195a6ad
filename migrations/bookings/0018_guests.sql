-- How many of those who come do not live in the building, and who comes along by name; a JSON list. Names go some time after the
-- booking's end: those that have any are found by it.
ALTER TABLE bookings ADD COLUMN guests INTEGER NOT NULL DEFAULT 0 CHECK (guests BETWEEN 0 AND attendees);
ALTER TABLE bookings ADD COLUMN invitees TEXT NOT NULL DEFAULT '[]' CHECK (json_array_length(invitees) < attendees);
CREATE INDEX bookings_with_invitees ON bookings (end_at) WHERE invitees <> '[]';
-- The most of a booking's attendees who may be guests; null: all may.
ALTER TABLE resources ADD COLUMN max_guests INTEGER CHECK (max_guests BETWEEN 0 AND 1000);

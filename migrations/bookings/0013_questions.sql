-- What the house asked about a request before it decides, and what its person answered; a JSON list, the oldest first.
ALTER TABLE bookings ADD COLUMN questions TEXT NOT NULL DEFAULT '[]' CHECK (json_array_length(questions) <= 5);
-- The few that have any, so that who asked and is gone can be taken out of them.
CREATE INDEX bookings_with_questions ON bookings (id) WHERE questions <> '[]';

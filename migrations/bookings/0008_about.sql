-- What a resource says of itself. Lists and objects are JSON.
ALTER TABLE resources ADD COLUMN location TEXT;
ALTER TABLE resources ADD COLUMN tags TEXT NOT NULL DEFAULT '[]' CHECK (json_array_length(tags) <= 20);
ALTER TABLE resources ADD COLUMN photos TEXT NOT NULL DEFAULT '[]' CHECK (json_array_length(photos) <= 10);
ALTER TABLE resources ADD COLUMN terms TEXT;
ALTER TABLE resources ADD COLUMN shows_seats INTEGER NOT NULL DEFAULT 1 CHECK (shows_seats IN (0, 1));
ALTER TABLE resources ADD COLUMN accessories TEXT NOT NULL DEFAULT '[]' CHECK (json_array_length(accessories) <= 20);
ALTER TABLE resources ADD COLUMN price TEXT;

-- What a booking takes along of it, and the version of its terms that was accepted; null where it had none.
ALTER TABLE bookings ADD COLUMN accessories TEXT NOT NULL DEFAULT '[]';
ALTER TABLE bookings ADD COLUMN terms_version TEXT;

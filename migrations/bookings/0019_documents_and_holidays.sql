-- What is to be read about a resource: titles, and files by their ids, as JSON.
ALTER TABLE resources ADD COLUMN documents TEXT NOT NULL DEFAULT '[]' CHECK (json_array_length(documents) <= 10);

-- The hours of a resource on holidays of its building, as JSON: an empty list is closed, NULL is as on any other day.
ALTER TABLE resources ADD COLUMN holiday_openings TEXT CHECK (json_array_length(holiday_openings) <= 10);

CREATE TABLE holidays (
  id TEXT PRIMARY KEY,
  building_id TEXT NOT NULL,
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX holidays_of_building ON holidays (building_id, date);

-- A year of a building has at most 100, whatever is added at once: `HOLIDAYS_LIMIT` of the domain.
CREATE TRIGGER holidays_not_too_many BEFORE INSERT ON holidays
WHEN (
    SELECT count(*) FROM holidays AS other
    WHERE other.building_id = NEW.building_id
      AND other.date BETWEEN substr(NEW.date, 1, 4) || '-01-01' AND substr(NEW.date, 1, 4) || '-12-31'
  ) >= 100
BEGIN
  SELECT RAISE(ABORT, 'holiday.too_many');
END;

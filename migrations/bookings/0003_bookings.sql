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
  version INTEGER NOT NULL
);
CREATE INDEX resources_of_building ON resources (building_id, id);

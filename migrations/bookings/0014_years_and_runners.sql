-- Quotas of a year count what a person, or a home, has had of a resource since January: found without those of everybody else.
CREATE INDEX bookings_of_person_and_resource ON bookings (user_id, resource_id, start_at);
CREATE INDEX bookings_of_home_and_resource ON bookings (unit_id, resource_id, start_at) WHERE unit_id IS NOT NULL;

-- Who runs what, as last heard of each person, as JSON: a resource's feed stands while whoever made it may see who booked.
CREATE TABLE runners (
  user_id TEXT PRIMARY KEY,
  grants TEXT NOT NULL,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX calendar_feeds_of_resource ON calendar_feeds (resource_id, id) WHERE resource_id IS NOT NULL;

-- Quotas of a year count what a person, or a home, has had of a resource since January: found without those of everybody else.
CREATE INDEX bookings_of_person_and_resource ON bookings (user_id, resource_id, start_at);
CREATE INDEX bookings_of_home_and_resource ON bookings (unit_id, resource_id, start_at) WHERE unit_id IS NOT NULL;

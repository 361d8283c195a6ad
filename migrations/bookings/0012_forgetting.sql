-- Whoever leaves is taken out of what they booked for others and closed, for the house (`forgetBooker`, `forgetCloser`).
CREATE INDEX bookings_by_booker ON bookings (booked_by) WHERE booked_by IS NOT NULL;
CREATE INDEX blackouts_by_closer ON blackouts (created_by);

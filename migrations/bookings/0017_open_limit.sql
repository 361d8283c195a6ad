-- One person has at most 100 open bookings ahead of them, whatever is asked at once: `OPEN_BOOKINGS_LIMIT` of the domain. What
-- is ahead is told from the instant at which the new one was asked for, as the domain does.
CREATE TRIGGER bookings_not_too_many BEFORE INSERT ON bookings
WHEN NEW.status IN ('held', 'requested', 'waiting', 'offered', 'confirmed', 'checked_in')
  AND (
    SELECT count(*) FROM bookings AS ahead
    WHERE ahead.user_id = NEW.user_id AND ahead.start_at > NEW.created_at
      AND ahead.status IN ('held', 'requested', 'waiting', 'offered', 'confirmed', 'checked_in')
  ) >= 100
BEGIN
  SELECT RAISE(ABORT, 'booking.too_many');
END;

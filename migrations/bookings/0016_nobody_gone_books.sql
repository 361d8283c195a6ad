-- Whoever deleted their account: a token of theirs is valid for some minutes more.
ALTER TABLE runners ADD COLUMN is_gone INTEGER NOT NULL DEFAULT 0 CHECK (is_gone IN (0, 1));

-- Nothing is booked by them, nor for them, from then on.
CREATE TRIGGER bookings_of_nobody_gone BEFORE INSERT ON bookings
WHEN NEW.status <> 'lapsed'
  AND EXISTS (SELECT 1 FROM runners AS gone WHERE gone.user_id IN (NEW.user_id, NEW.booked_by) AND gone.is_gone = 1)
BEGIN
  SELECT RAISE(ABORT, 'booking.nobody_there');
END;

-- What stands where a booking never arrived names them as little as their others do. A request's key begins with who asked.
CREATE TRIGGER bookings_name_nobody_gone AFTER INSERT ON bookings
WHEN NEW.status = 'lapsed'
  AND EXISTS (
    SELECT 1 FROM runners AS gone WHERE gone.user_id IN (NEW.user_id, substr(NEW.request_key, 1, 30)) AND gone.is_gone = 1
  )
BEGIN
  UPDATE bookings SET request_key = NEW.id WHERE id = NEW.id;
  UPDATE bookings SET user_id = 'usr_00000000000000000000000000', unit_id = NULL
  WHERE id = NEW.id AND EXISTS (SELECT 1 FROM runners AS gone WHERE gone.user_id = NEW.user_id AND gone.is_gone = 1);
END;

-- Where a resource is, as JSON: degrees of WGS 84, and within how many metres one is there. How one shows that one is: whoever asks
-- for a position has one, and whoever takes one or the other has both.
ALTER TABLE resources ADD COLUMN position TEXT CHECK (
  position IS NULL OR (
    json_extract(position, '$.latitude') BETWEEN -90 AND 90
    AND json_extract(position, '$.longitude') BETWEEN -180 AND 180
    AND json_extract(position, '$.radiusMeters') BETWEEN 10 AND 500
  )
);
ALTER TABLE resources ADD COLUMN check_in_by TEXT NOT NULL DEFAULT 'code' CHECK (
  check_in_by = 'code'
  OR (check_in_by = 'position' AND position IS NOT NULL)
  OR (check_in_by = 'either' AND position IS NOT NULL AND check_in_code IS NOT NULL)
);

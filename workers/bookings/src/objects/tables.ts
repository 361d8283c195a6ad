const TABLES = `
  CREATE TABLE IF NOT EXISTS places (
    booking_id TEXT PRIMARY KEY,
    resource_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    unit_id TEXT,
    request_key TEXT NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    attendees INTEGER NOT NULL,
    guests INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state IN ('held', 'requested', 'waiting', 'offered', 'confirmed', 'over')),
    approval TEXT NOT NULL DEFAULT 'none' CHECK (approval IN ('none', 'open', 'blocking')),
    hold_until INTEGER,
    queued_at INTEGER,
    check_in_until INTEGER,
    -- Where it was before it was moved, until the book has it where it is.
    kept_start_at INTEGER,
    kept_end_at INTEGER,
    kept_attendees INTEGER,
    kept_guests INTEGER NOT NULL DEFAULT 0,
    -- What it takes along, as JSON.
    accessories TEXT NOT NULL DEFAULT '[]',
    -- What quotas counted that the calendar may not have, as JSON.
    started TEXT,
    -- What the book says of this version of the booking, or of one before, is no answer to what was asked for last.
    version INTEGER NOT NULL DEFAULT 0,
    -- When the book must be asked what became of it; null once the book has said so.
    due_at INTEGER,
    CHECK ((state IN ('held', 'offered')) = (hold_until IS NOT NULL))
  );
  CREATE UNIQUE INDEX IF NOT EXISTS places_by_request ON places (request_key) WHERE state <> 'over';
  CREATE INDEX IF NOT EXISTS places_by_time ON places (start_at);
  CREATE INDEX IF NOT EXISTS places_by_kept ON places (kept_start_at) WHERE kept_start_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS places_by_person ON places (user_id);
  CREATE INDEX IF NOT EXISTS places_by_home ON places (unit_id) WHERE unit_id IS NOT NULL;
  CREATE INDEX IF NOT EXISTS places_by_end ON places (end_at) WHERE due_at IS NULL;
  CREATE INDEX IF NOT EXISTS places_by_hold ON places (hold_until) WHERE hold_until IS NOT NULL;
  CREATE INDEX IF NOT EXISTS places_by_queue ON places (queued_at) WHERE queued_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS places_by_due ON places (due_at) WHERE due_at IS NOT NULL;
  CREATE TABLE IF NOT EXISTS rules (resource_id TEXT PRIMARY KEY, version INTEGER NOT NULL, rules TEXT NOT NULL) WITHOUT ROWID;
  -- What holds for all resources of the calendar, as JSON: one row, and none where there is but one resource.
  CREATE TABLE IF NOT EXISTS calendar (id INTEGER PRIMARY KEY CHECK (id = 1), sharing TEXT NOT NULL);
  -- What a rebuild asks the book about: as it was, or '' where a step was under way.
  CREATE TABLE IF NOT EXISTS doubts (booking_id TEXT PRIMARY KEY, was TEXT NOT NULL) WITHOUT ROWID;
  CREATE VIEW IF NOT EXISTS occupied AS
    SELECT booking_id AS bookingId, resource_id AS resourceId, user_id AS userId, state, start_at AS startAt, end_at AS endAt, attendees, accessories,
      coalesce(hold_until, 9007199254740991) AS until
    FROM places WHERE state IN ('held', 'offered', 'confirmed') OR (state = 'requested' AND approval = 'blocking')
    UNION ALL
    SELECT booking_id, resource_id, user_id, state, kept_start_at, kept_end_at, kept_attendees, accessories, 9007199254740991
    FROM places WHERE kept_start_at IS NOT NULL;`;

const ONCE =
  "booking_id, resource_id, user_id, unit_id, request_key, start_at, end_at, attendees, state, hold_until, due_at";

const columnsOf = (sql: SqlStorage, table: "places" | "occupied"): string[] =>
  sql
    .exec<{ name: string }>(`PRAGMA table_info(${table})`)
    .toArray()
    .map(({ name }) => name);

/** The tables of a calendar, whenever it was made. */
export function prepare(sql: SqlStorage): void {
  const columns = columnsOf(sql, "places");
  const isOld = columns.length > 0 && !columns.includes("queued_at");
  if (!isOld) {
    // A calendar from before several resources could share one.
    const seen = columnsOf(sql, "occupied");
    if (seen.length > 0 && !seen.includes("resourceId")) sql.exec("DROP VIEW occupied");
    sql.exec(TABLES);
    // A calendar from before words had versions.
    if (columns.length > 0 && !columns.includes("version"))
      sql.exec("ALTER TABLE places ADD COLUMN version INTEGER NOT NULL DEFAULT 0");
    // A calendar from before guests were told apart.
    if (columns.length > 0 && !columns.includes("guests"))
      for (const name of ["guests", "kept_guests"])
        sql.exec(`ALTER TABLE places ADD COLUMN ${name} INTEGER NOT NULL DEFAULT 0`);
    return;
  }
  // A calendar from before bookings could wait; the oldest know no homes.
  if (!columns.includes("unit_id")) sql.exec("ALTER TABLE places ADD COLUMN unit_id TEXT");
  sql.exec("DROP INDEX places_by_request; DROP INDEX places_by_time; DROP INDEX places_by_due");
  sql.exec("ALTER TABLE places RENAME TO places_before");
  sql.exec(TABLES);
  sql.exec(`INSERT INTO places (${ONCE}) SELECT ${ONCE} FROM places_before; DROP TABLE places_before`);
}

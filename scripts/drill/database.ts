import { copyFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Where a laptop keeps its databases, each in a file whose name says nothing. */
const FOLDER = "v3/d1/miniflare-D1DatabaseObject";

/** The file of a worker's database, known by its last migration. */
export function fileOf(root: string, stateDir: string, worker: string): string {
  const last =
    readdirSync(join(root, "migrations", worker))
      .toSorted()
      .at(-1) ?? "";
  const folder = join(stateDir, FOLDER);
  const files = readdirSync(folder).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
  const found = files.map((name) => join(folder, name)).find((file) => migrationsIn(file).includes(last));
  if (!found) throw new Error(`no database of ${worker} in ${folder}`);
  return found;
}

const migrationsIn = (file: string): string[] =>
  reading(file, (database) => {
    const hasLedger = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'd1_migrations'").get();
    return hasLedger
      ? database
          .prepare("SELECT name FROM d1_migrations")
          .all()
          .map(({ name }) => String(name))
      : [];
  });

/** The database as it is at one moment, also while the system writes in it. */
export function copyDatabase(file: string, copy: string): void {
  rmSync(copy, { force: true });
  reading(file, (database) => database.prepare("VACUUM INTO ?").run(copy));
}

/** What is not in the file itself lies beside it. */
export function loseDatabase(file: string): void {
  for (const part of ["", "-wal", "-shm"]) rmSync(file + part, { force: true });
}

export const restoreDatabase = (copy: string, file: string): void => copyFileSync(copy, file);

/** The events of the log that a listener should have heard and has no `heard` row of. */
export function unheardIn(log: string, listening: string, listener: string): { id: string; type: string }[] {
  const heard = reading(listening, (database) =>
    database
      .prepare("SELECT event_id AS id FROM heard")
      .all()
      .map(({ id }) => String(id)),
  );
  const said = reading(log, (database) =>
    database
      .prepare(
        "SELECT events.id, events.type FROM events, json_each(events.listeners) AS one WHERE one.value = ? ORDER BY seq",
      )
      .all(listener)
      .map(({ id, type }) => ({ id: String(id), type: String(type) })),
  );
  return said.filter(({ id }) => !heard.includes(id));
}

/** Whether the log has asked a listener for everything it holds, so that it asks for none of it again by itself. */
export const isAudited = (log: string, listener: string): boolean =>
  reading(log, (database) => {
    const audited = "SELECT 1 FROM audits WHERE listener = ? AND scanned >= (SELECT max(seq) FROM events)";
    return database.prepare(audited).get(listener) !== undefined;
  });

/** Has the log ask a listener again for everything it received since; what it has heard is not sent again. */
export const REWIND = `UPDATE audits SET scanned = since.seq, mark = since.seq
  FROM (SELECT coalesce(max(seq), 0) AS seq FROM events WHERE received_at < ?) AS since
  WHERE listener = ? AND scanned > since.seq`;

/** Who deleted their account since, as the log knows it. */
export const WHO_LEFT = "SELECT subject FROM events WHERE type = 'user.deleted' AND received_at >= $since";

/** What deleting an account leaves of it in iam, done by hand. */
export const FORGET_ACCOUNT = [
  "UPDATE users SET email = NULL, name = '', password = NULL, deleted_at = $now, grants_changed_at = $now, version = version + 1 WHERE id = $id",
  "UPDATE sessions SET ended_at = $now, end_reason = 'account_deleted' WHERE user_id = $id AND ended_at IS NULL",
  "UPDATE grants SET ended_at = $now WHERE user_id = $id AND ended_at IS NULL",
];

/** What `user.deleted` does to a person's key. */
export const FORGET_KEY =
  "UPDATE person_keys SET wrapped = NULL, destroyed_at = $now WHERE owner = $id AND wrapped IS NOT NULL";

export function rewindAudit(log: string, listener: string, since: number): void {
  const database = new DatabaseSync(log);
  database.prepare(REWIND).run(since, listener);
  database.close();
}

function reading<T>(file: string, look: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(file);
  try {
    return look(database);
  } finally {
    database.close();
  }
}

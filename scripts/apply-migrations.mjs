import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { getPlatformProxy, unstable_readConfig, unstable_splitSqlQuery } from "wrangler";
import { listWorkers } from "./system.mjs";

/** @typedef {import("@cloudflare/workers-types").D1Database} D1Database */

// Does what `wrangler d1 migrations apply --local` does, for all databases in one process: that command takes three
// seconds a database. Its ledger is kept, so that either finds what the other has applied.
const LEDGER = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

const [root = "", stateDir = "", ...names] = process.argv.slice(2);

/** @param {D1Database} database @param {string} folder */
async function apply(database, folder) {
  await database.prepare(LEDGER).run();
  const { results } = await database.prepare("SELECT name FROM d1_migrations").all();
  const applied = new Set(results.map(({ name }) => name));
  const due = readdirSync(folder).filter((file) => file.endsWith(".sql") && !applied.has(file));
  for (const file of due.sort()) {
    const statements = unstable_splitSqlQuery(readFileSync(join(folder, file), "utf8"));
    const note = database.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(file);
    await database.batch([...statements.map((sql) => database.prepare(sql)), note]).catch((error) => {
      throw new Error(`${relative(root, join(folder, file))}: ${error.message}`);
    });
  }
}

const workers = listWorkers(root).filter(({ name }) => names.includes(name));
const configPath = join(stateDir, "databases.json");
const databases = workers.map(({ name, config }) => {
  /** @type {{ binding: string }[]} */
  const bound = unstable_readConfig({ config }).d1_databases;
  return { ...bound.find(({ binding }) => binding === "DB"), binding: name };
});
writeFileSync(
  configPath,
  JSON.stringify({ name: "databases", compatibility_date: "2026-04-21", d1_databases: databases }),
);
/** @type {import("wrangler").PlatformProxy<Record<string, D1Database>>} */
const { env, dispose } = await getPlatformProxy({
  configPath,
  persist: { path: join(stateDir, "v3") },
  remoteBindings: false,
});
try {
  for (const { name, migrations } of workers) {
    const database = env[name];
    if (database === undefined) throw new Error(`${name} has migrations and no database`);
    await apply(database, migrations);
  }
} finally {
  await dispose();
}

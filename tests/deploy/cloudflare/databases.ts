import { unstable_splitSqlQuery as splitSql } from "wrangler";
import { type Account, type Database, newDatabase, Refusal } from "./account.ts";
import type { Routes } from "./server.ts";

const shown = ({ sqlite: _, ...database }: Database) => ({ ...database, version: "production" });

export const databaseRoutes: Routes = {
  "GET /d1/database": ({ account, query }) => {
    const wanted = query.get("name");
    return Number(query.get("page") ?? 1) > 1
      ? []
      : [...account.databases.values()].filter(({ name }) => wanted === null || name === wanted).map(shown);
  },

  "POST /d1/database": ({ account, json }) => {
    const { name, jurisdiction, primary_location_hint } = json() as Omit<Database, "uuid" | "sqlite">;
    if (account.databases.has(name)) throw new Refusal(400, 7502, `Database with name ${name} already exists`);
    const made = newDatabase({ name, jurisdiction, primary_location_hint });
    account.databases.set(name, made);
    return shown(made);
  },

  "GET /d1/database/:id": ({ account, of }) => shown(databaseOf(account, of.id)),

  /** All of it or nothing, as D1 does it. */
  "POST /d1/database/:id/query": ({ account, of, json }) => {
    const { sqlite } = databaseOf(account, of.id);
    const { sql, params = [] } = json() as { sql: string; params?: string[] };
    sqlite.exec("BEGIN");
    try {
      const answers = splitSql(sql).map((one) => sqlite.prepare(one).all(...params));
      sqlite.exec("COMMIT");
      return answers.map((results) => ({ results, success: true, meta: { duration: 0 } }));
    } catch (error) {
      sqlite.exec("ROLLBACK");
      throw new Refusal(400, 7500, String(error));
    }
  },
};

function databaseOf({ databases }: Account, id: string | undefined): Database {
  const found = [...databases.values()].find(({ uuid, name }) => uuid === id || name === id);
  if (!found) throw new Refusal(404, 7404, `The database ${id} could not be found`);
  return found;
}

import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";

export type Orm = DrizzleD1Database;

/** A bookmark as D1 writes it; anything else is dropped, never passed on. */
export const BOOKMARK = /^[0-9a-f-]{8,128}$/;

/** One worker's database for the time of one call: a D1 session, counted. */
export interface Database {
  readonly orm: Orm;
  /** Round trips so far. */
  readonly trips: () => number;
  readonly bookmark: () => string | null;
}

/**
 * Opens a session. Each worker opens its database through here and nowhere else: it is the seam for spreading
 * buildings over several databases.
 */
export function openDatabase(d1: D1Database, start: string): Database {
  const session = d1.withSession(start);
  let trips = 0;
  const bare = new WeakMap<object, D1PreparedStatement>();

  const counted = (statement: D1PreparedStatement): D1PreparedStatement => {
    const proxy = new Proxy(statement, {
      get(target, name) {
        if (name === "bind") return (...values: unknown[]) => counted(target.bind(...values));
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function") return member;
        const method = member.bind(target);
        if (name !== "run" && name !== "all" && name !== "raw" && name !== "first") return method;
        return (...args: unknown[]) => {
          trips += 1;
          return method(...args);
        };
      },
    });
    bare.set(proxy, statement);
    return proxy;
  };

  const client = {
    prepare: (sql: string) => counted(session.prepare(sql)),
    batch: (statements: D1PreparedStatement[]) => {
      trips += 1;
      return session.batch(statements.map((statement) => bare.get(statement) ?? statement));
    },
  };
  return {
    // drizzle asks only for `prepare` and `batch`, which a session has.
    orm: drizzle(client as unknown as D1Database),
    trips: () => trips,
    bookmark: () => session.getBookmark(),
  };
}

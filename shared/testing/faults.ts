import type { WorkerName } from "../core/workers.ts";
import type { Door } from "./story.ts";

/** Ways to break what lies between a worker and its database, and to see what is left to do afterwards. */

interface Fetching<E> {
  fetch(request: Request, env: E, context: ExecutionContext): Promise<Response> | Response;
}

/** A Door whose deferred work is done when it answers. */
export function doorOf<E>(app: Fetching<E>, env: E, { caller = "gateway" as WorkerName } = {}): Door {
  return {
    async fetch(request) {
      const deferred: Promise<unknown>[] = [];
      const context = {
        props: { caller },
        waitUntil: (work: Promise<unknown>) => void deferred.push(work),
        passThroughOnException: () => undefined,
      };
      const answer = await app.fetch(request, env, context as unknown as ExecutionContext);
      await Promise.allSettled(deferred);
      return answer;
    },
  };
}

interface Meanwhile {
  readonly before?: () => Promise<void> | void;
  readonly after?: () => Promise<void> | void;
}

/** A database where something else happens before its n-th batch reaches it, or after that took effect. */
export function interrupted(db: D1Database, batch: number, { before, after }: Meanwhile): D1Database {
  let batches = 0;
  const withSession = (start: string) => {
    const session = db.withSession(start);
    return {
      prepare: (sql: string) => session.prepare(sql),
      getBookmark: () => session.getBookmark(),
      batch: async (statements: D1PreparedStatement[]) => {
        batches += 1;
        const now = batches === batch;
        if (now) await before?.();
        const results = await session.batch(statements);
        if (now) await after?.();
        return results;
      },
    };
  };
  return { withSession } as unknown as D1Database;
}

/** A database whose n-th batch fails: `before` it reached the database, or `after` it took effect there. */
export const failing = (db: D1Database, batch: number, when: "before" | "after"): D1Database =>
  interrupted(db, batch, {
    [when]: () => {
      throw new Error("D1_ERROR: Network connection lost.");
    },
  });

/** Objects of which one method, or all, fail: `before` the call reaches them, or `after` it took effect there. */
export const severed = <N extends { getByName(name: string): object }>(
  objects: N,
  when: "before" | "after",
  only?: string,
): N => {
  const getByName = (name: string) =>
    new Proxy(objects.getByName(name), {
      get(stub, method) {
        const call: unknown = Reflect.get(stub, method);
        if (typeof call !== "function" || (only !== undefined && method !== only)) return call;
        return async (...asked: unknown[]) => {
          if (when === "after") await call(...asked);
          throw new Error("Network connection lost.");
        };
      },
    });
  return { getByName } as unknown as N;
};

import { and, desc, eq, gt, isNull } from "drizzle-orm";
import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { adding, changing, changingOrNot, type Save } from "#shared/worker/commit";
import { type Read, read } from "#shared/worker/load";
import type { User } from "../domain/user.ts";
import { sessions, users } from "./schema.ts";

/** The most accounts whose change of roles the trust document names. */
const STALE_LIMIT = 5000;

export const userById = (id: Id<"user">): Read<User> =>
  read(
    (orm) =>
      orm
        .select()
        .from(users)
        .where(and(eq(users.id, id), isNull(users.deletedAt))),
    ([row]) => {
      if (!row) throw new AppError("thing.not_found");
      return row;
    },
  );

export const userByEmail = (email: string): Read<User | undefined> =>
  read(
    (orm) => orm.select().from(users).where(eq(users.email, email)),
    (rows) => rows[0],
  );

export const userOfSession = (id: Id<"session">): Read<User | undefined> =>
  read(
    (orm) => {
      const whose = orm.select({ userId: sessions.userId }).from(sessions).where(eq(sessions.id, id));
      return orm
        .select()
        .from(users)
        .where(and(eq(users.id, whose), isNull(users.deletedAt)));
    },
    (rows) => rows[0],
  );

/** Those whose roles changed since, with when. */
export const usersChangedSince = (since: Instant): Read<{ userId: Id<"user">; notBefore: Instant }[]> =>
  read(
    (orm) =>
      orm
        .select({ userId: users.id, notBefore: users.grantsChangedAt })
        .from(users)
        .where(gt(users.grantsChangedAt, since))
        .orderBy(desc(users.grantsChangedAt))
        .limit(STALE_LIMIT),
    (rows) => rows.flatMap(({ userId, notBefore }) => (notBefore === null ? [] : [{ userId, notBefore }])),
  );

export const addUser = (user: User): Save => adding((orm) => orm.insert(users).values(user));

/** An account changes by one version at a time. Its id is not set: the database would look for whatever refers to it, through every grant. */
export const saveUser = ({ id, ...user }: User): Save =>
  changing(id, (orm) =>
    orm
      .update(users)
      .set(user)
      .where(and(eq(users.id, id), eq(users.version, user.version - 1))),
  );

/** The same password, hashed anew: nothing of it shows, so the version stays. */
export const savePasswordHash = (id: Id<"user">, before: string, password: string): Save =>
  changingOrNot((orm) =>
    orm
      .update(users)
      .set({ password })
      .where(and(eq(users.id, id), eq(users.password, before))),
  );

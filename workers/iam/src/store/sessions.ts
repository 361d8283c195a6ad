import { and, asc, desc, eq, gt, isNotNull, isNull, lt } from "drizzle-orm";
import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { days, type Instant } from "#shared/core/time";
import { adding, changing, changingOrNot, type Save } from "#shared/worker/commit";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import { SESSION_IDLE, SESSION_LIFETIME, type Session } from "../domain/session.ts";
import { sessions, users } from "./schema.ts";

/** The most sessions one read answers: of a person, or of those that one tick ends. */
const SESSIONS_LIMIT = 100;
/** The most ended sessions the trust document names. */
const ENDED_LIMIT = 5000;
const ENDED_KEPT = days(30);

const isOpen = (now: Instant) =>
  and(
    isNull(sessions.endedAt),
    gt(sessions.rotatedAt, now - SESSION_IDLE),
    gt(sessions.createdAt, now - SESSION_LIFETIME),
  );

export const sessionById = (id: Id<"session">): Read<Session | undefined> =>
  read(
    (orm) => orm.select().from(sessions).where(eq(sessions.id, id)),
    (rows) => rows[0],
  );

/** An open session of this person and nobody else. */
export const openSessionOf = (userId: Id<"user">, id: Id<"session">, now: Instant): Read<Session> =>
  read(
    (orm) =>
      orm
        .select()
        .from(sessions)
        .where(and(eq(sessions.id, id), eq(sessions.userId, userId), isOpen(now))),
    ([row]) => {
      if (!row) throw new AppError("thing.not_found");
      return row;
    },
  );

export const openSessionsOf = (userId: Id<"user">, now: Instant): Read<Session[]> =>
  read(
    (orm) =>
      orm
        .select()
        .from(sessions)
        .where(and(eq(sessions.userId, userId), isOpen(now)))
        .limit(SESSIONS_LIMIT),
    (rows) => rows,
  );

export const openSessionsOfAddress = (email: string, now: Instant): Read<Session[]> =>
  read(
    (orm) => {
      const whose = orm.select({ id: users.id }).from(users).where(eq(users.email, email));
      return orm
        .select()
        .from(sessions)
        .where(and(eq(sessions.userId, whose), isOpen(now)))
        .limit(SESSIONS_LIMIT);
    },
    (rows) => rows,
  );

export const sessionList = (userId: Id<"user">): string => `sessions ${userId}`;

export const listSessionsOf = (
  userId: Id<"user">,
  now: Instant,
  after: After | undefined,
  limit: number,
): Read<Page<Session>> =>
  read(
    (orm) => {
      const next = after === undefined ? undefined : lt(sessions.id, `ses_${String(after[0])}` as const);
      return orm
        .select()
        .from(sessions)
        .where(and(eq(sessions.userId, userId), isOpen(now), next))
        .orderBy(desc(sessions.id))
        .limit(limit + 1);
    },
    (rows) => pageOf(sessionList(userId), rows, limit, ({ id }) => [id.slice(4)]),
  );

export const endedSessionsSince = (since: Instant): Read<Id<"session">[]> =>
  read(
    (orm) =>
      orm
        .select({ id: sessions.id })
        .from(sessions)
        .where(and(isNotNull(sessions.endedAt), gt(sessions.endedAt, since)))
        .orderBy(desc(sessions.endedAt))
        .limit(ENDED_LIMIT),
    (rows) => rows.map(({ id }) => id),
  );

/** Open ones whose time has passed, those that nobody used for long and those that are old: each by an index of its own. */
export const idleSessions = (now: Instant): Read<Session[]> => openBefore(sessions.rotatedAt, now - SESSION_IDLE);
export const oldSessions = (now: Instant): Read<Session[]> => openBefore(sessions.createdAt, now - SESSION_LIFETIME);

const openBefore = (column: typeof sessions.rotatedAt | typeof sessions.createdAt, instant: Instant): Read<Session[]> =>
  read(
    (orm) =>
      orm
        .select()
        .from(sessions)
        .where(and(isNull(sessions.endedAt), lt(column, instant)))
        .orderBy(asc(column))
        .limit(SESSIONS_LIMIT),
    (rows) => rows,
  );

export const addSession = (session: Session): Save => adding((orm) => orm.insert(sessions).values(session));

/** The session must still be as it was read: open, and of the same generation. */
export const saveSession = (session: Session, before: Session): Save =>
  changing(session.id, (orm) =>
    orm
      .update(sessions)
      .set(session)
      .where(and(eq(sessions.id, session.id), eq(sessions.generation, before.generation), isNull(sessions.endedAt))),
  );

export const removeEndedSessions = (now: Instant): Save =>
  changingOrNot((orm) => orm.delete(sessions).where(lt(sessions.endedAt, now - ENDED_KEPT)));

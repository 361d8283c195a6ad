import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { days, type Instant, seconds } from "#shared/core/time";
import type { SessionClient } from "#shared/core/vocabulary";
import type { Said } from "#shared/events/said";

/** A session ends that was not used for so long, and any session after the second span. */
export const SESSION_IDLE = days(30);
export const SESSION_LIFETIME = days(180);
/** So long after a rotation the token before gets the same successor again: a lost answer, two tabs. */
export const ROTATION_GRACE = seconds(30);
/** The most open sessions of one person; one more ends the one that was used longest ago. */
export const SESSIONS_PER_PERSON = 20;

export type EndReason = "signed_out" | "revoked" | "reused" | "expired" | "displaced" | "account_deleted";

/**
 * Where somebody is signed in: open, then ended for one reason, for good. Its refresh token is replaced at each use;
 * `generation` counts them.
 */
export interface Session {
  readonly id: Id<"session">;
  readonly userId: Id<"user">;
  readonly client: SessionClient;
  /** Random, and part of what every refresh token of the session is made of. */
  readonly salt: string;
  readonly generation: number;
  /** When the person proved who they are. */
  readonly createdAt: Instant;
  readonly rotatedAt: Instant;
  readonly endedAt: Instant | null;
  readonly endReason: EndReason | null;
}

export const openSession = (given: Pick<Session, "id" | "userId" | "client" | "salt">, now: Instant): Session => ({
  ...given,
  generation: 1,
  createdAt: now,
  rotatedAt: now,
  endedAt: null,
  endReason: null,
});

export const expiresAt = ({ createdAt, rotatedAt }: Pick<Session, "createdAt" | "rotatedAt">): Instant =>
  Math.min(createdAt + SESSION_LIFETIME, rotatedAt + SESSION_IDLE);

export const isOpen = (session: Session, now: Instant): boolean => session.endedAt === null && expiresAt(session) > now;

interface Ended {
  readonly session: Session;
  readonly events: readonly Said[];
}

export function end(before: Session, reason: EndReason, now: Instant): Ended {
  const session: Session = { ...before, endedAt: now, endReason: reason };
  const { id, userId } = session;
  const data = { userId, sessionId: id, reason };
  return { session, events: [{ type: "session.ended", subject: id, version: session.generation + 1, data }] };
}

/** What comes of a refresh token: a successor, the same successor once more, or the end because two people have it. */
export type Presented =
  | ({ readonly outcome: "rotated" | "repeated" } & Ended)
  | ({ readonly outcome: "reused" } & Ended);

/**
 * Judges a genuine refresh token of the given generation.
 *
 * @throws AppError `session.ended`; `auth.refresh_invalid` for one that came another way than its session's client keeps it
 */
export function present(session: Session, generation: number, client: SessionClient, now: Instant): Presented {
  if (!isOpen(session, now)) throw new AppError("session.ended");
  if (client !== session.client || generation > session.generation) throw new AppError("auth.refresh_invalid");
  if (generation === session.generation) {
    return { outcome: "rotated", session: { ...session, generation: generation + 1, rotatedAt: now }, events: [] };
  }
  const isPrevious = generation === session.generation - 1;
  if (isPrevious && now - session.rotatedAt <= ROTATION_GRACE) return { outcome: "repeated", session, events: [] };
  return { outcome: "reused", ...end(session, "reused", now) };
}

/** The sessions that make room for one more: those used longest ago. */
export const displaced = (open: readonly Session[]): Session[] =>
  [...open].sort((a, b) => b.rotatedAt - a.rotatedAt).slice(SESSIONS_PER_PERSON - 1);

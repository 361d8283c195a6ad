import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { days, hours, type Instant } from "#shared/core/time";
import type { DeadLetterReason, DeadLetterStatus } from "#shared/core/vocabulary";
import type { WorkerName } from "#shared/core/workers";

const RETRY_EVERY = hours(1);
const GIVE_UP_AFTER = days(7);

/**
 * An event that could not be acted on, or that the log refused.
 *
 *     waiting ──acted on──▶ resolved
 *        │ ▲
 *   week over, or its words gone
 *        ▼ │ tried again by hand
 *     given_up
 */
export interface DeadLetter {
  readonly id: Id<"deadLetter">;
  /** `events` for what the log itself refused. */
  readonly listener: WorkerName;
  /** The event's id, or a digest of what could not be read. */
  readonly eventId: string;
  readonly replay: string;
  /** Who said it. */
  readonly caller: WorkerName;
  readonly type: string | null;
  readonly subject: string | null;
  readonly buildingId: Id<"building"> | null;
  readonly reason: DeadLetterReason;
  /** Where in the event it went wrong. */
  readonly wrongAt: string | null;
  readonly status: DeadLetterStatus;
  readonly tries: number;
  readonly diedAt: Instant;
  readonly dueAt: Instant;
  readonly givesUpAt: Instant;
  readonly version: number;
}

type Known = Omit<DeadLetter, "status" | "tries" | "diedAt" | "dueAt" | "givesUpAt" | "version">;

/** A letter that nobody can read, or that has lost its words, is not tried: a person may still ask for it. */
export const died = (known: Known, isWhole: boolean, now: Instant): DeadLetter => ({
  ...known,
  status: isWhole && known.reason !== "unreadable" && known.reason !== "too_large" ? "waiting" : "given_up",
  tries: 0,
  diedAt: now,
  dueAt: now + RETRY_EVERY,
  givesUpAt: now + GIVE_UP_AFTER,
  version: 1,
});

export const resolved = (letter: DeadLetter): DeadLetter => ({
  ...letter,
  status: "resolved",
  version: letter.version + 1,
});

/** Tried once more without success: again in an hour, until the week is over or there is nothing left to send. */
export const triedInVain = (letter: DeadLetter, isWhole: boolean, now: Instant): DeadLetter => ({
  ...letter,
  status: isWhole && now < letter.givesUpAt ? "waiting" : "given_up",
  tries: letter.tries + 1,
  dueAt: now + RETRY_EVERY,
  version: letter.version + 1,
});

/** Somebody asks for it: due at once, and hourly for another week. */
export function askedFor(letter: DeadLetter, now: Instant): DeadLetter {
  if (letter.status === "resolved") throw new AppError("dead_letter.resolved");
  return { ...letter, status: "waiting", dueAt: now, givesUpAt: now + GIVE_UP_AFTER, version: letter.version + 1 };
}

import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { demandUndecided } from "./approval.ts";
import { type Booking, type Changed, changed, facts, head, NO_LONGER_HERE } from "./booking.ts";

/** The most questions about one request. */
export const QUESTIONS_LIMIT = 5;

/** What the house wanted to know about a request, and what its person said; null until they do. */
export interface Question {
  readonly question: string;
  readonly askedBy: Id<"user">;
  readonly askedAt: Instant;
  readonly answer: string | null;
  readonly answeredAt: Instant | null;
}

export interface Questioned {
  /** The oldest first: only the last may wait for an answer. */
  readonly questions: readonly Question[];
}

/**
 * The house asks something before it decides. One question at a time; what is asked for stays as it is.
 *
 * @throws AppError `booking.question_open`, `booking.too_many_questions`, and as `demandUndecided`
 */
export function ask(before: Booking, question: string, askedBy: Id<"user">, now: Instant): Changed {
  demandUndecided(before, now);
  if (openIn(before)) throw new AppError("booking.question_open");
  if (before.questions.length >= QUESTIONS_LIMIT)
    throw new AppError("booking.too_many_questions", { facts: { limit: QUESTIONS_LIMIT } });
  const asked: Question = { question, askedBy, askedAt: now, answer: null, answeredAt: null };
  const booking = withQuestions(before, [...before.questions, asked], now);
  return { booking, events: [{ type: "booking.question_asked", ...head(booking), data: facts(booking) }] };
}

/**
 * The person answers what was asked. The words stay here: whoever asked is told that they are there.
 *
 * @throws AppError `booking.nothing_asked`, and as `demandUndecided`
 */
export function answer(before: Booking, words: string, now: Instant): Changed {
  demandUndecided(before, now);
  const open = openIn(before);
  if (!open) throw new AppError("booking.nothing_asked");
  const answered: Question = { ...open, answer: words, answeredAt: now };
  const booking = withQuestions(before, [...before.questions.slice(0, -1), answered], now);
  const askedBy = open.askedBy === NO_LONGER_HERE ? null : open.askedBy;
  return {
    booking,
    events: [{ type: "booking.question_answered", ...head(booking), data: { ...facts(booking), askedBy } }],
  };
}

const openIn = ({ questions }: Questioned): Question | undefined => {
  const last = questions.at(-1);
  return last?.answer === null ? last : undefined;
};

const withQuestions = (before: Booking, questions: readonly Question[], now: Instant): Booking =>
  changed({ ...before, questions }, {}, now);

import { describe, expect, it } from "vitest";
import { hours } from "#shared/core/time";
import { BOOKING_STATUSES, type BookingStatus } from "#shared/core/vocabulary";
import { BOOKING, TEN } from "#shared/testing/bookings";
import { anId } from "#shared/testing/story";
import { type Booking, NO_LONGER_HERE } from "./booking.ts";
import { answer, ask, QUESTIONS_LIMIT, type Question } from "./questions.ts";

const NOW = TEN - hours(24);
const boss = anId("user");
const as = (status: BookingStatus, questions: readonly Question[] = []): Booking => ({ ...BOOKING, status, questions });
const refused = (code: string) => expect.objectContaining({ code });
const asked: Question = { question: "How many?", askedBy: boss, askedAt: NOW, answer: null, answeredAt: null };
const answered: Question = { ...asked, answer: "Four", answeredAt: NOW + 1 };

describe("a question about a request", () => {
  it("leaves the request as it is, and is said without its words [BKG-11]", () => {
    const before = { ...as("requested"), approval: "blocking", updatedAt: 1 } as const;
    const { booking, events } = ask(before, "How many?", boss, NOW);
    expect(booking).toEqual({ ...before, questions: [asked], updatedAt: NOW, version: 2 });
    expect(events).toMatchObject([
      { type: "booking.question_asked", subject: BOOKING.id, version: 2, data: { userId: BOOKING.userId } },
    ]);
    expect(JSON.stringify(events)).not.toContain("How many?");
  });

  it("is asked anew once the one before is answered, five times at most [BKG-11]", () => {
    expect(ask(as("requested", [answered]), "How many?", boss, NOW).booking.questions).toEqual([answered, asked]);
    expect(() => ask(as("requested", [answered, asked]), "And now?", boss, NOW)).toThrow(
      refused("booking.question_open"),
    );
    const many = Array.from({ length: QUESTIONS_LIMIT }, () => answered);
    expect(() => ask(as("requested", many), "And now?", boss, NOW)).toThrow(refused("booking.too_many_questions"));
    expect(ask(as("requested", many.slice(1)), "And now?", boss, NOW).booking.questions).toHaveLength(QUESTIONS_LIMIT);
  });
});

describe("an answer", () => {
  it("stands beside its question, and whoever asked is told without its words [BKG-11]", () => {
    const { booking, events } = answer(as("requested", [answered, asked]), "Four", NOW + 1);
    expect(booking).toMatchObject({ status: "requested", questions: [answered, answered], version: 2 });
    expect(events).toMatchObject([
      { type: "booking.question_answered", version: 2, data: { userId: BOOKING.userId, askedBy: boss } },
    ]);
    expect(JSON.stringify(events)).not.toContain("Four");
  });

  it("is told to nobody where who asked is gone", () => {
    const { events } = answer(as("requested", [{ ...asked, askedBy: NO_LONGER_HERE }]), "Four", NOW);
    expect(events).toMatchObject([{ data: { askedBy: null } }]);
  });

  it.each([
    { what: "nothing was asked", questions: [] },
    { what: "everything is answered", questions: [answered] },
  ])("is refused where $what", ({ questions }) =>
    expect(() => answer(as("requested", questions), "Four", NOW)).toThrow(refused("booking.nothing_asked")),
  );
});

describe("question and answer", () => {
  it.each(BOOKING_STATUSES.filter((status) => status !== "requested"))("are refused from %s", (status) => {
    const code = refused("booking.not_requested");
    expect(() => ask(as(status), "How many?", boss, NOW)).toThrow(code);
    expect(() => answer(as(status, [asked]), "Four", NOW)).toThrow(code);
  });

  it("are refused from its start on, when nobody can decide any more", () => {
    const code = refused("booking.already_started");
    expect(ask(as("requested"), "How many?", boss, TEN - 1).booking.questions).toHaveLength(1);
    expect(() => ask(as("requested"), "How many?", boss, TEN)).toThrow(code);
    expect(() => answer(as("requested", [asked]), "Four", TEN)).toThrow(code);
  });
});

import { describe, expect, it } from "vitest";
import type { Id } from "#shared/core/ids";
import { days, seconds } from "#shared/core/time";
import { displaced, end, isOpen, openSession, present, type Session } from "./session.ts";

const NOON = Date.UTC(2026, 10, 22, 12);
const aSession = (more: Partial<Session> = {}): Session => ({
  ...openSession({ id: "ses_1", userId: "usr_1", client: "native", salt: "salt" }, NOON),
  generation: 3,
  ...more,
});

describe("a refresh token", () => {
  it.each([
    { what: "the newest", generation: 3, after: days(29), outcome: "rotated", next: 4 },
    { what: "the one before, at once", generation: 2, after: 0, outcome: "repeated", next: 3 },
    { what: "the one before, thirty seconds later", generation: 2, after: seconds(30), outcome: "repeated", next: 3 },
    { what: "the one before, later than that", generation: 2, after: seconds(30) + 1, outcome: "reused", next: 3 },
    { what: "one of two generations back", generation: 1, after: 0, outcome: "reused", next: 3 },
  ])("that is $what is $outcome [IAM-08]", ({ generation, after, outcome, next }) => {
    const told = present(aSession(), generation, "native", NOON + after);
    expect(told.outcome).toBe(outcome);
    expect(told.session.generation).toBe(next);
    expect(told.session.endReason).toBe(outcome === "reused" ? "reused" : null);
    expect(told.events.map(({ type }) => type)).toEqual(outcome === "reused" ? ["session.ended"] : []);
  });

  it.each([
    { what: "an ended session", session: end(aSession(), "revoked", NOON).session, code: "session.ended" },
    { what: "a session of a month ago", session: aSession({ rotatedAt: NOON - days(30) }), code: "session.ended" },
    { what: "a session of half a year ago", session: aSession({ createdAt: NOON - days(180) }), code: "session.ended" },
    { what: "a browser, in a body", session: aSession({ client: "browser" }), code: "auth.refresh_invalid" },
  ])("of $what is refused", ({ session, code }) => {
    expect(() => present(session, 3, "native", NOON)).toThrow(code);
  });

  it("of a generation still to come is refused", () => {
    expect(() => present(aSession(), 4, "native", NOON)).toThrow("auth.refresh_invalid");
  });
});

describe("one session more than twenty", () => {
  it("ends the one that was used longest ago", () => {
    const open = Array.from({ length: 20 }, (_, at) => aSession({ id: `ses_${at}`, rotatedAt: NOON + at }));
    expect(displaced(open.slice(1))).toEqual([]);
    expect(displaced(open).map(({ id }) => id)).toEqual(["ses_0" satisfies Id<"session">]);
    expect(isOpen(aSession(), NOON)).toBe(true);
  });
});

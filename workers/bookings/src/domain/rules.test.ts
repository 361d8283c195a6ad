import { describe, expect, it } from "vitest";
import { AppError, refusalIn } from "#shared/core/errors";
import { days, minutes, toIso } from "#shared/core/time";
import { everyDay, inMadrid, occupied, TEN, TERRACE } from "#shared/testing/bookings";
import { changeResource, type Resource } from "./resource.ts";
import { demandRules, shortestOf } from "./rules.ts";
import { slotsOf } from "./slots.ts";
import { demandBookable } from "./wish.ts";

const NOW = inMadrid("2027-06-05T08:00");
const SATURDAY = { from: "2027-06-05", to: "2027-06-05" };
const FREE = { mode: "free", stepMinutes: 15 } as const;

const refusal = (rules: Partial<Resource>, startAt: number, long: number) => {
  const plain = {
    attendees: 1,
    guests: 0,
    invitees: [],
    hold: false,
    wait: false,
    accessories: [],
    termsVersion: null,
  };
  const wish = { ...plain, startAt, endAt: startAt + minutes(long) };
  const told = refusalIn(() => demandBookable({ ...TERRACE, ...rules }, wish, NOW));
  return told instanceof AppError ? { code: told.code, facts: told.facts } : undefined;
};

describe("a free time", () => {
  it.each([
    { what: "any whole minutes from a step on", from: 15, long: 91 },
    { what: "the longest there may be", from: 0, long: 90, more: { maxMinutes: 90 } },
    { what: "the shortest there may be", from: 0, long: 30, more: { minMinutes: 30 } },
    { what: "until the very end of the opening", from: 705, long: 15 },
  ])("may be $what [BKG-02]", ({ from, long, more }) =>
    expect(refusal({ ...FREE, ...more }, TEN + minutes(from), long)).toBeUndefined(),
  );

  it.each([
    { code: "booking.over_max_minutes", long: 91, more: { maxMinutes: 90 }, facts: { minutes: 91, maxMinutes: 90 } },
    { code: "booking.under_min_minutes", long: 29, more: { minMinutes: 30 }, facts: { minutes: 29, minMinutes: 30 } },
    { code: "booking.off_step", from: 7, long: 30, facts: { stepMinutes: 15, from: "10:00" } },
    { code: "booking.off_step", long: 30.5, facts: { stepMinutes: 15 } },
    { code: "booking.outside_hours", from: 705, long: 16, facts: { hours: "10:00–22:00" } },
  ])("is refused by name and number: $code [BKG-02]", ({ code, from = 0, long, more, facts }) =>
    expect(refusal({ ...FREE, ...more }, TEN + minutes(from), long)).toMatchObject({ code, facts }),
  );
});

describe("slots", () => {
  it("may begin more often than they end, and have a longest too [BKG-02]", () => {
    const half = { stepMinutes: 30, maxMinutes: 120 };
    expect(refusal(half, TEN + minutes(30), 120)).toBeUndefined();
    expect(refusal(half, TEN + minutes(15), 60)).toMatchObject({ code: "booking.not_a_slot" });
    expect(refusal(half, TEN, 180)).toMatchObject({ code: "booking.over_max_minutes", facts: { maxMinutes: 120 } });
  });

  it("are shown as long as a booking must be, at every step [BKG-02]", () => {
    expect(shortestOf({ ...TERRACE, minMinutes: 61 })).toBe(120);
    const free = { ...TERRACE, ...FREE, minMinutes: 45, openings: everyDay(600, 660) };
    expect(slotsOf(free, SATURDAY, occupied(), NOW).map(({ startAt, endAt }) => [startAt - TEN, endAt - TEN])).toEqual([
      [0, minutes(45)],
      [minutes(15), minutes(60)],
    ]);
  });

  it("keep the cleaning around what is taken, on both sides [BKG-03]", () => {
    const taken = [{ startAt: TEN + minutes(120), endAt: TEN + minutes(180), attendees: 12 }];
    const free = (more: Partial<Resource>) =>
      slotsOf({ ...TERRACE, ...more }, SATURDAY, { taken, closed: [] }, NOW)
        .slice(0, 6)
        .map(({ free }) => free);
    expect(free({})).toEqual([12, 12, 0, 12, 12, 12]);
    expect(free({ bufferAfterMinutes: 1 })).toEqual([12, 0, 0, 0, 12, 12]);
    expect(free({ bufferBeforeMinutes: 30, bufferAfterMinutes: 31 })).toEqual([0, 0, 0, 0, 0, 12]);
  });
});

describe("notice and window", () => {
  it("are kept to the millisecond, and tell from when and until when [BKG-03]", () => {
    const soon = { noticeMinutes: 120 };
    expect(refusal(soon, TEN, 60)).toBeUndefined();
    expect(refusal({ noticeMinutes: 121 }, TEN, 60)).toMatchObject({
      code: "booking.too_soon",
      facts: { noticeMinutes: 121, earliestAt: toIso(TEN + minutes(1)) },
    });
    const far = { windowDays: 2 };
    expect(refusal(far, TEN + days(1), 60)).toBeUndefined();
    expect(refusal(far, TEN + days(2), 60)).toMatchObject({
      code: "booking.too_far",
      facts: { days: 2, latestAt: toIso(NOW + days(2)) },
    });
  });

  it("hide the slots that cannot be booked yet, or no more [BKG-03]", () => {
    const rules = { ...TERRACE, noticeMinutes: 121, windowDays: 1 };
    const shown = slotsOf(rules, { from: "2027-06-05", to: "2027-06-06" }, occupied(), NOW);
    expect(shown[0]?.startAt).toBe(TEN + minutes(60));
    expect(shown).toHaveLength(11);
  });
});

describe("the rules of a resource", () => {
  it.each([
    { what: "a shortest above the longest", rules: { minMinutes: 90, maxMinutes: 60 }, rule: "maxMinutes" },
    { what: "a longest below one slot", rules: { maxMinutes: 59 }, rule: "maxMinutes" },
    { what: "more notice than window", rules: { noticeMinutes: 1440, windowDays: 1 }, rule: "noticeMinutes" },
  ])("are refused under which nothing could be booked: $what [BKG-02]", ({ rules, rule }) =>
    expect(() => demandRules({ ...TERRACE, ...rules })).toThrow(
      expect.objectContaining({ code: "resource.rules_contradict", facts: expect.objectContaining({ rule }) }),
    ),
  );

  it("change one by one, and a limit goes away again", () => {
    const { resource, fields } = changeResource(TERRACE, { maxMinutes: 120, bufferAfterMinutes: 15 }, 1);
    expect(fields).toEqual(["maxMinutes", "bufferAfterMinutes"]);
    expect(changeResource(resource, { maxMinutes: null }, 2).resource).toMatchObject({
      maxMinutes: null,
      bufferAfterMinutes: 15,
    });
  });
});

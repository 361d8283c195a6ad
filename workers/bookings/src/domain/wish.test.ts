import { describe, expect, it } from "vitest";
import type { AppError } from "#shared/core/errors";
import { days, hours, minutes } from "#shared/core/time";
import { everyDay, inMadrid, TEN, TERRACE } from "#shared/testing/bookings";
import type { Bookable } from "./hours.ts";
import { demandBookable, requestKeyOf, type Wish } from "./wish.ts";

const NOW = inMadrid("2027-06-01T12:00");
const always = { ...TERRACE, openings: everyDay(0, 1440) };
const wish = (more: Partial<Wish> = {}): Wish => ({
  startAt: TEN,
  endAt: TEN + hours(2),
  attendees: 4,
  guests: 0,
  invitees: [],
  hold: false,
  wait: false,
  accessories: [],
  termsVersion: null,
  ...more,
});

const refusal = (resource: Bookable, wanted: Wish): Pick<AppError, "code" | "facts"> | undefined => {
  try {
    demandBookable(resource, wanted, NOW);
    return undefined;
  } catch (error) {
    return error as AppError;
  }
};

describe("a wish is granted", () => {
  it.each([
    { what: "a whole number of slots in one opening", resource: TERRACE, wanted: wish() },
    { what: "until the opening's very end", resource: TERRACE, wanted: wish({ endAt: TEN + hours(12) }) },
    { what: "from now on", resource: always, wanted: wish({ startAt: NOW, endAt: NOW + hours(1) }) },
    { what: "over midnight", resource: always, wanted: wish({ startAt: TEN + hours(13), endAt: TEN + hours(15) }) },
    { what: "for a week", resource: always, wanted: wish({ endAt: TEN + days(7) }) },
    { what: "as many as there is room for", resource: TERRACE, wanted: wish({ attendees: 12 }) },
    {
      what: "over the hour that comes twice",
      resource: always,
      wanted: wish({ startAt: inMadrid("2027-10-31T01:00"), endAt: inMadrid("2027-10-31T04:00") }),
    },
  ])("$what [BKG-02]", ({ resource, wanted }) => expect(refusal(resource, wanted)).toBeUndefined());
});

describe("a refusal names its rule and its numbers", () => {
  it.each([
    { code: "booking.ends_before_start", wanted: wish({ endAt: TEN }), facts: {} },
    {
      code: "booking.in_the_past",
      wanted: wish({ startAt: NOW - 1, endAt: TEN }),
      facts: { now: "2027-06-01T10:00:00.000Z" },
    },
    {
      code: "booking.too_far",
      wanted: wish({ startAt: NOW + days(366), endAt: NOW + days(367) }),
      facts: { days: 365 },
    },
    { code: "booking.too_long", wanted: wish({ endAt: TEN + days(7) + 1 }), facts: { days: 7 } },
    { code: "booking.over_capacity", wanted: wish({ attendees: 13 }), facts: { attendees: 13, capacity: 12 } },
    {
      code: "booking.not_a_slot",
      wanted: wish({ startAt: TEN + minutes(30) }),
      facts: { slotMinutes: 60, from: "10:00" },
    },
    { code: "booking.not_a_slot", wanted: wish({ endAt: TEN + minutes(91) }), facts: { slotMinutes: 60 } },
    {
      code: "booking.outside_hours",
      wanted: wish({ startAt: TEN - hours(1) }),
      facts: { hours: "10:00–22:00", timeZone: "Europe/Madrid" },
    },
    { code: "booking.outside_hours", wanted: wish({ endAt: TEN + hours(13) }), facts: { hours: "10:00–22:00" } },
  ])("$code [BKG-02]", ({ code, wanted, facts }) => expect(refusal(TERRACE, wanted)).toMatchObject({ code, facts }));

  it("says why a resource is blocked [BKG-01]", () => {
    expect(refusal({ ...TERRACE, status: "blocked", statusReason: "New floor" }, wish())).toMatchObject({
      code: "resource.blocked",
      facts: { reason: "New floor" },
    });
    expect(refusal({ ...TERRACE, status: "withdrawn" }, wish())).toMatchObject({ code: "resource.withdrawn" });
  });

  it("says that it is closed all day", () => {
    const weekends = { ...TERRACE, openings: [{ weekday: 7, from: 600, until: 1320 }] };
    expect(refusal(weekends, wish())).toMatchObject({ code: "booking.outside_hours", facts: { hours: "–" } });
  });
});

describe("a refusal for a holiday", () => {
  const holidays = [{ date: "2027-06-05", name: "Fiesta" }];
  const closed = { ...always, holidays, holidayOpenings: [] };
  const morning = { ...closed, holidayOpenings: [{ from: 600, until: 720 }] };
  const onFriday = { startAt: TEN - hours(14), endAt: TEN - hours(10) };
  const facts = { date: "2027-06-05", name: "Fiesta", hours: "–", timeZone: "Europe/Madrid" };

  it.each([
    { what: "on it, where it is closed", resource: closed, wanted: wish(), hours: "–" },
    {
      what: "on it, beside its hours",
      resource: morning,
      wanted: wish({ endAt: TEN + hours(3) }),
      hours: "10:00–12:00",
    },
    { what: "before its hours", resource: morning, wanted: wish({ startAt: TEN - hours(1) }), hours: "10:00–12:00" },
    {
      what: "over midnight into it",
      resource: closed,
      wanted: wish({ ...onFriday, endAt: TEN - hours(9) }),
      hours: "–",
    },
  ])("names it, its date and its hours: $what [BKG-14]", ({ resource, wanted, hours }) =>
    expect(refusal(resource, wanted)).toMatchObject({ code: "booking.holiday", facts: { ...facts, hours } }),
  );

  it.each([
    { what: "within its hours", resource: morning, wanted: wish() },
    { what: "until the midnight it begins at", resource: closed, wanted: wish(onFriday) },
    {
      what: "from the midnight it ends at",
      resource: closed,
      wanted: wish({ startAt: TEN + hours(14), endAt: TEN + hours(16) }),
    },
    {
      what: "on it, where the date has its own",
      resource: { ...closed, exceptions: [{ date: facts.date, openings: [{ from: 0, until: 1440 }], reason: null }] },
      wanted: wish(),
    },
  ])("is none $what [BKG-14]", ({ resource, wanted }) => expect(refusal(resource, wanted)).toBeUndefined());

  it("is none where another date, or its own, is what closes it [BKG-14]", () => {
    const evening = { ...closed, openings: TERRACE.openings };
    const late = wish({ startAt: TEN - hours(13), endAt: TEN + hours(1) });
    expect(refusal(evening, late)).toMatchObject({ code: "booking.outside_hours", facts: { hours: "10:00–22:00" } });
    const exceptions = [{ date: "2027-06-05", openings: [], reason: "Repairs" }];
    expect(refusal({ ...closed, exceptions }, wish())).toMatchObject({
      ...{ code: "booking.outside_hours", facts: { hours: "–", reason: "Repairs" } },
    });
  });
});

describe("a request's key", () => {
  const person = "usr_01KAR5V3M8Q2Z7X4N6P0W9T1DC" as const;
  const key = (more: Partial<Wish> = {}) => requestKeyOf(person, undefined, TERRACE.id, wish(more));

  it("is the same for the same wish, and another for any other", () => {
    const others: Partial<Wish>[] = [
      ...[{ startAt: TEN + 1 }, { endAt: TEN + 1 }, { attendees: 5 }, { hold: true }, { termsVersion: "chair" }],
      ...[1, 2].map((count) => ({ accessories: [{ name: "chair", count }] })),
    ];
    expect(new Set([key(), key(), ...others.map(key)]).size).toBe(1 + others.length);
  });

  it("is the caller's own with what was asked under it", () => {
    const given = (given: string, fingerprint: string) =>
      requestKeyOf(person, { key: given, fingerprint }, TERRACE.id, wish());
    expect(new Set([given("k", "a"), given("k", "a"), given("k", "b"), given("l", "a")]).size).toBe(3);
  });
});

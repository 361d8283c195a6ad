import { describe, expect, it } from "vitest";
import type { AppError } from "#shared/core/errors";
import { days, hours, toIso } from "#shared/core/time";
import { BOOKING, inMadrid, TEN, TERRACE } from "#shared/testing/bookings";
import { anId } from "#shared/testing/story";
import { asBooked, unlikeBooked } from "./as-booked.ts";
import type { Booking } from "./booking.ts";
import { type MoveWish, move, moveTarget } from "./moving.ts";
import { refusalOf } from "./place.ts";
import { type Counted, overQuota, type Quota } from "./quotas.ts";
import { calendarRulesOf, placeWishOf } from "./request.ts";
import type { Resource } from "./resource.ts";
import { demandBookable, requestKeyOf, type Wish } from "./wish.ts";

const NOW = inMadrid("2027-06-01T12:00");
const [resident, partner, home] = [anId("user"), anId("user"), anId("unit")];
const named = (...names: string[]) => names.map((name) => ({ name }));
const wish = (more: Partial<Wish> = {}): Wish => ({
  ...{ startAt: TEN, endAt: TEN + hours(2), attendees: 4, guests: 0, invitees: [] },
  ...{ hold: false, wait: false, accessories: [], termsVersion: null, ...more },
});
const refusal = (act: () => unknown): Pick<AppError, "code" | "facts"> | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    return error as AppError;
  }
};

describe("guests", () => {
  const ask = (guests: number, maxGuests: number | null, attendees = 4) =>
    refusal(() => demandBookable({ ...TERRACE, maxGuests }, wish({ guests, attendees }), NOW));

  it.each([
    { guests: 0, maxGuests: 0 },
    { guests: 2, maxGuests: 2 },
    { guests: 4, maxGuests: null },
  ])("may be $guests of four, where $maxGuests may come [BKG-15]", ({ guests, maxGuests }) =>
    expect(ask(guests, maxGuests)).toBeUndefined(),
  );

  it.each([
    { guests: 1, maxGuests: 0, told: { code: "booking.too_many_guests", facts: { guests: 1, maxGuests: 0 } } },
    { guests: 3, maxGuests: 2, told: { code: "booking.too_many_guests", facts: { guests: 3, maxGuests: 2 } } },
    { guests: 5, maxGuests: null, told: { code: "booking.guests_over_attendees", facts: { guests: 5, attendees: 4 } } },
  ])("are refused with their numbers: $guests, where $maxGuests may come [BKG-15]", ({ guests, maxGuests, told }) =>
    expect(ask(guests, maxGuests)).toMatchObject(told),
  );

  it("count as seats like anybody [BKG-15]", () =>
    expect(ask(13, null, 13)).toMatchObject({ code: "booking.over_capacity", facts: { attendees: 13, capacity: 12 } }));

  it("make another request of it, and without any it is the request it was before there were guests", () => {
    const key = (more: Partial<Wish>) => requestKeyOf(resident, undefined, TERRACE.id, wish(more));
    expect(key({})).toBe(`${resident} ${TERRACE.id} ${TEN} ${TEN + hours(2)} 4 book`);
    expect(new Set([key({}), key({ guests: 1 }), key({ guests: 2 })]).size).toBe(3);
  });

  it("are found to be others in a calendar than in the book", () => {
    const place = asBooked(BOOKING);
    const unlike = place && unlikeBooked({ ...place, guests: 1 }, BOOKING);
    expect(unlike).toEqual({ field: "guests", inBook: "0", inCalendar: "1" });
  });
});

describe("whoever comes along", () => {
  it("is named only if there is room for them beside the person [BKG-15]", () => {
    const ask = (attendees: number, ...names: string[]) =>
      refusal(() => demandBookable(TERRACE, wish({ attendees, invitees: named(...names) }), NOW));
    expect(ask(3, "A", "B")).toBeUndefined();
    expect(ask(2, "A", "B")).toMatchObject({ code: "booking.too_many_invitees", facts: { invitees: 2, most: 1 } });
    expect(ask(1, "A")).toMatchObject({ facts: { invitees: 1, most: 0 } });
  });

  it("is told to no calendar, and is no part of the request's key [BKG-15]", () => {
    const asked = wish({ invitees: named("A friend") });
    const facts = { resource: TERRACE, userId: resident, requestKey: "k", before: undefined, ahead: 0, started: [] };
    const request = { ...facts, wish: asked, marks: [], blackouts: [] };
    const booker = { homes: [], hasGrant: true, decides: false, bookingId: anId("booking") };
    expect(JSON.stringify(placeWishOf(request, booker, NOW))).not.toContain("A friend");
    const key = (one: Wish) => requestKeyOf(resident, undefined, TERRACE.id, one);
    expect(key(asked)).toBe(key(wish()));
  });
});

describe("a quota of guests", () => {
  const at = (wallTime: string, guests: number, userId = resident): Counted => ({
    ...{ bookingId: anId("booking"), userId, unitId: home, startAt: inMadrid(wallTime), guests },
  });
  const monthly: Quota = { per: "household", window: "month", most: 8, counts: "guests" };
  const asked = (guests: number, counted: readonly Counted[], quotas: readonly Quota[] = [monthly]) =>
    overQuota({ quotas, concurrent: null, timeZone: "Europe/Madrid" }, at("2027-06-09T12:00", guests), counted, NOW);
  const six = [at("2027-06-03T12:00", 4), at("2027-06-30T23:00", 2, partner), at("2027-06-04T12:00", 0)];

  it("counts those of all bookings of the home in the month, and not the bookings [BKG-09]", () => {
    expect(asked(2, six)).toBeUndefined();
    const over = { per: "household", window: "month", most: 8, used: 6, guests: 3 };
    expect(asked(3, six)).toEqual({ ...over, opensAt: inMadrid("2027-07-01T00:00") });
    expect(asked(3, [at("2027-05-31T23:59", 8), at("2027-07-01T00:00", 8)])).toBeUndefined();
  });

  it("refuses nobody who brings none, though it is used up [BKG-09]", () =>
    expect(asked(0, [at("2027-06-03T12:00", 9)])).toBeUndefined());

  it("opens again with the month in which there is room for as many [BKG-09]", () => {
    const july = at("2027-07-20T12:00", 6);
    expect(asked(3, [...six, july])?.opensAt).toBe(inMadrid("2027-08-01T00:00"));
    expect(asked(3, [...six, at("2027-07-20T12:00", 5)])?.opensAt).toBe(inMadrid("2027-07-01T00:00"));
  });

  it("never opens for more than there may ever be, and is named before one that does [BKG-09]", () => {
    const most = { ...monthly, per: "person", window: "year", most: 2 } as const;
    const [over] = [asked(3, six, [monthly, most])].filter((one) => one !== undefined);
    expect(over).toMatchObject({ most: 2, guests: 3 });
    const told = over && refusalOf({ outcome: "over_quota", of: "resource", ...over }, TERRACE, wish(), [], NOW);
    expect(told).toMatchObject({ code: "booking.too_many_guests", facts: { guests: 3, maxGuests: 2 } });
  });

  it("is told with what is left, also where it was made smaller since [BKG-09]", () => {
    const opensAt = inMadrid("2027-07-01T00:00");
    const over = { of: "resource", per: "household", window: "month", most: 8, guests: 3, opensAt } as const;
    const left = (used: number) => refusalOf({ outcome: "over_quota", ...over, used }, TERRACE, wish(), [], NOW);
    expect(left(6)).toMatchObject({
      code: "booking.over_guest_quota",
      facts: { name: TERRACE.name, per: "household", window: "month", most: 8, used: 6, left: 2, guests: 3 },
    });
    expect(left(6).facts.opensAt).toBe(toIso(opensAt));
    expect(left(11).facts).toMatchObject({ used: 11, left: 0 });
  });

  it("is learnt by the calendar as it is, also one from before guests were told apart", () => {
    const quotas: Quota[] = [monthly, { per: "person", window: "day", most: 1 }];
    expect(calendarRulesOf({ ...TERRACE, quotas }).quotas).toEqual(quotas);
  });
});

describe("a booking that is changed", () => {
  const facts = { resource: TERRACE, blackouts: [], homes: [], side: "staff" } as const;
  const mine: Booking = { ...BOOKING, unitId: null, guests: 3, invitees: named("A", "B", "C") };
  const ask = (to: MoveWish, rules: Partial<Resource> = {}) =>
    moveTarget(mine, to, { ...facts, resource: { ...TERRACE, ...rules } }, TEN - days(2));

  it("to fewer guests is so whatever the rules are by now, and to more as far as they may come [BKG-15]", () => {
    const strict = { maxGuests: 0, status: "blocked", statusReason: "Rain" } as const;
    expect(ask({ guests: 1 }, strict)).toMatchObject({ attendees: 4, guests: 1 });
    expect(ask({ guests: 4 })).toMatchObject({ attendees: 4, guests: 4 });
    expect(refusal(() => ask({ guests: 4 }, { maxGuests: 3 }))).toMatchObject({ code: "booking.too_many_guests" });
    expect(refusal(() => ask({ guests: 5 }))).toMatchObject({ code: "booking.guests_over_attendees" });
  });

  it("to fewer people has no more guests than people, where nothing is said of them [BKG-15]", () => {
    expect(ask({ attendees: 2, invitees: named("A") })).toMatchObject({ attendees: 2, guests: 2 });
    expect(ask({ attendees: 9 })).toMatchObject({ attendees: 9, guests: 3 });
    expect(refusal(() => ask({ attendees: 2, guests: 3, invitees: [] }))?.code).toBe("booking.guests_over_attendees");
  });

  it("to fewer people than are named beside its person wants fewer names [BKG-15]", () =>
    expect(refusal(() => ask({ attendees: 3 }))).toMatchObject({
      code: "booking.too_many_invitees",
      facts: { invitees: 3, most: 2 },
    }));

  const AT = { resource: TERRACE, side: "person" } as const;

  it("in who comes along alone is another version of which nothing is said; the same names change nothing [BKG-15]", () => {
    const to = (...names: string[]) => move(mine, { ...mine, invitees: named(...names) }, AT, null, NOW);
    expect(to("A", "C", "B")).toMatchObject({
      booking: { version: 2, invitees: named("A", "C", "B"), guests: 3 },
      ...{ events: [], fields: ["invitees"] },
    });
    expect(to("A", "B", "C")).toEqual({ booking: mine, events: [], fields: [] });
    expect(move(mine, { ...mine, guests: 1 }, AT, null, NOW)).toMatchObject({ events: [], fields: ["guests"] });
  });
});

import { describe, expect, it } from "vitest";
import { hours, minutes } from "#shared/core/time";
import { BOOKING, SHARED, TEN, TERRACE } from "#shared/testing/bookings";
import { anId } from "#shared/testing/story";
import { COMPARED_LIMIT, compare, type Listed } from "./agreement.ts";
import { asBooked } from "./as-booked.ts";
import { type Booking, NO_LONGER_HERE } from "./booking.ts";
import { dueOf, type Place } from "./place.ts";
import { calendarRulesOf } from "./request.ts";
import type { Resource } from "./resource.ts";

const NOW = TEN - hours(24);
const nth = (n: number) => ({
  ...{ ...BOOKING, id: anId("booking") },
  ...{ startAt: TEN + hours(2 * n), endAt: TEN + hours(2 * n + 1) },
});
const listed = (booking: Booking, more: Partial<Place> = {}) => {
  const place = asBooked(booking);
  return place ? [{ place: { ...place, ...more }, dueAt: dueOf({ ...place, ...more }), isUnsettled: false }] : [];
};
const book = (bookings: readonly Booking[], resource: Resource = TERRACE, sharedAt: number | null = null) => {
  return { resource, sharedAt, bookings };
};
const learnt = { rules: calendarRulesOf(TERRACE), sharing: [] };

it("compares a calendar with as many bookings as are read: what begins later is not missed in the book", () => {
  const all = Array.from({ length: COMPARED_LIMIT + 1 }, (_, n) => nth(n));
  const read = book(all.slice(0, COMPARED_LIMIT));
  const has = (bookings: readonly Booking[]) => ({ ...learnt, places: bookings.flatMap((one) => listed(one)) });
  expect(compare(read, has(all), NOW).difference).toBeNull();
  const tooMuch = nth(COMPARED_LIMIT - 2);
  expect(compare(read, has([...all, tooMuch]), NOW).difference).toMatchObject({ bookingId: tooMuch.id });
});

describe("what is otherwise for a while only is no difference", () => {
  const until = TEN + minutes(15);
  it.each<{ what: string; booking?: Partial<Booking>; place?: Partial<Place> }>([
    {
      what: "who is there, of whom the calendar has not asked yet",
      ...{ booking: { status: "checked_in", checkInUntil: until }, place: { checkInUntil: until } },
    },
    { what: "who is there, and it has asked", booking: { status: "checked_in", checkInUntil: until } },
    {
      what: "who deleted their account, and is still there",
      booking: { status: "checked_in", userId: NO_LONGER_HERE, unitId: null, requestKey: BOOKING.id },
      place: { userId: BOOKING.userId, unitId: BOOKING.unitId, requestKey: BOOKING.requestKey },
    },
    {
      what: "what somebody asked for on another's behalf who deleted their account",
      booking: { requestKey: BOOKING.id },
      place: { requestKey: BOOKING.requestKey },
    },
  ])("$what", ({ booking, place }) => {
    const one = { ...BOOKING, ...booking };
    const places = listed(one, place);
    expect(compare(book([one]), { ...learnt, places }, NOW)).toEqual({
      ...{ bookings: 1, places: 1, unsettled: 0, difference: null },
    });
  });

  it("a place that is about to be asked about, be it over", () => {
    const held = { ...BOOKING, status: "held" as const, holdUntil: NOW + 1 };
    const places = listed(held, { state: "over", holdUntil: null }).map((one) => ({ ...one, isUnsettled: true }));
    expect(compare(book([held]), { ...learnt, places }, NOW)).toMatchObject({ unsettled: 1, difference: null });
  });
});

describe("the rules that a calendar has learnt", () => {
  const [one] = [nth(0)];
  const told = ({ rules, sharing, resource = TERRACE, sharedAt }: Case) =>
    compare(book([one], resource, sharedAt ?? null), { rules, sharing: sharing ?? [], places: listed(one) }, NOW)
      .difference;
  interface Case {
    readonly rules: Listed["rules"];
    readonly sharing?: Listed["sharing"];
    readonly resource?: Resource;
    readonly sharedAt?: number;
  }
  const { rules } = learnt;
  const shared = { ...TERRACE, sharing: { ...SHARED, version: 3 } };
  const sharing = shared.sharing;

  it.each<Case & { field: string; inBook: string | null; inCalendar: string | null }>([
    { rules: { ...rules, capacity: 9 }, field: "rules.capacity", inBook: "12", inCalendar: "9" },
    { rules: { ...rules, isAvailable: false }, field: "rules.isAvailable", inBook: "true", inCalendar: "false" },
    { rules: { ...rules, version: 2 }, field: "rules.version", inBook: "1", inCalendar: "2" },
    { rules: { ...rules, version: 0 }, field: "rules.version", inBook: "1", inCalendar: "0" },
    { rules: null, field: "rules.version", inBook: "1", inCalendar: null },
    {
      ...{ rules: { ...rules, quotas: [{ per: "person", window: "day", most: 1 }] }, field: "rules.quotas" },
      ...{ inBook: "[]", inCalendar: '[{"most":1,"per":"person","window":"day"}]' },
    },
    {
      ...{
        rules,
        resource: shared,
        sharing: [sharing, { ...sharing, isExclusive: true }],
        field: "sharing.isExclusive",
      },
      ...{ inBook: "false", inCalendar: "true" },
    },
    { rules, resource: shared, field: "sharing.version", inBook: "3", inCalendar: null },
    { rules, sharing: [sharing], field: "sharing.version", inBook: null, inCalendar: "3" },
  ])("differ in $field ($inBook in the book, $inCalendar there), and no booking is named", (one) => {
    const { field, inBook, inCalendar } = one;
    expect(told(one)).toEqual({ bookingId: null, field, inBook, inCalendar });
  });

  it("are the same in whatever order their words come", () => {
    const quotas = [{ most: 2, window: "week" as const, per: "person" as const }];
    const resource = { ...TERRACE, quotas: [{ per: "person" as const, window: "week" as const, most: 2 }] };
    expect(told({ rules: { ...rules, quotas }, resource })).toBeNull();
  });

  it("may be those of a moment ago, of a calendar that was removed, and of none that was never asked", () => {
    const changed = { ...TERRACE, capacity: 9, version: 2, updatedAt: NOW - minutes(1) + 1 };
    expect(told({ rules, resource: changed })).toBeNull();
    expect(told({ rules, resource: { ...changed, updatedAt: NOW - minutes(1) } })).toMatchObject({ inCalendar: "1" });
    const older = { ...sharing, name: "Rooms", version: 2 };
    expect(told({ rules, resource: shared, sharing: [older], sharedAt: NOW })).toBeNull();
    expect(told({ rules, resource: shared, sharing: [older], sharedAt: 0 })).toMatchObject({
      field: "sharing.version",
    });
    const withdrawn = { ...TERRACE, status: "withdrawn" as const };
    const ofRemoved = { rules: calendarRulesOf(withdrawn), sharing: [sharing], resource: withdrawn };
    expect(told(ofRemoved)).toBeNull();
    expect(compare(book([]), { rules: null, sharing: [], places: [] }, NOW).difference).toBeNull();
  });
});

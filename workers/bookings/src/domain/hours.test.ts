import { describe, expect, it } from "vitest";
import { localDay } from "#shared/core/local-day";
import { hours as hoursLong, minutes, toIso, wallClock } from "#shared/core/time";
import { everyDay, inMadrid } from "#shared/testing/bookings";
import { closingOf, type Hours, holidayAt, intervalsOn, isAligned, openingAt, openText } from "./hours.ts";

const MADRID = "Europe/Madrid";
const hours = (openings: Hours["openings"], slotMinutes = 60): Hours => ({
  ...{
    openings,
    exceptions: [],
    holidayOpenings: null,
    holidays: [],
    slotMinutes,
    stepMinutes: null,
    timeZone: MADRID,
  },
});

const TERRACE = hours(everyDay(600, 1320));
/** Friday evening into Saturday morning. */
const PARTY = hours([
  { weekday: 5, from: 1080, until: 1440 },
  { weekday: 6, from: 0, until: 120 },
]);
const ALWAYS = hours(everyDay(0, 1440));

describe("an opening", () => {
  it.each([
    { what: "a minute before it opens", time: "2027-06-05T09:59", from: undefined },
    { what: "as it opens", time: "2027-06-05T10:00", from: 600 },
    { what: "a minute before it closes", time: "2027-06-05T21:59", from: 600 },
    { what: "as it closes", time: "2027-06-05T22:00", from: undefined },
  ])("holds its start and not its end: $what [BKG-02]", ({ time, from }) =>
    expect(openingAt(TERRACE, inMadrid(time))?.opening.from).toBe(from),
  );

  it("goes on past midnight where the next day opens at 0 [BKG-02]", () => {
    const friday = openingAt(PARTY, inMadrid("2027-06-04T23:00"));
    expect(friday && closingOf(PARTY, friday, inMadrid("2027-06-05T12:00"))).toBe(inMadrid("2027-06-05T02:00"));
    const saturday = openingAt(PARTY, inMadrid("2027-06-05T01:00"));
    expect(saturday && closingOf(PARTY, saturday, inMadrid("2027-06-05T12:00"))).toBe(inMadrid("2027-06-05T02:00"));
  });

  it("is looked for no further than asked, where it never closes", () => {
    const open = openingAt(ALWAYS, inMadrid("2027-06-05T12:00"));
    expect(open && closingOf(ALWAYS, open, inMadrid("2027-06-07T08:00"))).toBe(inMadrid("2027-06-08T00:00"));
  });

  it("does not go on where the next day opens later [BKG-02]", () => {
    const late = hours([
      { weekday: 5, from: 1080, until: 1440 },
      { weekday: 6, from: 60, until: 120 },
    ]);
    const friday = openingAt(late, inMadrid("2027-06-04T23:00"));
    expect(friday && closingOf(late, friday, inMadrid("2027-06-05T02:00"))).toBe(inMadrid("2027-06-05T00:00"));
  });

  it("is told as a person would read it", () => {
    const twice = hours([...everyDay(960, 1320), ...everyDay(600, 840)]);
    expect(openText(twice, inMadrid("2027-06-05T12:00"))).toBe("10:00–14:00, 16:00–22:00");
    expect(openText(PARTY, inMadrid("2027-06-08T12:00"))).toBe("");
  });
});

describe("slots", () => {
  const startsOn = (of: Hours, date: string, length?: number) =>
    intervalsOn(of, localDay(date, MADRID), length).map(({ startAt }) => wallClock(startAt, MADRID).minute / 60);

  it("fill an opening from its start, and none goes over its end [BKG-02]", () => {
    expect(startsOn(hours(everyDay(600, 800)), "2027-06-05")).toEqual([10, 11, 12]);
    expect(startsOn(hours(everyDay(600, 800)), "2027-06-05", minutes(120))).toEqual([10, 11]);
  });

  it.each([
    { date: "2027-03-28", long: 23 },
    { date: "2027-10-31", long: 25 },
    { date: "2027-06-05", long: 24 },
  ])("are as many as the day has hours: $long on $date [BKG-22]", ({ date, long }) => {
    const found = intervalsOn(ALWAYS, localDay(date, MADRID));
    expect(found).toHaveLength(long);
    found.forEach(({ startAt, endAt }, n) => {
      expect(endAt - startAt).toBe(hoursLong(1));
      expect(startAt).toBe((found[n - 1] ?? { endAt: startAt }).endAt);
    });
  });

  it("keep to the clock on the wall on the day it jumps [BKG-22]", () => {
    expect(startsOn(TERRACE, "2027-03-28")).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]);
    expect(toIso(intervalsOn(TERRACE, localDay("2027-03-27", MADRID))[0]?.startAt ?? 0)).toBe(
      "2027-03-27T09:00:00.000Z",
    );
    expect(toIso(intervalsOn(TERRACE, localDay("2027-03-28", MADRID))[0]?.startAt ?? 0)).toBe(
      "2027-03-28T08:00:00.000Z",
    );
  });

  it("begin in a skipped hour never, and in a doubled one twice [BKG-22]", () => {
    const nightly = hours(everyDay(0, 300), 30);
    expect(startsOn(nightly, "2027-03-28")).toEqual([0, 0.5, 1, 1.5, 3, 3.5, 4, 4.5]);
    expect(startsOn(nightly, "2027-10-31")).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 2, 2.5, 3, 3.5, 4, 4.5]);
  });

  it("are where something can begin, also where the opening begins in the doubled hour [BKG-22]", () => {
    const halfPastTwo = hours(everyDay(150, 240), 30);
    const starts = intervalsOn(halfPastTwo, localDay("2027-10-31", MADRID)).map(({ startAt }) => startAt);
    const first = inMadrid("2027-10-31T02:30");
    const every = Array.from({ length: 6 }, (_, n) => first + minutes(30) * n);
    const can = every.filter((at) => {
      const open = openingAt(halfPastTwo, at);
      return open && isAligned(halfPastTwo, open, at);
    });
    expect(starts).toEqual([0, 60, 90, 120].map((minute) => first + minutes(minute)));
    expect(can).toEqual(starts);
  });

  it.each([
    { time: "2027-06-05T10:00", aligned: true },
    { time: "2027-06-05T21:00", aligned: true },
    { time: "2027-06-05T10:30", aligned: false },
    { time: "2027-06-05T10:00:30", aligned: false },
  ])("begin a whole number of slots after the opening: $time $aligned [BKG-02]", ({ time, aligned }) => {
    const open = openingAt(TERRACE, inMadrid(time));
    expect(open && isAligned(TERRACE, open, inMadrid(time))).toBe(aligned);
  });
});

describe("a date with hours of its own", () => {
  const holiday = (...own: { from: number; until: number }[]): Hours => ({
    ...PARTY,
    exceptions: [{ date: "2027-06-05", openings: own, reason: null }],
  });

  it("has them in place of its weekday's, and no other date does [BKG-02]", () => {
    const starts = (date: string) => intervalsOn(holiday({ from: 600, until: 720 }), localDay(date, MADRID));
    expect(starts("2027-06-05").map(({ startAt }) => startAt)).toEqual([
      inMadrid("2027-06-05T10:00"),
      inMadrid("2027-06-05T11:00"),
    ]);
    expect(starts("2027-06-12").map(({ startAt }) => startAt)).toEqual([
      inMadrid("2027-06-12T00:00"),
      inMadrid("2027-06-12T01:00"),
    ]);
  });

  it("is closed all day where it has none, also for what would last past midnight into it [BKG-02]", () => {
    expect(intervalsOn(holiday(), localDay("2027-06-05", MADRID))).toEqual([]);
    expect(openingAt(holiday(), inMadrid("2027-06-05T01:00"))).toBeUndefined();
    const friday = openingAt(holiday(), inMadrid("2027-06-04T23:00"));
    expect(friday && closingOf(holiday(), friday, inMadrid("2027-06-05T02:00"))).toBe(inMadrid("2027-06-05T00:00"));
  });
});

describe("a holiday of the building", () => {
  const FEAST = { date: "2027-06-05", name: "Fiesta" };
  const on = (holidayOpenings: Hours["holidayOpenings"], more: Partial<Hours> = {}): Hours => ({
    ...{ ...TERRACE, holidays: [{ date: "2027-06-03", name: "Another" }, FEAST], holidayOpenings, ...more },
  });
  const starts = (of: Hours, date: string) =>
    intervalsOn(of, localDay(date, of.timeZone)).map(({ startAt }) => wallClock(startAt, of.timeZone).minute / 60);
  const noon = inMadrid("2027-06-05T12:00");

  it("is a day like any other to a resource that says nothing of holidays [BKG-14]", () => {
    expect(starts(on(null), "2027-06-05")).toHaveLength(12);
    expect(holidayAt(on(null), noon)).toBeUndefined();
  });

  it("closes a resource that says so, and no other date does [BKG-14]", () => {
    expect(starts(on([]), "2027-06-05")).toEqual([]);
    expect(openingAt(on([]), noon)).toBeUndefined();
    expect(starts(on([]), "2027-06-04")).toHaveLength(12);
    expect(holidayAt(on([]), noon)).toEqual(FEAST);
    expect(holidayAt(on([]), inMadrid("2027-06-04T12:00"))).toBeUndefined();
  });

  it("has hours of its own where a resource has some, the earliest first, whatever its weekday [BKG-14]", () => {
    const short = on([
      { from: 960, until: 1080 },
      { from: 600, until: 660 },
    ]);
    expect(starts(short, "2027-06-05")).toEqual([10, 16, 17]);
    expect(openingAt(short, noon)).toBeUndefined();
    expect(openText(short, noon)).toBe("10:00–11:00, 16:00–18:00");
    const never = on([{ from: 600, until: 660 }], { openings: [{ weekday: 1, from: 600, until: 1320 }] });
    expect(starts(never, "2027-06-05")).toEqual([10]);
  });

  it("gives way to what a resource says of the date itself [BKG-14]", () => {
    const exceptions = [{ date: FEAST.date, openings: [{ from: 720, until: 840 }], reason: null }];
    expect(starts(on([], { exceptions }), FEAST.date)).toEqual([12, 13]);
    expect(holidayAt(on([], { exceptions }), noon)).toBeUndefined();
    const shut = [{ date: FEAST.date, openings: [], reason: null }];
    expect(starts(on([{ from: 0, until: 60 }], { exceptions: shut }), FEAST.date)).toEqual([]);
  });

  it("ends what would last past midnight into it, and goes on from its own opening at 0 [BKG-14]", () => {
    const closing = (of: Hours) => {
      const eve = openingAt(of, inMadrid("2027-06-04T22:00"));
      return eve && closingOf(of, eve, inMadrid("2027-06-06T12:00"));
    };
    const always = { openings: everyDay(0, 1440) };
    expect(closing(on([], always))).toBe(inMadrid("2027-06-05T00:00"));
    expect(closing(on([{ from: 0, until: 120 }], always))).toBe(inMadrid("2027-06-05T02:00"));
    expect(closing(on([{ from: 0, until: 1440 }], always))).toBe(inMadrid("2027-06-07T00:00"));
  });

  it.each([
    { date: "2027-03-28", long: 23 },
    { date: "2027-10-31", long: 25 },
  ])("has as many hours as its date: $long on $date [BKG-14] [BKG-22]", ({ date, long }) => {
    const all = on([{ from: 0, until: 1440 }], { holidays: [{ date, name: "Fiesta" }] });
    expect(intervalsOn(all, localDay(date, MADRID))).toHaveLength(long);
    const [first, last] = [localDay(date, MADRID).startAt, localDay(date, MADRID).endAt - 1];
    const closed = on([], { openings: everyDay(0, 1440), holidays: all.holidays });
    expect([first - 1, first, last, last + 1].map((at) => openingAt(closed, at) !== undefined)).toEqual([
      ...[true, false, false, true],
    ]);
  });

  it("is a date of the resource's own clock [BKG-14] [BKG-22]", () => {
    const there = (timeZone: string) => on([], { openings: everyDay(0, 1440), timeZone });
    const at = inMadrid("2027-06-05T06:00");
    expect(openingAt(there(MADRID), at)).toBeUndefined();
    expect(openingAt(there("America/Los_Angeles"), at)?.day.date).toBe("2027-06-04");
  });
});

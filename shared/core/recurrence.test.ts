import { describe, expect, it } from "vitest";
import { HORIZON_YEARS, OCCURRENCES_LIMIT, occurrencesOf } from "./recurrence.ts";
import { instantOf, toIso } from "./time.ts";

const NEW_YORK = "America/New_York";
const MADRID = "Europe/Madrid";

const dates = (rule: string, first: string, timeZone = MADRID) =>
  occurrencesOf(rule, instantOf(first, timeZone), timeZone).map(({ localDate }) => localDate);
const instants = (rule: string, first: string, timeZone = MADRID) =>
  occurrencesOf(rule, instantOf(first, timeZone), timeZone).map((one) =>
    one.skipped ? `${one.wallTime} skipped` : toIso(one.startAt),
  );
const refusal = (rule: string, first = "2027-06-07T10:00") => {
  try {
    return { answered: dates(rule, first) };
  } catch (error) {
    return error;
  }
};

/** Those marked are the RFC's own examples, with the days that it lists. */
describe("a rule with a known answer", () => {
  it.each([
    {
      what: "every other week from Monday (RFC)",
      rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
      days: ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"],
    },
    {
      what: "every other week from Sunday (RFC)",
      rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
      days: ["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"],
    },
    {
      what: "the 31st",
      rule: "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4",
      days: ["2027-01-31", "2027-03-31", "2027-05-31", "2027-07-31"],
    },
    {
      what: "the 31st, said by its first day",
      rule: "FREQ=MONTHLY;COUNT=3",
      days: ["2027-01-31", "2027-03-31", "2027-05-31"],
    },
    {
      what: "the fifth Friday",
      rule: "FREQ=MONTHLY;BYDAY=5FR;COUNT=3",
      days: ["2027-01-29", "2027-04-30", "2027-07-30"],
    },
    {
      what: "the last workday",
      rule: "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3",
      days: ["2027-01-29", "2027-02-26", "2027-03-31"],
    },
    {
      what: "the last day but one",
      rule: "FREQ=MONTHLY;BYMONTHDAY=-2;COUNT=3",
      days: ["2027-01-30", "2027-02-27", "2027-03-30"],
    },
    { what: "29 February", rule: "FREQ=YEARLY;COUNT=3", days: ["2028-02-29", "2032-02-29", "2036-02-29"] },
    {
      what: "Monday of week 20 (RFC)",
      rule: "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3",
      days: ["1997-05-12", "1998-05-11", "1999-05-17"],
    },
    {
      what: "Friday the 13th (RFC)",
      rule: "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=5",
      days: ["1998-02-13", "1998-03-13", "1998-11-13", "1999-08-13", "2000-10-13"],
    },
    {
      what: "election day (RFC)",
      rule: "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3",
      days: ["1996-11-05", "2000-11-07", "2004-11-02"],
    },
    {
      what: "every Monday, in small letters",
      rule: "freq=weekly;byday=mo;count=2",
      days: ["2027-06-07", "2027-06-14"],
    },
  ])("$what [BKG-08]", ({ rule, days: [first = "", ...rest] }) => {
    expect(dates(rule, `${first}T09:00`, NEW_YORK)).toEqual([first, ...rest]);
  });
});

describe("the clock of the zone", () => {
  it("shows the same time before and after it changes [BKG-22]", () => {
    expect(instants("FREQ=WEEKLY;COUNT=2", "2027-03-22T09:00")).toEqual([
      "2027-03-22T08:00:00.000Z",
      "2027-03-29T07:00:00.000Z",
    ]);
    expect(instants("FREQ=WEEKLY;COUNT=2", "2027-10-25T09:00")).toEqual([
      "2027-10-25T07:00:00.000Z",
      "2027-11-01T08:00:00.000Z",
    ]);
  });

  it("means the first of two in a doubled hour, but for the very first, which is as it was asked for [BKG-22]", () => {
    expect(instants("FREQ=DAILY;COUNT=3", "2027-10-30T02:30")[1]).toBe("2027-10-31T00:30:00.000Z");
    const second = Date.parse("2027-10-31T01:30:00Z");
    const [first, next] = occurrencesOf("FREQ=DAILY;COUNT=2", second, MADRID);
    expect(first).toMatchObject({ startAt: second, localDate: "2027-10-31" });
    expect(next).toMatchObject({ startAt: Date.parse("2027-11-01T01:30:00Z") });
  });

  it("names the day whose time it skips, and counts only those that are [BKG-08] [BKG-22]", () => {
    expect(instants("FREQ=DAILY;COUNT=3", "2027-03-27T02:30")).toEqual([
      "2027-03-27T01:30:00.000Z",
      "2027-03-28T02:30:00 skipped",
      "2027-03-29T00:30:00.000Z",
      "2027-03-30T00:30:00.000Z",
    ]);
  });

  it("skips a whole day where the date line moved", () => {
    expect(dates("FREQ=DAILY;COUNT=3", "2011-12-29T10:00", "Pacific/Apia")).toHaveLength(4);
    expect(instants("FREQ=DAILY;COUNT=2", "2011-12-29T10:00", "Pacific/Apia")[1]).toBe("2011-12-30T10:00:00 skipped");
  });

  it.each([
    { until: "20270101T040000Z", days: ["2026-12-30", "2026-12-31"] },
    { until: "20261231T235959Z", days: ["2026-12-30"] },
  ])("meets UNTIL=$until in the evening of a zone far from UTC", ({ until, days }) => {
    expect(dates(`FREQ=DAILY;UNTIL=${until}`, "2026-12-30T22:00", NEW_YORK)).toEqual(days);
  });

  it("meets an UNTIL in a doubled hour by the instant, and one in a skipped hour by the clock", () => {
    expect(dates("FREQ=DAILY;UNTIL=20271031T011000Z", "2027-10-30T02:30")).toEqual(["2027-10-30", "2027-10-31"]);
    expect(dates("FREQ=DAILY;UNTIL=20271031T002959Z", "2027-10-30T02:30")).toEqual(["2027-10-30"]);
    expect(dates("FREQ=DAILY;UNTIL=20270328T005959Z", "2027-03-27T02:30")).toEqual(["2027-03-27"]);
    expect(dates("FREQ=DAILY;UNTIL=20270328T010000Z", "2027-03-27T02:30")).toEqual(["2027-03-27", "2027-03-28"]);
  });
});

describe("a rule that nobody can book by is refused by name", () => {
  it.each([
    { code: "recurrence.rule_too_long", rule: `FREQ=DAILY;COUNT=2;BYMONTHDAY=${"1,".repeat(250)}1` },
    { code: "recurrence.not_only_a_rule", rule: "RRULE:FREQ=DAILY;COUNT=2" },
    { code: "recurrence.not_only_a_rule", rule: "FREQ=DAILY;COUNT=2\nRDATE:20270608T100000Z" },
    { code: "recurrence.not_only_a_rule", rule: "FREQ=DAILY;COUNT=2\r\nEXRULE:FREQ=WEEKLY" },
    { code: "recurrence.not_only_a_rule", rule: "FREQ=DAILY;COUNT=2;EXDATE=20270608T100000Z" },
    { code: "recurrence.too_fine", rule: "FREQ=HOURLY;COUNT=2" },
    { code: "recurrence.too_fine", rule: "FREQ=MINUTELY;COUNT=2" },
    { code: "recurrence.too_fine", rule: "FREQ=SECONDLY;COUNT=2" },
    { code: "recurrence.sets_the_time", rule: "FREQ=DAILY;COUNT=2;BYHOUR=10" },
    { code: "recurrence.sets_the_time", rule: "FREQ=DAILY;COUNT=2;BYMINUTE=0" },
    { code: "recurrence.sets_the_time", rule: "FREQ=DAILY;COUNT=2;BYSECOND=0" },
    { code: "recurrence.endless", rule: "FREQ=DAILY" },
    { code: "recurrence.ends_before_start", rule: "FREQ=DAILY;UNTIL=20270607T075959Z" },
    { code: "recurrence.never_happens", rule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2" },
    { code: "recurrence.never_happens", rule: "FREQ=MONTHLY;BYDAY=2MO;BYMONTHDAY=1;COUNT=2" },
    { code: "recurrence.starts_elsewhere", rule: "FREQ=WEEKLY;BYDAY=TU;COUNT=2" },
    { code: "recurrence.starts_elsewhere", rule: "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2;COUNT=2" },
    { code: "recurrence.too_many", rule: `FREQ=DAILY;COUNT=${OCCURRENCES_LIMIT + 1}` },
    { code: "recurrence.too_many", rule: "FREQ=DAILY;UNTIL=20270915T080000Z" },
    { code: "recurrence.too_many", rule: "FREQ=DAILY;UNTIL=99991231T235959Z" },
    { code: "recurrence.too_far", rule: `FREQ=YEARLY;COUNT=${HORIZON_YEARS + 2}` },
    { code: "recurrence.too_far", rule: "FREQ=YEARLY;UNTIL=20380607T080000Z" },
    { code: "recurrence.too_many", rule: "FREQ=DAILY;COUNT=1000000" },
    { code: "recurrence.too_far", rule: "FREQ=DAILY;INTERVAL=3654;COUNT=2" },
    { code: "recurrence.too_far", rule: "FREQ=DAILY;INTERVAL=999999;COUNT=2" },
    { code: "recurrence.too_far", rule: "FREQ=YEARLY;INTERVAL=999999;COUNT=2" },
    { code: "recurrence.too_far", rule: "FREQ=MONTHLY;INTERVAL=99999999999999999999;COUNT=2" },
  ])("$code: $rule [BKG-08]", ({ code, rule }) => expect(refusal(rule)).toMatchObject({ code }));

  it.each([
    "",
    "DAILY",
    "COUNT=2",
    "FREQ=OFTEN;COUNT=2",
    "FREQ=DAILY;COUNT=2;COUNT=3",
    "FREQ=DAILY;COUNT=0",
    "FREQ=DAILY;COUNT=-1",
    "FREQ=DAILY;COUNT=2;",
    "FREQ=DAILY;COUNT=2;INTERVAL=0",
    "FREQ=DAILY;COUNT=2;UNTIL=20270615T100000Z",
    "FREQ=DAILY;UNTIL=20270615",
    "FREQ=DAILY;UNTIL=20270615T100000",
    "FREQ=DAILY;UNTIL=20270231T100000Z",
    "FREQ=DAILY;UNTIL=20270615T250000Z",
    "FREQ=DAILY;COUNT=2;X-OFTEN=1",
    "FREQ=DAILY;COUNT=2;RSCALE=CHINESE",
    "FREQ=DAILY;COUNT=2;WKST=2MO",
    "FREQ=DAILY;COUNT=2;BYDAY=1MO",
    "FREQ=WEEKLY;COUNT=2;BYDAY=1MO",
    "FREQ=WEEKLY;COUNT=2;BYDAY=XX",
    "FREQ=MONTHLY;COUNT=2;BYDAY=0MO",
    "FREQ=MONTHLY;COUNT=2;BYDAY=54MO",
    "FREQ=MONTHLY;COUNT=2;BYMONTHDAY=32",
    "FREQ=MONTHLY;COUNT=2;BYMONTHDAY=0",
    "FREQ=MONTHLY;COUNT=2;BYMONTHDAY=7,",
    "FREQ=WEEKLY;COUNT=2;BYMONTHDAY=7",
    "FREQ=MONTHLY;COUNT=2;BYYEARDAY=158",
    "FREQ=MONTHLY;COUNT=2;BYWEEKNO=23",
    "FREQ=YEARLY;COUNT=2;BYWEEKNO=23;BYDAY=1MO",
    "FREQ=YEARLY;COUNT=2;BYMONTH=13",
    "FREQ=YEARLY;COUNT=2;BYMONTH=-1",
    "FREQ=DAILY;COUNT=2;BYSETPOS=1",
    "FREQ=MONTHLY;COUNT=2;BYDAY=MO;BYSETPOS=367",
  ])("recurrence.malformed, for RFC 5545 does not allow %j [BKG-08]", (rule) => {
    expect(refusal(rule)).toMatchObject({ code: "recurrence.malformed" });
  });

  it("says how many there may be, and how many it means where it says so [BKG-08]", () => {
    const limit = OCCURRENCES_LIMIT;
    expect(refusal("FREQ=DAILY")).toMatchObject({ code: "recurrence.endless", facts: { limit } });
    expect(refusal("FREQ=DAILY;COUNT=101")).toMatchObject({
      code: "recurrence.too_many",
      facts: { limit, count: 101 },
    });
    expect(refusal(`FREQ=DAILY;COUNT=${"9".repeat(400)}`)).toHaveProperty("facts", { limit });
    expect(() => occurrencesOf("FREQ=DAILY", instantOf("2027-06-07T10:00", MADRID), MADRID, 3)).toThrow(
      expect.objectContaining({ code: "recurrence.endless", facts: { limit: 3 } }),
    );
  });

  it("says which part is wrong, and which day would be right", () => {
    expect(refusal("FREQ=MONTHLY;COUNT=2;BYMONTHDAY=32")).toMatchObject({ facts: { part: "BYMONTHDAY=32" } });
    expect(refusal("FREQ=WEEKLY;BYDAY=TU;COUNT=2")).toMatchObject({
      facts: { date: "2027-06-07", first: "2027-06-08" },
    });
  });

  it("takes as many as there may be, and not one more", () => {
    expect(dates(`FREQ=DAILY;COUNT=${OCCURRENCES_LIMIT}`, "2027-06-07T10:00")).toHaveLength(OCCURRENCES_LIMIT);
    expect(dates("FREQ=DAILY;UNTIL=20270914T080000Z", "2027-06-07T10:00")).toHaveLength(OCCURRENCES_LIMIT);
    expect(dates(`FREQ=YEARLY;COUNT=${HORIZON_YEARS + 1}`, "2027-06-07T10:00")).toHaveLength(HORIZON_YEARS + 1);
    expect(() => occurrencesOf("FREQ=DAILY;COUNT=4", instantOf("2027-06-07T10:00", MADRID), MADRID, 3)).toThrow(
      expect.objectContaining({ code: "recurrence.too_many", facts: { limit: 3, count: 4 } }),
    );
    expect(() =>
      occurrencesOf("FREQ=DAILY;UNTIL=20270615T100000Z", instantOf("2027-06-07T10:00", MADRID), MADRID, 3),
    ).toThrow(expect.objectContaining({ code: "recurrence.too_many", facts: { limit: 3 } }));
  });
});

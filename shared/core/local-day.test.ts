import { describe, expect, it } from "vitest";
import { boundaryOf, dayAfter, localDay, momentsOf } from "./local-day.ts";
import { hours, toIso } from "./time.ts";

const MADRID = "Europe/Madrid";
const AN_EVEN_DAY = localDay("2027-06-05", MADRID);
const SHORT = localDay("2027-03-28", MADRID);
const LONG = localDay("2027-10-31", MADRID);

describe("the clock of a local day", () => {
  it.each([
    { what: "an even day", day: AN_EVEN_DAY, minute: 150, moments: ["2027-06-05T00:30:00.000Z"] },
    { what: "before the clock jumps", day: SHORT, minute: 90, moments: ["2027-03-28T00:30:00.000Z"] },
    { what: "a skipped hour", day: SHORT, minute: 150, moments: [] },
    { what: "after the clock jumped", day: SHORT, minute: 180, moments: ["2027-03-28T01:00:00.000Z"] },
    {
      what: "a doubled hour",
      day: LONG,
      minute: 150,
      moments: ["2027-10-31T00:30:00.000Z", "2027-10-31T01:30:00.000Z"],
    },
    { what: "after the doubled hour", day: LONG, minute: 180, moments: ["2027-10-31T02:00:00.000Z"] },
  ])("shows a minute as often as it comes: $what", ({ day, minute, moments }) => {
    expect(momentsOf(day, minute).map(toIso)).toEqual(moments);
  });

  it.each([
    { what: "an even day", day: AN_EVEN_DAY, minute: 600, at: "2027-06-05T08:00:00.000Z" },
    { what: "midnight at the end", day: AN_EVEN_DAY, minute: 1440, at: "2027-06-05T22:00:00.000Z" },
    { what: "a skipped hour, as the clock jumps", day: SHORT, minute: 150, at: "2027-03-28T01:00:00.000Z" },
    { what: "a doubled hour, the first time", day: LONG, minute: 150, at: "2027-10-31T00:30:00.000Z" },
    { what: "the end of a long day", day: LONG, minute: 1440, at: "2027-10-31T23:00:00.000Z" },
  ])("has one instant for every boundary: $what", ({ day, minute, at }) => {
    expect(toIso(boundaryOf(day, minute))).toBe(at);
  });

  it("is 23, 24 or 25 hours long", () => {
    expect([SHORT, AN_EVEN_DAY, LONG].map((day) => day.endAt - day.startAt)).toEqual([hours(23), hours(24), hours(25)]);
    expect(dayAfter(SHORT)).toMatchObject({ date: "2027-03-29", weekday: 1, startAt: SHORT.endAt });
  });
});

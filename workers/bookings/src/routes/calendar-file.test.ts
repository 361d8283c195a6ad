import { describe, expect, it } from "vitest";
import { TEN } from "#shared/testing/bookings";
import { calendarIn, eventsIn } from "#shared/testing/calendars";
import { anId } from "#shared/testing/story";
import type { Feed } from "../domain/feed.ts";
import type { FeedEvent } from "../domain/feed-events.ts";
import { calendarFile } from "./calendar-file.ts";

const FEED: Feed = {
  ...{ id: anId("feed"), userId: anId("user"), name: "My bookings", buildingId: null, resourceId: null },
  ...{ secretHash: "", createdAt: 0 },
};
const EVENT: FeedEvent = {
  ...{ id: anId("booking"), sequence: 2, status: "CONFIRMED", startAt: TEN, endAt: TEN + 5_400_000 },
  ...{
    summary: "Roof terrace",
    location: "Calle Mayor 1",
    description: null,
    createdAt: TEN - 9000,
    updatedAt: TEN - 8000,
  },
};

const linesOf = (text: string) => text.split("\r\n");
const unfolded = (text: string) => linesOf(text.replaceAll("\r\n ", ""));
const octets = (line: string) => new TextEncoder().encode(line).length;

const WILD = [
  'commas, semicolons; back\\slashes, "quotes" and colons: all',
  "two\nlines",
  "two\r\nlines",
  "a\rcarriage return",
  "\\n is no line break",
  "🏡👩‍👩‍👧‍👦 é ß 漢字 עברית",
  "🎉".repeat(100),
  "x".repeat(400),
  "END:VEVENT",
  "x\r\nATTENDEE:mailto:somebody@example.com",
  "x\u2028ATTENDEE:mailto:somebody@example.com",
  "three\u2029kinds\u0085of\u2028lines",
  "tab\there",
];
/** Where programs end a line: RFC 5545 at the first alone, Python's splitlines, as vdirsyncer reads, at each (Unicode 5.8). */
const ANY_LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
/** A line break is a line break, however it was typed. */
const asRead = (text: string) => text.split(ANY_LINE_BREAK).join("\n");
/** A title is one line. */
const asTitle = (text: string) => text.split(ANY_LINE_BREAK).join(" ");

describe("a calendar file", () => {
  it("says what it is, whose it is, and when to look again [BKG-17]", () => {
    const lines = linesOf(calendarFile(FEED, [EVENT]));
    expect(lines.slice(0, lines.indexOf("BEGIN:VEVENT"))).toEqual([
      ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Courtyard//Bookings//EN", "METHOD:PUBLISH"],
      ...["NAME:My bookings", "X-WR-CALNAME:My bookings"],
      ...["REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"],
    ]);
    expect(lines.slice(-2)).toEqual(["END:VCALENDAR", ""]);
  });

  it("has a component where it has no event: RFC 5545, section 3.6, demands one [BKG-17]", () => {
    const text = calendarFile(FEED, []);
    const begun = linesOf(text).filter((line) => line.startsWith("BEGIN:"));
    expect(begun).toEqual(["BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", "BEGIN:STANDARD"]);
    expect(linesOf(text).slice(-3)).toEqual(["END:VTIMEZONE", "END:VCALENDAR", ""]);
    expect(eventsIn(text)).toEqual([]);
    expect(text.split(ANY_LINE_BREAK)).toEqual(linesOf(text));
  });

  it("has an event with a lasting name, its version, its state and its times in UTC [BKG-17]", () => {
    const lines = unfolded(calendarFile(FEED, [EVENT]));
    expect(lines.slice(lines.indexOf("BEGIN:VEVENT"), -2)).toEqual([
      ...["BEGIN:VEVENT", `UID:${EVENT.id}@courtyard`, "SEQUENCE:2", "DTSTAMP:20270605T075952Z"],
      ...["DTSTART:20270605T080000Z", "DTEND:20270605T093000Z", "SUMMARY:Roof terrace", "TRANSP:OPAQUE"],
      ...["LOCATION:Calle Mayor 1", "STATUS:CONFIRMED"],
      ...["CREATED:20270605T075951Z", "LAST-MODIFIED:20270605T075952Z", "END:VEVENT"],
    ]);
  });

  it("takes nobody's time with what was given up", () => {
    expect(calendarFile(FEED, [{ ...EVENT, status: "CANCELLED" }])).toContain("TRANSP:TRANSPARENT\r\n");
  });

  it.each(WILD)("says %j as it is, in lines of 75 octets, and nothing beside it [BKG-17]", (wild) => {
    const event = { ...EVENT, summary: wild, location: wild, description: wild };
    const text = calendarFile({ ...FEED, name: wild }, [event]);
    const lines = linesOf(text);
    expect(lines.filter((line) => octets(line) > 75)).toEqual([]);
    expect(text.split(ANY_LINE_BREAK)).toEqual(lines);
    expect(text.isWellFormed()).toBe(true);
    expect(unfolded(text)).toHaveLength(unfolded(calendarFile(FEED, [{ ...EVENT, description: "x" }])).length);
    // The reader knows no type for the name, and would leave it as it is written.
    const calendar = calendarIn(text.replace("X-WR-CALNAME:", "X-WR-CALNAME;VALUE=TEXT:"));
    expect(calendar.getFirstPropertyValue("x-wr-calname")).toBe(asTitle(wild));
    expect(calendar.getAllSubcomponents()).toHaveLength(1);
    expect(eventsIn(text)[0]).toMatchObject({
      ...{ summary: asTitle(wild), location: asRead(wild), description: asRead(wild) },
      ...{ startAt: EVENT.startAt, endAt: EVENT.endAt, status: "CONFIRMED", sequence: 2 },
    });
  });

  it("is the same for the same feed, byte for byte", () => {
    expect(calendarFile(FEED, [EVENT])).toBe(calendarFile(FEED, [EVENT]));
  });
});

import { describe, expect, it } from "vitest";
import { overlaps, seatsTaken } from "./seats.ts";

const seated = (startAt: number, endAt: number, attendees = 1) => ({ startAt, endAt, attendees });

describe("seats taken in an interval", () => {
  it.each([
    { what: "none", taken: [], seats: 0 },
    { what: "those before and after it do not count", taken: [seated(0, 10), seated(20, 30)], seats: 0 },
    { what: "one after the other use one seat", taken: [seated(8, 15), seated(15, 25)], seats: 1 },
    { what: "at once they add up", taken: [seated(8, 15, 2), seated(14, 25, 3)], seats: 5 },
    { what: "the fullest moment counts", taken: [seated(0, 30, 2), seated(10, 12), seated(13, 20, 4)], seats: 6 },
  ])("is the most at any one moment: $what [BKG-06]", ({ taken, seats }) =>
    expect(seatsTaken(taken, { startAt: 10, endAt: 20 })).toBe(seats),
  );

  it("does not overlap where one ends as the other begins", () => {
    expect(overlaps(seated(0, 10), seated(10, 20))).toBe(false);
    expect(overlaps(seated(0, 11), seated(10, 20))).toBe(true);
  });
});

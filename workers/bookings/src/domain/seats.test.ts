import { describe, expect, it } from "vitest";
import { minutes } from "#shared/core/time";
import { overlaps, seatsAround, seatsOver, seenFrom } from "./seats.ts";

const NONE = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 };
const seated = (startAt: number, endAt: number, attendees = 1) => ({ startAt, endAt, attendees });

describe("seats taken in an interval", () => {
  it.each([
    { what: "none", taken: [], seats: 0 },
    { what: "those before and after it do not count", taken: [seated(0, 10), seated(20, 30)], seats: 0 },
    { what: "one after the other use one seat", taken: [seated(8, 15), seated(15, 25)], seats: 1 },
    { what: "at once they add up", taken: [seated(8, 15, 2), seated(14, 25, 3)], seats: 5 },
    { what: "the fullest moment counts", taken: [seated(0, 30, 2), seated(10, 12), seated(13, 20, 4)], seats: 6 },
  ])("is the most at any one moment: $what [BKG-06]", ({ taken, seats }) =>
    expect(seatsAround(taken, { startAt: 10, endAt: 20 }, NONE)).toBe(seats),
  );

  it("is the same, moment by moment, however many are asked about", () => {
    const taken = Array.from({ length: 40 }, (_, n) =>
      seated((n * 37) % 90, ((n * 37) % 90) + 1 + ((n * 11) % 17), 1 + (n % 3)),
    );
    const seats = seatsOver(taken, NONE);
    for (let startAt = -5; startAt < 115; startAt += 1)
      for (const endAt of [startAt + 1, startAt + 7]) {
        const at = (moment: number) =>
          taken.filter((one) => overlaps(one, seated(moment, moment + 1))).reduce((sum, one) => sum + one.attendees, 0);
        const each = Array.from({ length: endAt - startAt }, (_, n) => at(startAt + n));
        expect(seats({ startAt, endAt })).toBe(Math.max(...each));
      }
  });

  it("does not overlap where one ends as the other begins", () => {
    expect(overlaps(seated(0, 10), seated(10, 20))).toBe(false);
    expect(overlaps(seated(0, 11), seated(10, 20))).toBe(true);
  });
});

describe("what blocks a resource from another one", () => {
  const mine = { capacity: 12, bufferBeforeMinutes: 10, bufferAfterMinutes: 20 };
  const theirs = { startAt: minutes(100), endAt: minutes(105), bufferBeforeMinutes: 3, bufferAfterMinutes: 5 };
  const takenAt = (from: number, until: number) =>
    seatsAround([seenFrom(mine, theirs)], { startAt: minutes(from), endAt: minutes(until) }, mine);

  it.each([
    { what: "before it, with both buffers between", from: 40, until: 77, seats: 0 },
    { what: "before it, a minute nearer", from: 40, until: 78, seats: 12 },
    { what: "at the same time", from: 100, until: 105, seats: 12 },
    { what: "after it, a minute too near", from: 119, until: 180, seats: 12 },
    { what: "after it, with both buffers between", from: 120, until: 180, seats: 0 },
  ])("has all of its seats or none: $what [BKG-03]", ({ from, until, seats }) =>
    expect(takenAt(from, until)).toBe(seats),
  );
});

import { describe, expect, it } from "vitest";
import { type Attempt, type Booked, racingFaults } from "./history.ts";

const HOUR = 3_600_000;

const booked = (id: string, from: number, until: number, more: Partial<Booked> = {}): Booked => ({
  id,
  who: `of ${id}`,
  resourceId: "terrace",
  status: "confirmed",
  startAt: from * HOUR,
  endAt: until * HOUR,
  ...more,
});
const acknowledged = ({ id, who, resourceId, startAt, endAt }: Booked): Attempt => ({
  ...{ who, resourceId, startAt, endAt },
  status: 201,
  code: undefined,
  bookingId: id,
});
const refused: Attempt = {
  ...acknowledged(booked("x", 10, 11)),
  status: 409,
  code: "booking.slot_taken",
  bookingId: undefined,
};

const BOOK = [
  booked("a", 10, 12),
  booked("b", 12, 13),
  booked("c", 10, 12, { resourceId: "gym" }),
  booked("d", 10, 11, { status: "cancelled" }),
  booked("e", 11, 12, { status: "lapsed" }),
];
const TOLD = [...BOOK.slice(0, 3).map(acknowledged), refused];

describe("the checker of races", () => {
  it("finds nothing where each has a time of their own, and what was given up takes none", () =>
    expect(racingFaults(TOLD, BOOK)).toEqual([]));

  it.each<[string, readonly Attempt[], readonly Booked[], RegExp]>([
    [
      "two that have one time",
      [...TOLD, acknowledged(booked("f", 11, 13))],
      [...BOOK, booked("f", 11, 13)],
      /a and f: have one time/,
    ],
    [
      "an overlap with one that began long before, and not with its neighbour",
      [booked("long", 1, 20), booked("in", 2, 3), booked("late", 4, 5)].map(acknowledged),
      [booked("late", 4, 5), booked("long", 1, 20), booked("in", 2, 3)],
      /long and late: have one time/,
    ],
    ["an acknowledged booking that is lost", TOLD, BOOK.slice(1), /a: acknowledged, and lost/],
    [
      "an acknowledged booking that was given up unasked",
      TOLD,
      [booked("a", 10, 12, { status: "lapsed" }), ...BOOK.slice(1)],
      /a: acknowledged, and lapsed/,
    ],
    ["one id for two attempts", [...TOLD, ...TOLD.slice(0, 1)], BOOK, /a: answered to two attempts/],
    ["one id for two rows", TOLD, [...BOOK, booked("b", 14, 15)], /b: twice in the book/],
    ["another time than was acknowledged", TOLD, [booked("a", 9, 12), ...BOOK.slice(1)], /a: another startAt/],
    ["another's booking", TOLD, [booked("a", 10, 12, { who: "of b" }), ...BOOK.slice(1)], /a: another who/],
    ["a booking nobody was told of", TOLD.slice(1), BOOK, /a: in the book, and nobody was told/],
    ["an answer that is no answer", [...TOLD, { ...refused, status: 500, code: undefined }], BOOK, /answered 500/],
  ])("catches %s", (_, attempts, book, said) => expect(racingFaults(attempts, book).join("\n")).toMatch(said));
});

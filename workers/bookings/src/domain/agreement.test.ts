import { expect, it } from "vitest";
import { hours } from "#shared/core/time";
import { BOOKING, TEN } from "#shared/testing/bookings";
import { anId } from "#shared/testing/story";
import { COMPARED_LIMIT, compare, placeOf } from "./agreement.ts";

const NOW = TEN - hours(24);
const nth = (n: number) => ({
  ...{ ...BOOKING, id: anId("booking") },
  ...{ startAt: TEN + hours(2 * n), endAt: TEN + hours(2 * n + 1) },
});
const listed = (booking: ReturnType<typeof nth>) => {
  const place = placeOf(booking, NOW);
  return place ? [{ place, isUnsettled: false }] : [];
};

it("compares a calendar with as many bookings as are read: what begins later is not missed in the book", () => {
  const all = Array.from({ length: COMPARED_LIMIT + 1 }, (_, n) => nth(n));
  const read = all.slice(0, COMPARED_LIMIT);
  expect(compare(read, all.flatMap(listed), NOW).difference).toBeNull();
  const tooMuch = nth(COMPARED_LIMIT - 2);
  expect(compare(read, [...all, tooMuch].flatMap(listed), NOW).difference).toMatchObject({ bookingId: tooMuch.id });
});

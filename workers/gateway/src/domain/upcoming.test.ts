import { expect, it } from "vitest";
import { hours, toIso } from "#shared/core/time";
import { SHOWN, upcoming } from "./upcoming.ts";

const NOON = Date.parse("2026-11-22T12:00:00Z");
const booking = (startsIn: number, status = "confirmed") => ({
  status,
  startAt: toIso(NOON + hours(startsIn)),
  endAt: toIso(NOON + hours(startsIn + 1)),
});

it("what is over or given up is not ahead; what is under way is", () => {
  const found = upcoming(
    [booking(-1), booking(-0.5), booking(1, "cancelled"), booking(2, "lapsed"), booking(3, "held")],
    NOON,
  );
  expect(found).toEqual([booking(-0.5), booking(3, "held")]);
});

it(`the next comes first, and ${SHOWN} are shown`, () => {
  const found = upcoming(
    [9, 8, 7, 6, 5, 4, 3].map((startsIn) => booking(startsIn)),
    NOON,
  );
  expect(found.map(({ startAt }) => Date.parse(startAt) - NOON)).toEqual([3, 4, 5, 6, 7].map(hours));
});

import { expect, it } from "vitest";
import { isId, newId } from "./ids.ts";

it("makes ids that say what they name and sort by time", () => {
  const early = newId("booking", 1_700_000_000_000);
  const late = newId("booking", 1_700_000_000_001);
  expect(early).toMatch(/^bkg_[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(early < late).toBe(true);
});

it("never makes one twice", () => {
  expect(new Set(Array.from({ length: 10_000 }, () => newId("event", 0))).size).toBe(10_000);
});

it.each([
  ["bkg_01KAR5V3M8Q2Z7X4N6P0W9T1DC", true],
  ["usr_01KAR5V3M8Q2Z7X4N6P0W9T1DC", false],
  ["bkg_01kar5v3m8q2z7x4n6p0w9t1dc", false],
  ["bkg_81KAR5V3M8Q2Z7X4N6P0W9T1DC", false],
  ["bkg_01KAR5V3M8Q2Z7X4N6P0W9T1D", false],
  ["bkg_01KAR5V3M8Q2Z7X4N6P0W9T1DCX", false],
  ["bkg_01KAR5V3M8Q2Z7X4N6P0W9T1DU", false],
  ["", false],
])("takes %s as a booking's id: %s", (text, is) => {
  expect(isId("booking", text)).toBe(is);
});

import { describe, expect, it } from "vitest";
import { isCurrency, split } from "./money.ts";

const eur = (amount: number) => ({ amount, currency: "EUR" });

describe("a sum that is split", () => {
  it.each([
    { sum: 100, weights: [1, 1, 1], parts: [34, 33, 33] },
    { sum: -100, weights: [1, 1, 1], parts: [-34, -33, -33] },
    { sum: 1, weights: [1, 2, 1], parts: [0, 1, 0] },
    { sum: 0, weights: [3, 1], parts: [0, 0] },
    { sum: 1_000_000_000_000, weights: [1, 999], parts: [1_000_000_000, 999_000_000_000] },
  ])("of $sum by $weights loses nothing", ({ sum, weights, parts }) => {
    expect(split(eur(sum), weights).map(({ amount }) => amount)).toEqual(parts);
  });

  it("is refused without a positive weight", () => {
    expect(() => split(eur(1), [0, 0])).toThrow(RangeError);
    expect(() => split(eur(1), [2, -1])).toThrow(RangeError);
  });
});

it.each([
  ["EUR", true],
  ["JPY", true],
  ["eur", false],
  ["XYZ", false],
  ["", false],
])("takes %s as a currency: %s", (code, known) => {
  expect(isCurrency(code)).toBe(known);
});

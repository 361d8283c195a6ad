import { describe, expect, it } from "vitest";
import type { Line } from "../row.ts";
import { isMet, judged, short, tableOf } from "./report.ts";
import { figureOf, median, percentile, ratiosOf } from "./statistics.ts";

const line = (more: Partial<Line>): Line => ({ what: "reads", unit: "/s", ours: [50, 60, 40], limit: "", ...more });

describe("the arithmetic of the bench", () => {
  it.each([
    { values: [3], share: 0.5, is: 3 },
    { values: [4, 1, 3, 2], share: 0.5, is: 2 },
    { values: [4, 1, 3, 2], share: 0.99, is: 4 },
    { values: Array.from({ length: 200 }, (_, n) => n + 1), share: 0.99, is: 198 },
    { values: [10, 9, 8], share: 0, is: 8 },
  ])("takes the nearest rank: $share of $values.length values", ({ values, share, is }) =>
    expect(percentile(values, share)).toBe(is),
  );

  it("takes the middle of an odd number, and the mean of the two middle ones of an even number", () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([7])).toBe(7);
  });

  it("has no figure of nothing", () => expect(() => figureOf([])).toThrow());

  it("leaves the values in their order", () => {
    const values = [3, 1, 2];
    figureOf(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it("takes a ratio repetition by repetition, not of the medians", () => {
    const noisy = line({ ours: [10, 100, 1000], yardstick: { what: "bare", values: [20, 100, 4000] } });
    expect(judged(noisy)).toEqual({ median: 0.5, least: 0.25, most: 1 });
    expect(() => ratiosOf([1, 2], [1])).toThrow();
  });

  it("judges a goal by the ratio, or by the figure where there is no yardstick", () => {
    expect(isMet({ least: 0.5 }, figureOf([0.4, 0.5, 0.9]))).toBe(true);
    expect(isMet({ least: 0.5 }, figureOf([0.4, 0.49, 0.9]))).toBe(false);
    expect(isMet({ most: 300 }, figureOf([301]))).toBe(false);
    expect(isMet({ exactly: 0 }, figureOf([0, 0]))).toBe(true);
    expect(isMet({ exactly: 0 }, figureOf([0, 0, 1]))).toBe(false);
  });

  it("says in the table that a goal was missed", () => {
    const bare = { what: "bare", values: [100, 100, 100] };
    const lines = [line({ yardstick: bare, goal: { least: 0.5 } }), line({ yardstick: bare, goal: { least: 0.6 } })];
    const [, , met, missed] = tableOf([{ name: "read", on: "", lines }]).split("\n");
    expect(met).toMatch(/reads +\| 3 +\| 50\.0 \(40\.0–60\.0\) \/s.*0\.50 \(0\.40–0\.60\).*≥ 0\.5 +\| yes/);
    expect(missed).toMatch(/≥ 0\.6 +\| NO/);
  });

  it.each([
    [0.456, "0.46"],
    [12.34, "12.3"],
    [1234.5, "1 235"],
    [1234567, "1 234 567"],
  ])("prints %d as %s", (value, text) => expect(short(value)).toBe(text));
});

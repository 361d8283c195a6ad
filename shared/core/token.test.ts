import { describe, expect, it } from "vitest";
import { isStale, issuedAt } from "./token.ts";

describe("a token issued", () => {
  it.each([
    { now: 1_000_900, notBefore: 1_000_950, stale: true, when: "in the second before the change" },
    { now: 999_000, notBefore: 1_000_950, stale: true, when: "long before" },
  ])("$when is stale", ({ now, notBefore, stale }) => {
    expect(isStale(Math.floor(now / 1000), notBefore)).toBe(stale);
  });

  it.each([0, 1, 49, 1000])("%i ms after the change it knows is not", (later) => {
    const notBefore = 1_000_950;
    expect(isStale(issuedAt(notBefore + later, notBefore), notBefore)).toBe(false);
  });

  it("to somebody whose roles never changed says when it was", () => {
    expect(issuedAt(1_000_950, null)).toBe(1000);
  });
});

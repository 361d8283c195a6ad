import { describe, expect, it } from "vitest";
import { days, minutes } from "#shared/core/time";
import { isKeyDue, keysInTurn, keysToForget, type SigningKey } from "./signing-key.ts";

const NOW = Date.UTC(2026, 10, 22);
const aged = (age: number): SigningKey => ({
  id: `sgk_${age}`,
  publicKey: "x",
  sealedKey: "sealed",
  createdAt: NOW - age,
});

describe("a signing key", () => {
  it.each([
    { what: "there is none", ages: [], signs: undefined },
    { what: "it is the only one, however new", ages: [0], signs: 0 },
    { what: "its successor has not settled", ages: [minutes(1), days(30)], signs: days(30) },
    { what: "it has settled", ages: [minutes(2), days(30)], signs: minutes(2) },
    { what: "two are new", ages: [0, minutes(1)], signs: minutes(1) },
  ])("signs when $what", ({ ages, signs }) => {
    expect(keysInTurn(ages.map(aged), NOW)[0]?.createdAt).toBe(signs === undefined ? undefined : NOW - signs);
  });

  it("is due after a month", () => {
    expect(isKeyDue([], NOW)).toBe(true);
    expect(isKeyDue([aged(days(30) - 1), aged(days(60))], NOW)).toBe(false);
    expect(isKeyDue([aged(days(30))], NOW)).toBe(true);
  });

  it("is forgotten a day after it last signed, and never while it is the only one", () => {
    const before = aged(days(60));
    expect(keysToForget([aged(days(400))], NOW)).toEqual([]);
    expect(keysToForget([aged(days(1)), before], NOW)).toEqual([]);
    expect(keysToForget([aged(days(1) + minutes(2)), before], NOW)).toEqual([before]);
  });
});

import { describe, expect, it } from "vitest";
import { AppError } from "#shared/core/errors";
import { FORGOTTEN_AFTER, KnownRefusals, LONGEST, REMEMBERED } from "./known-refusals.ts";

const START = Date.UTC(2026, 10, 1);
const refusal = new AppError("request.invalid");

describe("what was refused", () => {
  it("is known again, and nothing else is", () => {
    const known = new KnownRefusals();
    known.keep("GET /a?b=1", refusal, START);
    expect(known.of(() => "GET /a?b=1", START)).toBe(refusal);
    expect(known.of(() => "GET /a?b=2", START)).toBeUndefined();
  });

  it("costs nobody a look while nothing is remembered", () => {
    const look = () => {
      throw new Error("looked at");
    };
    expect(new KnownRefusals().of(look, START)).toBeUndefined();
  });

  it("is forgotten a while after the first, and kept anew then", () => {
    const known = new KnownRefusals();
    known.keep("a", refusal, START);
    known.keep("b", refusal, START + FORGOTTEN_AFTER - 1);
    expect(known.of(() => "a", START + FORGOTTEN_AFTER - 1)).toBe(refusal);
    expect(known.of(() => "b", START + FORGOTTEN_AFTER)).toBeUndefined();
    known.keep("b", refusal, START + FORGOTTEN_AFTER);
    expect(known.of(() => "b", START + FORGOTTEN_AFTER + 1)).toBe(refusal);
    expect(known.of(() => "a", START + FORGOTTEN_AFTER + 1)).toBeUndefined();
  });

  it("makes room for what comes later, and is not kept where it is long", () => {
    const known = new KnownRefusals();
    for (let n = 0; n <= REMEMBERED; n += 1) known.keep(String(n), refusal, START);
    expect(known.of(() => "0", START)).toBeUndefined();
    expect(known.of(() => "1", START)).toBe(refusal);
    const longest = "x".repeat(LONGEST);
    known.keep(longest, refusal, START);
    known.keep(`${longest}x`, refusal, START);
    expect(known.of(() => longest, START)).toBe(refusal);
    expect(known.of(() => `${longest}x`, START)).toBeUndefined();
  });
});

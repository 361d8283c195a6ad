import { describe, expect, it } from "vitest";
import { AppError } from "./errors.ts";

const framesOf = ({ stack = "" }: Error): number => stack.split("\n").filter((line) => /^\s+at /.test(line)).length;

describe("an error", () => {
  it.each(["auth.required", "request.invalid", "thing.not_found", "rate.limited"] as const)(
    "that refuses (%s) does not look for where it was thrown",
    (code) => expect(framesOf(new AppError(code))).toBe(0),
  );

  it.each(["service.broken", "service.unavailable"] as const)("that is our own fault (%s) can be found", (code) => {
    expect(framesOf(new AppError(code))).toBeGreaterThan(0);
  });

  it.each(["auth.required", "service.broken"] as const)("is an Error to whoever asks (%s)", (code) => {
    const error = new AppError(code);
    expect(error).toBeInstanceOf(Error);
    expect(error.message).toBe(code);
    expect(String(error)).toBe(`AppError: ${code}`);
  });

  it("leaves what others throw as it was", () => {
    const before = framesOf(new Error("x"));
    new AppError("auth.required");
    expect(framesOf(new Error("x"))).toBe(before);
  });

  it("keeps what caused it, and where that was thrown", () => {
    const cause = new Error("x");
    const { cause: kept } = new AppError("request.malformed", { cause });
    expect(kept).toBe(cause);
    expect(framesOf(cause)).toBeGreaterThan(0);
  });
});

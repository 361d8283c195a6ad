import { describe, expect, it } from "vitest";
import { words } from "./shapes.ts";

describe("a text that a person typed", () => {
  it.each([
    { typed: "  Roof terrace ", is: "Roof terrace" },
    { typed: "👩‍👩‍👧‍👦", is: "👩‍👩‍👧‍👦" },
    { typed: "line\r\nline\ttab", is: "line\r\nline\ttab" },
    { typed: "می‌خواهم", is: "می‌خواهم" },
  ])("is kept as it is: $is", ({ typed, is }) => expect(words(40).parse(typed)).toBe(is));

  it.each([
    { what: "nothing", typed: "", says: "must not be empty" },
    { what: "spaces, also those that do not break", typed: " \u00a0\u3000", says: "must not be empty" },
    { what: "what nobody sees", typed: "\u200b\u200d\u2060\ufeff\u00ad\u3164 \ufe0f", says: "must not be empty" },
    { what: "half a character", typed: "\ud83d", says: "must be well-formed Unicode" },
    { what: "control characters", typed: "a\u0000b", says: "must not hold control characters" },
  ])("is refused where it is $what", ({ typed, says }) => {
    const { error } = words(40).safeParse(typed);
    expect(error?.issues.map(({ message }) => message)).toEqual([says]);
  });
});

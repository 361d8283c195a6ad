import { describe, expect, it } from "vitest";
import { line, words } from "./shapes.ts";

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
    { what: "control characters of the other set", typed: "a\u009b31mb", says: "must not hold control characters" },
  ])("is refused where it is $what", ({ typed, says }) => {
    const { error } = words(40).safeParse(typed);
    expect(error?.issues.map(({ message }) => message)).toEqual([says]);
  });
});

describe("a name that a person typed", () => {
  it.each([
    { what: "a line break", typed: "Roof\r\nterrace" },
    { what: "empty lines", typed: " Roof\n\n\nterrace\n" },
    { what: "a tab", typed: "Roof\tterrace" },
    { what: "spaces around a line break", typed: "Roof \n terrace" },
    { what: "a separator of lines", typed: "Roof\u2028terrace" },
    { what: "a separator of paragraphs", typed: "Roof\u2029terrace\u2029" },
    { what: "marks that turn what follows around", typed: "\u202eRoof \u2067terrace\u2069 \u202c" },
  ])("is one line, though it was pasted with $what", ({ typed }) => {
    expect(line(40).parse(typed)).toBe("Roof terrace");
    expect(line(40).parse(line(40).parse(typed))).toBe("Roof terrace");
  });

  it.each(["Ático  2º", "👩‍👩‍👧‍👦", "می‌خواهم", "שלום\u200f"])("is kept as it is: %s", (typed) =>
    expect(line(40).parse(typed)).toBe(typed),
  );

  it.each([
    { typed: "a\u0007b", says: "must not hold control characters" },
    { typed: "a\u0085b", says: "must not hold control characters" },
    { typed: " \n\u2028\u202e ", says: "must not be empty" },
  ])("is refused with the code of its rule: $says", ({ typed, says }) => {
    const { error } = line(40).safeParse(typed);
    expect(error?.issues.map(({ message }) => message)).toEqual([says]);
  });
});

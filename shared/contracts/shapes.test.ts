import { describe, expect, it } from "vitest";
import { instantIn, timeIn, words } from "./shapes.ts";

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

describe("a time that is asked for", () => {
  it.each([
    { said: "2027-03-28T02:30", is: "2027-03-28T02:30:00" },
    { said: "2027-03-28T02:30:00", is: "2027-03-28T02:30:00" },
    { said: "2027-03-28T02:30:00+01:00", is: Date.UTC(2027, 2, 28, 1, 30) },
    { said: "2027-03-28T02:30:00.250Z", is: Date.UTC(2027, 2, 28, 2, 30, 0, 250) },
  ])("is an instant with an offset, and a wall time without one: $said [BKG-22]", ({ said, is }) =>
    expect(timeIn.parse(said)).toBe(is),
  );

  it.each([
    ...["2027-03-28T02:30:00.250", "2027-03-28T02:30+01:00", "2027-03-28", "02:30", "2027-02-29T02:30"],
    ...["2027-03-28T24:00", "2027-03-28T02:60", "2027-03-28T02:30:60", "2027-03-28t02:30", "2027-03-28 02:30"],
    ...["2027-03-28T02:30[Europe/Madrid]", "+002027-03-28T02:30", "٢٠٢٧-03-28T02:30", ` 2027-03-28T02:30`, "🕰"],
  ])("is refused by the rule of its format where it is neither: %s [BKG-22]", (said) => {
    const [issue] = timeIn.safeParse(said).error?.issues ?? [];
    expect({ ...issue, ...(issue?.code === "custom" && issue.params) }).toMatchObject({
      code: "invalid_format",
      format: "datetime",
    });
  });

  it.each([5, null, NaN, true, ["2027-03-28T02:30"]])("is a text and nothing else: %j", (said) =>
    expect(timeIn.safeParse(said).error?.issues).toMatchObject([{ code: "invalid_type", expected: "string" }]),
  );

  it("has an offset where there is no clock to read it by", () => {
    expect(instantIn.safeParse("2027-03-28T02:30").success).toBe(false);
    expect(instantIn.parse("2027-03-28T02:30:00+01:00")).toBe(Date.UTC(2027, 2, 28, 1, 30));
  });
});

import { describe, expect, it } from "vitest";
import { timeIn } from "./times.ts";

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
    ...["2027-03-28T02:30[Europe/Madrid]", "+002027-03-28T02:30", "٢٠٢٧-03-28T02:30", " 2027-03-28T02:30", "🕰"],
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
});

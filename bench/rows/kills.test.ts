import { describe, expect, it } from "vitest";
import type { History } from "../../tests/survival/history.ts";
import { tableOf } from "../harness/report.ts";
import { promisesLine } from "./kills.ts";

const NOTHING: History = { writes: [], bookings: [], inbox: [], audit: [], stuck: [] };
const printed = (history: History): string =>
  tableOf([{ name: "kills", on: "", lines: [promisesLine(history, 50)] }])
    .split("\n")
    .at(-1) ?? "";

describe("the line of broken promises", () => {
  it("has met its goal where none was broken", () => expect(printed(NOTHING)).toMatch(/0.00 in 0 calls .* = 0 .* yes/));

  it("has missed it where one was, and says which", () => {
    const broken = { ...NOTHING, stuck: ["r 10"] };
    expect(printed(broken)).toMatch(/1.00 in 0 calls .* = 0 .* NO/);
    expect(promisesLine(broken, 50).limit).toContain("r 10: given up, and still taken");
  });
});

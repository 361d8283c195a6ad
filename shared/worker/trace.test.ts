import { expect, it } from "vitest";
import { nextTraceparent, requestIdOf } from "./trace.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

it("goes on with the trace it was given, in a span of its own", () => {
  const next = nextTraceparent(`00-${TRACE}-00f067aa0ba902b7-01`);
  expect(next).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
  expect(next).not.toContain("00f067aa0ba902b7");
});

it.each([
  undefined,
  "",
  "00-xyz",
  `00-${"0".repeat(32)}-00f067aa0ba902b7-01`,
  `01-${TRACE}-00f067aa0ba902b7-01`,
  `00-${TRACE}-00f067aa0ba902b7-01-extra`,
])("begins a new trace where %j came", (header) => {
  expect(nextTraceparent(header)).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  expect(nextTraceparent(header)).not.toBe(nextTraceparent(header));
});

it.each([
  ["req-12345678", true],
  ["short", false],
  ["with space here", false],
  ["x".repeat(65), false],
  ['"><script>', false],
])("keeps the request id %j: %s", (id, kept) => {
  expect(requestIdOf(id, 0) === id).toBe(kept);
});

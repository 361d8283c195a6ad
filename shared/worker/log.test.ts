import { DrizzleQueryError } from "drizzle-orm";
import { afterEach, expect, it, vi } from "vitest";
import { logError } from "./log.ts";

afterEach(() => vi.restoreAllMocks());

function written(error: unknown): string {
  const lines = vi.spyOn(console, "error").mockImplementation(() => undefined);
  logError("unexpected", error);
  return lines.mock.calls.flat().join("\n");
}

it.each([
  { what: "alone", cause: undefined },
  { what: "with a cause that is no Error", cause: "someone@example.com" },
  { what: "with what the database said", cause: new Error("UNIQUE constraint failed") },
])("a failed query leaves its values out of the log, $what", ({ cause }) => {
  const failed = new DrizzleQueryError("select ?", ["someone@example.com"], cause as Error);
  expect(written(failed)).not.toContain("someone@example.com");
  expect(written(new Error("outer", { cause: failed }))).not.toContain("someone@example.com");
});

it("an error is written with what it says and where it was thrown", () => {
  const line = JSON.parse(written(new Error("the disk is full")));
  expect(line).toMatchObject({ event: "unexpected", message: "the disk is full" });
  expect(line.stack).toContain("log.test");
});

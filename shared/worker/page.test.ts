import { expect, it } from "vitest";
import { afterOf, pageOf } from "./page.ts";

it("goes on where it stopped, and ends", () => {
  const rows = ["ä", "b", "c"];
  const first = pageOf("list x", rows, 2, (row) => [row, 1]);
  expect(first.items).toEqual(["ä", "b"]);
  expect(afterOf("list x", first.nextCursor ?? undefined)).toEqual(["b", 1]);
  expect(pageOf("list x", rows, 3, (row) => [row]).nextCursor).toBeNull();
});

it.each(["", "%%%", "e30", btoa('["other",["b"]]'), btoa('["list x",[{}]]')])("refuses the cursor %j", (cursor) => {
  expect(() => afterOf("list x", cursor)).toThrow(expect.objectContaining({ code: "request.cursor" }));
});

import { describe, expect, it } from "vitest";
import { closedRows, nextSendAt, windowOf } from "./audit-window.ts";

describe("an audit window", () => {
  it.each([
    { setting: undefined, window: 600_000 },
    { setting: "1", window: 1000 },
    { setting: "0.5", window: 500 },
    { setting: "0", window: 600_000 },
    { setting: "soon", window: 600_000 },
  ])("is $window ms where $setting is set", ({ setting, window }) => expect(windowOf(setting)).toBe(window));

  it("ends before the first row that is too young, even where an older one follows", () => {
    const rows = [5, 6, 9, 5].map((receivedAt) => ({ receivedAt }));
    expect(closedRows(rows, 6)).toEqual([{ receivedAt: 5 }, { receivedAt: 6 }]);
    expect(closedRows(rows, 9)).toHaveLength(4);
  });

  it("is waited for longer each time an event stays missing, and never longer than eight", () =>
    expect([0, 1, 2, 3, 4, 60].map((sends) => nextSendAt(sends, 1000, 0))).toEqual([
      1000, 2000, 4000, 8000, 8000, 8000,
    ]));
});

import { describe, expect, it } from "vitest";
import { cancelled, started, typesOf, wentOn } from "./replay.ts";

const ALLOWED = ["building.created", "building.updated"];
const of = (types?: string[]) => ({ listener: "bookings", types }) as const;
const replay = started("rpl_1", of(), ALLOWED, { begins: 100, ends: 300 }, 7);

describe("what a listener hears again", () => {
  it("is all that it may where nothing is named, and else what is named, once", () => {
    expect(typesOf(of(), ALLOWED)).toEqual(ALLOWED);
    expect(typesOf(of(["building.updated", "building.updated"]), ALLOWED)).toEqual(["building.updated"]);
  });

  it("is nothing else: replay.event_refused names each", () =>
    expect(() => typesOf(of(["claim.decided", "building.created", "nothing.known"]), ALLOWED)).toThrow(
      expect.objectContaining({
        code: "replay.event_refused",
        facts: { listener: "bookings", events: "claim.decided, nothing.known" },
      }),
    ));

  it("is nothing at all for some: replay.listener_refused", () =>
    expect(() => typesOf(of(["building.created"]), [])).toThrow(
      expect.objectContaining({ code: "replay.listener_refused" }),
    ));
});

describe("a replay", () => {
  it("is done at the end of the log, when nothing is waited for", () => {
    expect(wentOn(replay, { reached: 299, sent: 1 }, 0, 8)).toMatchObject({ status: "running", endedAt: null });
    expect(wentOn(replay, { reached: 300, sent: 1 }, 1, 8)).toMatchObject({ status: "running", sent: 1 });
    expect(wentOn(replay, { reached: 300 }, 0, 8)).toMatchObject({ status: "done", endedAt: 8, version: 2 });
  });

  it("is cancelled while it runs, and no more once it has ended: replay.ended", () => {
    const over = cancelled(replay, 9);
    expect(over).toMatchObject({ status: "cancelled", endedAt: 9, version: 2 });
    for (const status of ["done", "cancelled"] as const)
      expect(() => cancelled({ ...over, status }, 10)).toThrow(expect.objectContaining({ code: "replay.ended" }));
  });
});

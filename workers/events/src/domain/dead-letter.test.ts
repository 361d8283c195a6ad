import { describe, expect, it } from "vitest";
import { AppError } from "#shared/core/errors";
import { days, hours } from "#shared/core/time";
import { askedFor, died, resolved, triedInVain } from "./dead-letter.ts";

const NOON = Date.UTC(2026, 10, 22, 12);
const letter = (reason: Parameters<typeof died>[0]["reason"] = "undelivered", isWhole = true) =>
  died(
    {
      id: "dlt_01KAR5V3M8Q2Z7X4N6P0W9T1DC",
      listener: "bookings",
      eventId: "evt_01KAR5V3M8Q2Z7X4N6P0W9T1DC",
      replay: "",
      caller: "residency",
      type: "resident.verified",
      subject: null,
      buildingId: null,
      reason,
      wrongAt: null,
    },
    isWhole,
    NOON,
  );

describe("a dead letter", () => {
  it("is tried again after an hour", () =>
    expect(letter()).toMatchObject({ status: "waiting", dueAt: NOON + hours(1) }));

  it.each(["unreadable", "too_large"] as const)("that is %s is not tried by itself", (reason) =>
    expect(letter(reason).status).toBe("given_up"),
  );

  it("whose words are gone is not tried", () => expect(letter("undelivered", false).status).toBe("given_up"));

  it("is tried hourly for a week, then given up", () => {
    let one = letter();
    let tries = 0;
    while (one.status === "waiting") {
      one = triedInVain(one, true, one.dueAt);
      tries += 1;
    }
    expect(tries).toBe(7 * 24);
    expect(one).toMatchObject({ status: "given_up", tries });
  });

  it("is given up at once when its words go with their person", () =>
    expect(triedInVain(letter(), false, NOON).status).toBe("given_up"));

  it("that was given up is due at once when somebody asks for it", () =>
    expect(askedFor({ ...letter(), status: "given_up" }, NOON + days(9))).toMatchObject({
      status: "waiting",
      dueAt: NOON + days(9),
      givesUpAt: NOON + days(16),
      version: 2,
    }));

  it("that is resolved is not sent again: dead_letter.resolved", () =>
    expect(() => askedFor(resolved(letter()), NOON)).toThrow(new AppError("dead_letter.resolved")));
});

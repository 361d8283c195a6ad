import { describe, expect, it } from "vitest";
import { days, hours } from "#shared/core/time";
import { dayAnywhere, dayOf, moveIn, moveOut, overlaps, type Residence } from "./residence.ts";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const WHO = { id: "rsd_1", buildingId: "bld_1", unitId: "unt_1", userId: "usr_1", kind: "tenant" } as const;
const living = (): Residence => moveIn(WHO, "1A", [], NOW).residence;
const refusal = (code: string) => expect.objectContaining({ code });

describe("a residence", () => {
  it("begins with version one, and tells of the unit and of the person", () => {
    const { residence, events } = moveIn(WHO, "1A", [], NOW);
    expect(residence).toMatchObject({ fromAt: NOW, untilAt: null, version: 1 });
    expect(events.map(({ type, version }) => [type, version])).toEqual([
      ["unit.assigned_to_user", 1],
      ["resident.verified", 1],
    ]);
  });

  it("goes on counting when somebody moves in again", () => {
    const first = moveOut(living(), "1A", NOW + 1, NOW + 1).residence;
    const { residence } = moveIn({ ...WHO, id: "rsd_2" }, "1A", [first], NOW + 2);
    expect([first.version, residence.version]).toEqual([2, 3]);
  });

  it("is one at a time for a person and unit", () => {
    expect(() => moveIn(WHO, "1A", [living()], NOW)).toThrow(refusal("claim.already_resident"));
    const leaving = moveOut(living(), "1A", NOW + days(3), NOW).residence;
    expect(() => moveIn(WHO, "1A", [leaving], NOW + days(3) - 1)).toThrow(refusal("claim.already_resident"));
    expect(moveIn(WHO, "1A", [leaving], NOW + days(3)).residence.version).toBe(3);
  });

  it("ends at a time past, present or ahead, and says when", () => {
    const later = NOW + days(10);
    for (const untilAt of [NOW, later - days(1), later, later + days(366)]) {
      const { residence, events } = moveOut(living(), "1A", untilAt, later);
      expect(residence).toMatchObject({ untilAt, version: 2 });
      expect(events).toMatchObject([{ type: "resident.unverified", version: 2, data: { untilAt, fromAt: NOW } }]);
    }
  });

  it("may be given another end until the first has come", () => {
    const leaving = moveOut(living(), "1A", NOW + days(3), NOW).residence;
    expect(moveOut(leaving, "1A", NOW + days(2), NOW).residence).toMatchObject({ untilAt: NOW + days(2), version: 3 });
    expect(() => moveOut(leaving, "1A", NOW + days(4), NOW + days(3))).toThrow(refusal("residence.ended"));
  });

  it("ends neither before it began nor beyond a year", () => {
    expect(() => moveOut(living(), "1A", NOW - 1, NOW)).toThrow(refusal("residence.until_before_from"));
    expect(() => moveOut(living(), "1A", NOW + days(366) + 1, NOW)).toThrow(refusal("residence.until_too_far"));
  });
});

describe("a day", () => {
  it("is the building's: 23 hours in spring, 25 in autumn", () => {
    const length = (date: string) => dayOf(date, "Europe/Madrid").untilAt - dayOf(date, "Europe/Madrid").fromAt;
    expect([length("2026-03-29"), length("2026-07-01"), length("2026-10-25")]).toEqual([23, 24, 25].map(hours));
  });

  it.each(["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"])("in %s is within all it can mean", (zone) => {
    const [day, any] = [dayOf("2026-11-22", zone), dayAnywhere("2026-11-22")];
    expect(any.fromAt <= day.fromAt && day.untilAt <= any.untilAt).toBe(true);
  });

  it("holds whoever had the unit for any part of it", () => {
    const day = { fromAt: 100, untilAt: 200 };
    const from = (fromAt: number, untilAt: number | null) => overlaps({ ...living(), fromAt, untilAt }, day);
    expect([from(0, null), from(0, 101), from(199, 300), from(120, 130)]).toEqual([true, true, true, true]);
    expect([from(0, 100), from(200, null)]).toEqual([false, false]);
  });
});

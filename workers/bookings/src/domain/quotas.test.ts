import { describe, expect, it } from "vitest";
import { days, toIso } from "#shared/core/time";
import { inMadrid } from "#shared/testing/bookings";
import { anId } from "#shared/testing/story";
import { type Counted, overQuota, type Quota } from "./quotas.ts";

const NOW = inMadrid("2027-06-01T12:00");
const [resident, partner, home] = [anId("user"), anId("user"), anId("unit")];
const at = (wallTime: string, userId = resident): Counted => ({
  ...{ bookingId: anId("booking"), userId, unitId: home, startAt: inMadrid(wallTime), guests: 0 },
});
const limits = (quotas: readonly Quota[], concurrent: number | null = null) => ({
  ...{ quotas, concurrent, timeZone: "Europe/Madrid" },
});
const asked = (quota: Quota, wallTime: string, counted: readonly Counted[]) =>
  overQuota(limits([quota]), at(wallTime), counted, NOW);

/** Wednesday. */
const NOON = "2027-06-09T12:00";

describe("a quota", () => {
  it.each([
    { window: "day", inside: ["2027-06-09T00:00", "2027-06-09T23:59"], opens: "2027-06-10T00:00" },
    { window: "week", inside: ["2027-06-07T00:00", "2027-06-13T23:59"], opens: "2027-06-14T00:00" },
    { window: "month", inside: ["2027-06-01T12:00", "2027-06-30T23:59"], opens: "2027-07-01T00:00" },
    { window: "year", inside: ["2027-01-01T00:00", "2027-12-31T23:59"], opens: "2028-01-01T00:00" },
  ] as const)("of a $window counts from its first local minute to its last [BKG-09]", ({ window, inside, opens }) => {
    const quota = { per: "person", window, most: 2 } as const;
    expect(
      asked(
        quota,
        NOON,
        inside.map((one) => at(one)),
      ),
    ).toEqual({
      ...{ per: "person", window, most: 2, used: 2, opensAt: inMadrid(opens) },
    });
    const outside = [at(opens), at(inside[0])];
    expect(asked(quota, NOON, outside)).toBeUndefined();
  });

  it.each([
    { zone: "Pacific/Kiritimati", ends: "2027-12-31T10:00:00.000Z" },
    { zone: "Pacific/Pago_Pago", ends: "2028-01-01T11:00:00.000Z" },
  ])("of a year ends where the clock of $zone says so, and not in London [BKG-09]", ({ zone, ends }) => {
    const end = Date.parse(ends);
    const quotas = [{ per: "person", window: "year", most: 1 }] as const;
    const ask = (startAt: number, before: number) =>
      overQuota(
        { quotas, concurrent: null, timeZone: zone },
        { ...at(NOON), startAt },
        [{ ...at(NOON), startAt: before }],
        NOW,
      );
    expect(ask(end - 1, end - days(364))).toMatchObject({ window: "year", used: 1, opensAt: end });
    expect(ask(end, end - 1)).toBeUndefined();
    expect(ask(end - 1, end - days(365) - 1)).toBeUndefined();
    expect(ask(end - 1, end - days(365))).toMatchObject({ used: 1 });
  });

  it("of a day with 25 hours counts all of them", () => {
    const quota = { per: "person", window: "day", most: 1 } as const;
    const told = asked(quota, "2027-10-31T23:30", [at("2027-10-31T00:00")]);
    expect(toIso(told?.opensAt ?? 0)).toBe(toIso(inMadrid("2027-11-01T00:00")));
  });

  it("of a household counts everybody who books from the home, and nobody who has none", () => {
    const quota = { per: "household", window: "day", most: 1 } as const;
    const taken = [at("2027-06-09T10:00", partner)];
    expect(asked(quota, NOON, taken)).toMatchObject({ per: "household", used: 1 });
    expect(asked({ ...quota, per: "person" }, NOON, taken)).toBeUndefined();
    expect(overQuota(limits([quota]), { ...at(NOON), unitId: null }, taken, NOW)).toBeUndefined();
  });

  it("opens again with the next window that has room", () => {
    const quota = { per: "person", window: "day", most: 1 } as const;
    const taken = [at("2027-06-09T10:00"), at("2027-06-10T10:00")];
    expect(asked(quota, NOON, taken)?.opensAt).toBe(inMadrid("2027-06-11T00:00"));
  });

  it("is named that stays closed the longest", () => {
    const quotas = [
      { per: "person", window: "day", most: 1 },
      { per: "person", window: "week", most: 1 },
    ] as const;
    expect(overQuota(limits(quotas), at(NOON), [at("2027-06-09T10:00")], NOW)?.window).toBe("week");
  });
});

describe("a limit of bookings ahead", () => {
  it("opens again as so many have begun that one more fits [BKG-09]", () => {
    const taken = [at("2027-06-20T10:00"), at("2027-06-19T10:00"), at("2027-06-21T10:00"), at("2027-06-01T11:00")];
    const ahead = (most: number) => overQuota(limits([], most), at(NOON), taken, NOW);
    expect(ahead(4)).toBeUndefined();
    expect(ahead(3)).toMatchObject({ window: "ahead", used: 3, opensAt: inMadrid("2027-06-19T10:00") });
    expect(ahead(2)?.opensAt).toBe(inMadrid("2027-06-20T10:00"));
    expect(overQuota(limits([], 1), at(NOON, partner), taken, NOW - days(1))).toBeUndefined();
  });
});

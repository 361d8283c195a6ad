import { describe, expect, it } from "vitest";
import type { Home } from "#shared/core/homes";
import { hours } from "#shared/core/time";
import { BOOKING, TEN } from "#shared/testing/bookings";
import { anId, manager, NOBODY, person } from "#shared/testing/story";
import { homeFor, isLeftBehind, onBehalfOf, sideOf, withHome } from "./standing.ts";

const building = { id: BOOKING.buildingId, organisationId: anId("organisation") };
const home = (more: Partial<Home> = {}): Home => ({
  userId: BOOKING.userId,
  unitId: BOOKING.unitId,
  buildingId: BOOKING.buildingId,
  unitLabel: "3º B",
  kind: "tenant",
  fromAt: 0,
  untilAt: null,
  version: 1,
  ...more,
});

describe("who acts on a booking", () => {
  it("is the person who has it, or the house", () => {
    expect(sideOf(BOOKING, person([], BOOKING.userId), undefined, "booking.update")).toBe("person");
    expect(sideOf(BOOKING, manager(building.organisationId), building, "booking.update")).toBe("staff");
    expect(onBehalfOf(BOOKING, "staff")).toEqual({ onBehalfOf: BOOKING.userId });
    expect(onBehalfOf(BOOKING, "person")).toEqual({});
  });

  it.each([
    { who: "a neighbour", actor: person(), code: "thing.not_found" },
    { who: "nobody", actor: NOBODY, code: "thing.not_found" },
    { who: "another building's manager", actor: manager(anId("building")), code: "thing.not_found" },
    {
      who: "staff who may only look",
      actor: person([{ role: "staff", on: building.id, can: ["booking.read"] }]),
      code: "access.denied",
    },
  ])("is not $who: $code", ({ actor, code }) =>
    expect(() => sideOf(BOOKING, actor, building, "booking.update")).toThrow(expect.objectContaining({ code })),
  );
});

describe("a time is booked from a home", () => {
  it("that is open when it begins", () => {
    const later = home({ unitId: anId("unit"), fromAt: TEN - hours(1) });
    expect(homeFor([home({ untilAt: TEN }), later], TEN, false)).toEqual(later);
  });

  it("or by a grant", () => expect(homeFor([], TEN, true)).toBeNull());

  it.each([
    { what: "an owner who lives elsewhere", homes: [home({ kind: "offsite_owner" })], code: "access.not_a_resident" },
    { what: "for after moving out", homes: [home({ untilAt: TEN })], code: "booking.after_moving_out" },
  ])("not by $what: $code", ({ homes, code }) =>
    expect(() => homeFor(homes, TEN, false)).toThrow(expect.objectContaining({ code })),
  );
});

describe("a home as it is known", () => {
  it.each([
    { what: "an older word changes nothing", told: home({ version: 1, untilAt: 5 }), until: null },
    { what: "a newer one is right", told: home({ version: 3, untilAt: 5 }), until: 5 },
  ])("follows the higher version: $what", ({ told, until }) =>
    expect(withHome([home({ version: 2 })], told)).toMatchObject([{ untilAt: until }]),
  );

  it("is kept if it was not known", () => expect(withHome([], home({ version: 2 }))).toHaveLength(1));
});

describe("a booking is left behind", () => {
  it.each([
    { what: "no home is left", homes: [home({ untilAt: 1 })], left: true },
    { what: "the home ends before it starts", homes: [home({ untilAt: TEN })], left: true },
    { what: "the home ends later", homes: [home({ untilAt: TEN + 1 })], left: false },
    {
      what: "another home in the building is left",
      homes: [home({ untilAt: 1 }), home({ unitId: anId("unit") })],
      left: false,
    },
    { what: "only another building's home is left", homes: [home({ buildingId: anId("building") })], left: true },
    { what: "only owning is left", homes: [home({ kind: "offsite_owner" })], left: true },
  ])("$what: $left [BKG-65]", ({ homes, left }) => expect(isLeftBehind(BOOKING, homes)).toBe(left));

  it("never if it was made by a grant [BKG-65]", () =>
    expect(isLeftBehind({ ...BOOKING, unitId: null }, [])).toBe(false));
});

import { describe, expect, it } from "vitest";
import { demandPresence, demandWay, metersBetween, type Proof } from "./presence.ts";

/** In Madrid, where a thousandth of a degree is 111 m to the north and 85 m to the east. */
const DOOR = { latitude: 40.4168, longitude: -3.7038 };
const POSITION = { ...DOOR, radiusMeters: 50 };
/** So many metres to the north of the door. */
const north = (meters: number) => ({ ...DOOR, latitude: DOOR.latitude + meters / 111_195.08 });
const code = "door 7";
const asked = {
  code: { checkInBy: "code", checkInCode: code, position: POSITION },
  position: { checkInBy: "position", checkInCode: code, position: POSITION },
  either: { checkInBy: "either", checkInCode: code, position: POSITION },
} as const;
const says = (by: keyof typeof asked, said: Partial<Proof>) => () =>
  demandPresence({ asked: asked[by], code: null, position: null, ...said });
const refused = (code: string, facts: Record<string, unknown> = {}) => expect.objectContaining({ code, facts });

describe("how far two places are apart", () => {
  it.each([
    { what: "a thousandth of a degree to the north", a: [40, -3], b: [40.001, -3], is: 111.195 },
    { what: "the same to the east, half as far at 60 degrees", a: [60, 10], b: [60, 10.001], is: 55.5975 },
    { what: "across the antimeridian", a: [0, 179.9995], b: [0, -179.9995], is: 111.195 },
    { what: "180 degrees east and west, which are one", a: [12, 180], b: [12, -180], is: 0 },
    { what: "one pole, whatever its longitude", a: [90, 0], b: [90, 137], is: 0 },
    { what: "across a pole", a: [89.9995, 0], b: [89.9995, 180], is: 111.195 },
    { what: "the other pole", a: [-89.9995, 90], b: [-90, 0], is: 55.5975 },
    { what: "the place itself", a: [40.4168, -3.7038], b: [40.4168, -3.7038], is: 0 },
    { what: "half way round the earth", a: [0, 0], b: [0, 180], is: 20_015_114.35 },
    {
      what: "half way round the earth, over the poles",
      a: [40.4168, -3.7038],
      b: [-40.4168, 176.2962],
      is: 20_015_114.35,
    },
  ])("is right for $what [BKG-13]", ({ a, b, is }) => {
    const [from, to] = [a, b].map(([latitude = 0, longitude = 0]) => ({ latitude, longitude }));
    if (!from || !to) throw new Error("two places");
    expect(metersBetween(from, to)).toBeCloseTo(is, 1);
    expect(metersBetween(to, from)).toBeCloseTo(is, 1);
  });
});

describe("being there by position", () => {
  it("is being within the radius, and the position as exact as that [BKG-13]", () => {
    expect(says("position", { position: DOOR })).not.toThrow();
    expect(says("position", { position: north(49.9) })).not.toThrow();
    expect(says("position", { position: { ...north(49.9), accuracyMeters: 50 } })).not.toThrow();
    expect(says("position", { position: { ...DOOR, accuracyMeters: 0 } })).not.toThrow();
  });

  it.each([
    { away: 50.1, told: 60 },
    { away: 60.1, told: 70 },
    { away: 990.1, told: 1000 },
    { away: 123_456, told: 1000 },
  ])("is refused $away m away, and told no nearer than $told m [BKG-13]", ({ away, told }) =>
    expect(says("position", { position: north(away) })).toThrow(
      refused("booking.not_there", { meters: told, radiusMeters: 50 }),
    ),
  );

  it("is no nearer for being inaccurate: what it may be off is never taken from the distance [BKG-13]", () => {
    expect(says("position", { position: { ...north(60), accuracyMeters: 50 } })).toThrow(
      refused("booking.not_there", { meters: 60, radiusMeters: 50 }),
    );
    for (const position of [DOOR, north(60), north(100_000)])
      expect(says("position", { position: { ...position, accuracyMeters: 50.5 } })).toThrow(
        refused("booking.position_inaccurate", { accuracyMeters: 51, radiusMeters: 50 }),
      );
  });

  it("must be said; the code at the door does not do instead [BKG-13]", () => {
    const missing = refused("booking.position_missing", { checkInBy: "position", radiusMeters: 50 });
    expect(says("position", {})).toThrow(missing);
    expect(says("position", { code })).toThrow(missing);
  });

  it.each([NaN, Infinity, -Infinity])("is not the case at %s, should it ever come so far", (wrong) => {
    for (const name of ["latitude", "longitude"] as const)
      expect(says("position", { position: { ...DOOR, [name]: wrong } })).toThrow(
        refused("booking.not_there", { meters: 1000, radiusMeters: 50 }),
      );
    expect(says("position", { position: { ...DOOR, accuracyMeters: NaN } })).toThrow(
      expect.objectContaining({ code: "booking.position_inaccurate" }),
    );
  });
});

describe("being there by one or the other", () => {
  it("is shown by the position or by the code, whatever the other says [BKG-13]", () => {
    expect(says("either", { code })).not.toThrow();
    expect(says("either", { position: DOOR })).not.toThrow();
    expect(says("either", { position: DOOR, code: "door 8" })).not.toThrow();
    expect(says("either", { position: north(500), code })).not.toThrow();
  });

  it("is refused for what was said, or for what could be [BKG-13]", () => {
    expect(says("either", { code: "door 8" })).toThrow(refused("booking.wrong_check_in_code"));
    expect(says("either", { position: north(500), code: "door 8" })).toThrow(
      refused("booking.not_there", { meters: 500, radiusMeters: 50 }),
    );
    expect(says("either", {})).toThrow(refused("booking.position_missing", { checkInBy: "either", radiusMeters: 50 }));
  });
});

it("is shown by the code alone where nothing else is said, and by nothing where nothing is written [BKG-13]", () => {
  expect(says("code", { code })).not.toThrow();
  expect(says("code", { position: DOOR })).toThrow(refused("booking.wrong_check_in_code"));
  const nothing = { checkInBy: "code", checkInCode: null, position: null } as const;
  expect(() => demandPresence({ asked: nothing, code: null, position: null })).not.toThrow();
  expect(() => demandPresence({ asked: null, code: null, position: null })).not.toThrow();
});

it.each([
  { rules: { checkInBy: "position", checkInCode: code, position: null }, missing: "position" },
  { rules: { checkInBy: "either", checkInCode: code, position: null }, missing: "position" },
  { rules: { checkInBy: "either", checkInCode: null, position: POSITION }, missing: "checkInCode" },
  { rules: { checkInBy: "position", checkInCode: null, position: POSITION }, missing: null },
  { rules: { checkInBy: "code", checkInCode: null, position: null }, missing: null },
] as const)(
  "is asked for only where it can be shown: $rules.checkInBy without $missing [BKG-13]",
  ({ rules, missing }) => {
    const demand = () => demandWay(rules);
    if (missing === null) expect(demand).not.toThrow();
    else expect(demand).toThrow(refused("resource.check_in_incomplete", { checkInBy: rules.checkInBy, missing }));
  },
);

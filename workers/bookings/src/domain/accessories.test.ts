import { describe, expect, it } from "vitest";
import { hours, minutes } from "#shared/core/time";
import { TEN } from "#shared/testing/bookings";
import { type AskedAccessory, demandAccessories, leftOf, shortOf } from "./accessories.ts";

const CHAIRS = { name: "Chair", stock: 10 };
const PROJECTOR = { name: "Projector", stock: 1 };
const NO_BUFFERS = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 };
const equipped = (from: number, until: number, ...accessories: AskedAccessory[]) => ({
  startAt: TEN + hours(from),
  endAt: TEN + hours(until),
  accessories,
});
const chairs = (count: number) => ({ name: "Chair", count });

describe("what is left of an accessory", () => {
  it.each([
    { what: "all of it", taken: [], left: 10 },
    { what: "what others have of something else", taken: [equipped(0, 2, { name: "Projector", count: 1 })], left: 10 },
    {
      what: "what ends before or begins after",
      taken: [equipped(-1, 0, chairs(9)), equipped(2, 3, chairs(9))],
      left: 10,
    },
    { what: "one after the other", taken: [equipped(0, 1, chairs(4)), equipped(1, 2, chairs(6))], left: 4 },
    { what: "two at once", taken: [equipped(0, 2, chairs(4)), equipped(1, 2, chairs(5))], left: 1 },
    { what: "one that names it twice", taken: [equipped(0, 2, chairs(4), chairs(3))], left: 3 },
    { what: "more than there is, since it was made fewer", taken: [equipped(0, 2, chairs(12))], left: 0 },
  ])("is counted over the fullest moment: $what [BKG-15]", ({ taken, left }) =>
    expect(leftOf(CHAIRS, taken, equipped(0, 2), NO_BUFFERS)).toBe(left),
  );

  it("is not what is being cleaned [BKG-15]", () => {
    const cleaned = { bufferBeforeMinutes: 0, bufferAfterMinutes: 30 };
    const after = { startAt: TEN + minutes(29), endAt: TEN + hours(1) };
    expect(leftOf(CHAIRS, [equipped(-1, 0, chairs(4))], after, cleaned)).toBe(6);
    expect(leftOf(CHAIRS, [equipped(-1, 0, chairs(4))], { ...after, startAt: TEN + minutes(30) }, cleaned)).toBe(10);
  });
});

describe("a wish for accessories", () => {
  const equipment = { ...NO_BUFFERS, accessories: [CHAIRS, PROJECTOR] };
  const wish = (...accessories: AskedAccessory[]) => equipped(0, 2, ...accessories);
  const taken = [equipped(1, 3, chairs(6)), equipped(-2, 1, { name: "Projector", count: 1 })];
  const short = (wanted: AskedAccessory[], others = taken) => shortOf(wish(...wanted), equipment, others);

  it("falls short of the first of which too few are left [BKG-15]", () => {
    expect(short([chairs(5)])).toEqual({ name: "Chair", stock: 10, left: 4 });
    expect(short([chairs(4), { name: "Projector", count: 1 }])).toMatchObject({ name: "Projector", left: 0 });
    expect(short([chairs(2), chairs(3)])).toMatchObject({ name: "Chair", left: 4 });
  });

  it("falls short of nothing where enough is left, or nothing is asked for [BKG-15]", () => {
    expect(short([chairs(4)])).toBeUndefined();
    expect(short([], [equipped(0, 2, chairs(12))])).toBeUndefined();
  });

  it("is refused for what there is none of, and for more than there is [BKG-15]", () => {
    expect(() => demandAccessories(equipment, wish(chairs(10)))).not.toThrow();
    expect(() => demandAccessories(equipment, wish(chairs(1), { name: "chair", count: 1 }))).toThrow(
      expect.objectContaining({ code: "booking.accessory_unknown", facts: { name: "chair" } }),
    );
    expect(() => demandAccessories(equipment, wish(chairs(11)))).toThrow(
      expect.objectContaining({ code: "booking.accessory_taken", facts: { name: "Chair", stock: 10, left: 10 } }),
    );
  });
});

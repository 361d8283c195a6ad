import { describe, expect, it } from "vitest";
import { parcelsOf } from "./parcels.ts";

const pack = (sizes: number[], count: number, bytes: number) => parcelsOf(sizes, (size) => size, { count, bytes });

describe("things in parcels", () => {
  it("are packed in their order, as many as the count allows", () =>
    expect(pack([1, 1, 1, 1, 1], 2, 100)).toEqual([[1, 1], [1, 1], [1]]));
  it("never weigh more than a parcel may", () =>
    expect(pack([60, 40, 1, 99, 2], 10, 100)).toEqual([[60, 40], [1, 99], [2]]));
  it("go alone where one is too long by itself", () => expect(pack([5, 200, 5], 10, 100)).toEqual([[5], [200], [5]]));
  it("make no parcel where there are none", () => expect(pack([], 10, 100)).toEqual([]));
});

import { expect, it } from "vitest";
import { interleave } from "./interleave.ts";

it("takes turns between the sides, and keeps nothing of the first turn", async () => {
  const order: string[] = [];
  const side = (name: string) => async (turn: number) => {
    order.push(`${name}${turn}`);
    return turn * 10;
  };
  expect(await interleave(2, { ours: side("a"), yardstick: side("b") })).toEqual({
    ours: [10, 20],
    yardstick: [10, 20],
  });
  expect(order).toEqual(["a0", "b0", "a1", "b1", "a2", "b2"]);
});

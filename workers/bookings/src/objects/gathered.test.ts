import { expect, it } from "vitest";
import { Gathered } from "./gathered.ts";

/** What was asked, batch by batch, and answered with itself. */
function aDesk() {
  const batches: number[][] = [];
  const gathered = new Gathered<number, number>(async (asked) => {
    batches.push([...asked]);
    if (asked.includes(13)) throw new Error("not this one");
    return asked;
  });
  return { batches, gathered };
}

const aTurn = () => new Promise((resolve) => setTimeout(resolve, 0));
const count = (many: number) => Array.from({ length: many }, (_, n) => n + 1);

it("decides alone what comes alone, and everybody gets their own answer", async () => {
  const { batches, gathered } = aDesk();
  expect(await gathered.ask(1)).toBe(1);
  expect(await gathered.ask(2)).toBe(2);
  expect(batches).toEqual([[1], [2]]);
});

it("decides together, in their order, what arrives over several turns", async () => {
  const { batches, gathered } = aDesk();
  const told: Promise<number>[] = [];
  for (const n of count(5)) {
    told.push(gathered.ask(n), gathered.ask(n * 10));
    await aTurn();
  }
  expect(await Promise.all(told)).toEqual([1, 10, 2, 20, 3, 30, 4, 40, 5, 50]);
  expect(batches).toEqual([[1, 10, 2, 20, 3, 30, 4, 40, 5, 50]]);
});

it("lets nobody wait for ever while more keep coming", async () => {
  const { batches, gathered } = aDesk();
  let isAnswered = false;
  const first = gathered.ask(0).then(() => {
    isAnswered = true;
  });
  const others: Promise<number>[] = [];
  for (let n = 100; !isAnswered && n < 1_000; n += 2) {
    others.push(gathered.ask(n), gathered.ask(n + 1));
    await aTurn();
  }
  await Promise.all([first, ...others]);
  expect(batches[0]?.length).toBeLessThanOrEqual(102);
});

it("refuses all that were decided together when that fails, and nobody after them", async () => {
  const { gathered } = aDesk();
  const told = await Promise.allSettled([gathered.ask(12), gathered.ask(13)]);
  expect(told.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await gathered.ask(14)).toBe(14);
});

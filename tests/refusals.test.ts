import { expect, it } from "vitest";
import { refusalsOf } from "../scripts/refusals.ts";
import { treeOf } from "./architecture/tree.ts";

const WORDS = {
  codes: ["hold.taken", "hold.lapsed", "hold.ended", "hold.unheard", "thing.not_found", "thing.stale"],
  events: ["hold.ended"],
};

const tree = treeOf({
  "workers/holds/src/routes/holds.ts": `
    import { holds as contract } from "#shared/contracts/holds";
    import { takeHold as take } from "../usecases/take-hold.ts";
    import { endHold } from "../usecases/end-hold.ts";
    export const holdRoutes = (app) => app
      .openapi(contract.takeHold, (c) => accept(c, (call) => take(call)))
      .openapi({ ...contract.endHold, middleware: [] }, (c) => endHold(c));`,
  "workers/holds/src/usecases/take-hold.ts": `
    import { load } from "#shared/worker/load";
    import { decide } from "../domain/hold.ts";
    export async function takeHold(call) { return decide(await load(call)); }`,
  "workers/holds/src/usecases/end-hold.ts": `
    import { found } from "../store/holds.ts";
    export const endHold = (call) => ({ type: "hold.ended", ...found(call) });`,
  "workers/holds/src/domain/hold.ts": `
    import { AppError } from "#shared/core/errors";
    const refuse = (status) => { throw new AppError(\`hold.\${status}\`); };
    export const decide = (hold) => (hold.taken ? again(hold) : refuse("lapsed"));
    const again = (hold) => { if (hold.unheard) return decide(hold); throw new AppError("hold.taken"); };
    export const unheard = () => { throw new AppError("hold.unheard"); };`,
  "workers/holds/src/store/holds.ts": `
    import { AppError } from "#shared/core/errors";
    export function found(row) { if (!row) throw new AppError("thing.not_found"); return row; }`,
  "shared/worker/load.ts": `export const load = () => { throw new AppError("thing.stale"); };`,
  "workers/holds/src/domain/hold.test.ts": `expect("hold.unheard")`,
});

it("an operation's refusals are those that its handler can come to, through whatever it calls", () => {
  expect(refusalsOf(tree, WORDS).endHold).toEqual(["thing.not_found"]);
});

it("a code that is put together is every code it can become; one that goes in circles is found once", () => {
  const { codes, events } = { ...WORDS, codes: WORDS.codes.filter((code) => code !== "hold.unheard") };
  expect(refusalsOf(tree, { codes, events }).takeHold).toEqual(["hold.ended", "hold.lapsed", "hold.taken"]);
});

it("what a property or an event is called is no refusal, nor what every route goes through", () => {
  const codes = ["hold.taken", "hold.ended", "thing.stale", "thing.not_found"];
  const { takeHold, endHold } = refusalsOf(tree, { codes, events: ["hold.ended"] });
  expect(endHold).not.toContain("hold.ended");
  expect(takeHold).not.toContain("thing.stale");
});

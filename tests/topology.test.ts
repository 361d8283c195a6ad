import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { contracts } from "#shared/contracts/all";
import { PERMISSIONS } from "#shared/core/permissions";
import { LANGUAGES, problems } from "#shared/core/problems";
import { WORKERS } from "#shared/core/workers";
import { catalogue, LISTENERS } from "#shared/events/catalogue";
import { stalePages } from "../scripts/docs.ts";
import { refusalsOf } from "../scripts/refusals.ts";
import { readSetups } from "../scripts/setups.ts";
import { readTree } from "./architecture/tree.ts";
import { ELSEWHERE, EXAMPLES } from "./journeys/examples.ts";
import { bindingFaults, setupFaults } from "./topology/bindings.ts";
import { contractFaults, unaskedPermissions } from "./topology/contracts.ts";
import { migrationFaults } from "./topology/migrations.ts";
import { factFaults, textFaults, unusedCodes } from "./topology/problems.ts";
import { idleChores, unansweredRoutes, unsaidEvents, untestedEvents, untriedRoutes } from "./topology/promised.ts";
import { catalogueFaults, queueFaults } from "./topology/queues.ts";
import { readInternals, readMigrations } from "./topology/setup.ts";

/** Everything that a handler comes to is gone through for it. */
const LOOK_WITHIN_MS = 60_000;
/** The client is printed by a generator that carries a compiler. */
const PRINT_WITHIN_MS = 60_000;

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
const setups = readSetups(root);
const tree = readTree(root);

const internals = await readInternals(root);
const behind = WORKERS.filter((name) => name !== "gateway");
/** The internal routes that more than one worker answers, each at its own Door. */
const ANSWERED_BY: Readonly<Record<string, readonly string[]>> = { unheard: LISTENERS, ready: behind };
const asked = internals.flatMap(({ operationId, internalTerms: { worker, callers } }) =>
  (ANSWERED_BY[operationId] ?? [worker]).map((one) => ({ worker: one, callers, operationId })),
);

describe("the workers", () => {
  it("are the folders of workers/, and what shared/core/workers.ts lists", () => {
    expect(readdirSync(`${root}/workers`).toSorted()).toEqual([...WORKERS].toSorted());
  });

  it("are hidden behind the gateway, and run on one platform", () => {
    expect(setupFaults(setups, WORKERS)).toEqual([]);
  });

  it("do at each tick what is in their schedule, on a laptop as on the platform", () => {
    expect(idleChores(tree)).toEqual([]);
  });

  it("call each other by the bindings that the contracts ask for, each as itself", () => {
    expect(bindingFaults(setups, asked)).toEqual([]);
  });
});

describe("the events", () => {
  it("are listed under their own names, and replayed only to those who hear them", () => {
    expect(catalogueFaults(catalogue, LISTENERS)).toEqual([]);
  });

  it("are each said by something in their worker", () => {
    expect(unsaidEvents(catalogue, tree)).toEqual([]);
  });

  it("are each seen by a test of their worker, in its outbox", () => {
    expect(untestedEvents(catalogue, tree)).toEqual([]);
  });

  it("reach every listener by a queue of its own, with its settings written out and a place for dead letters", () => {
    expect(queueFaults(setups, LISTENERS)).toEqual([]);
  });
});

describe("the databases", () => {
  it("stand on the same plumbing, and no migration can lose a row", () => {
    expect(migrationFaults(readMigrations(root), WORKERS, catalogue["resident.verified"].to)).toEqual([]);
  });
});

describe("the contracts", () => {
  it("name each operation once, in its place, with a permission that exists and a budget that holds", () => {
    expect(contractFaults(contracts, internals, PERMISSIONS)).toEqual([]);
  });

  it("name the permission that the use case asks for", { timeout: LOOK_WITHIN_MS }, () => {
    // What a role may do names every permission, and asks for none.
    const asking = tree.filter(({ path }) => path !== "shared/core/permissions.ts");
    expect(unaskedPermissions(contracts, refusalsOf(asking, { codes: PERMISSIONS, events: [] }))).toEqual([]);
  });

  it("promise no route that nothing answers, or that the walk of the contract cannot try", () => {
    const examples = [...Object.keys(EXAMPLES), ...Object.keys(ELSEWHERE)];
    expect(unansweredRoutes(contracts, tree, examples)).toEqual([]);
  });

  it("promise no route that the tests of its worker leave out", () => {
    expect(untriedRoutes(contracts, tree)).toEqual([]);
  });
});

describe("the problems", () => {
  it("have a text in every language, with the same facts", () => {
    expect(textFaults(problems, LANGUAGES)).toEqual([]);
  });

  it("are all refused with somewhere, and seen by a test", () => {
    expect(unusedCodes(problems, tree)).toEqual({ unused: [], untested: [] });
  });

  it("come with the facts their texts speak of", () => {
    expect(factFaults(problems, tree)).toEqual([]);
  });
});

describe("the printed pages", () => {
  it("are as npm run docs would print them now", { timeout: PRINT_WITHIN_MS }, async () => {
    expect(await stalePages()).toEqual([]);
  });
});

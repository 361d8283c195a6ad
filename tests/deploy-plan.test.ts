import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { deployOrder } from "../scripts/deploy/order.ts";
import { type Account, EMPTY_ACCOUNT, named, planDeployment, resourcesOf, type Step } from "../scripts/deploy/plan.ts";
import { printPlan } from "../scripts/deploy/print.ts";
import { SETTINGS } from "../scripts/deploy/settings.ts";
import { ROOT, STAGING, TREE } from "./deploy/places.ts";

const { setups } = TREE;
const plan = planDeployment(TREE, STAGING, EMPTY_ACCOUNT);
const here = (name: string) => named(STAGING, name);

/** What a step uses that is not there when its turn comes, of all the steps in their order. */
function usedBeforeMade(steps: readonly Step[]): string[] {
  const made = new Set<string>();
  return steps.flatMap((step) => {
    if (step.do === "create") made.add(`${step.what} ${step.name}`);
    if (step.do === "doorstep") made.add(`Worker ${step.worker}`);
    const missing = needsOf(step).filter((need) => !made.has(need));
    if (step.do === "migrate") made.add(`schema ${step.database}`);
    if (step.do === "deploy") made.add(`Worker ${step.worker}`);
    return missing.map((need) => `${step.do} ${"worker" in step ? step.worker : ""}: ${need}`);
  });
}

function needsOf(step: Step): string[] {
  if (step.do === "migrate") return [`database ${step.database}`];
  if (step.do !== "deploy") return [];
  const setup = setups.find(({ name }) => name === step.worker);
  if (!setup) return [`no Worker ${step.worker} in the tree`];
  return [
    ...setup.services.map(({ service }) => `Worker ${service}`),
    ...setup.databases.map(({ name }) => `schema ${here(name)}`),
    ...setup.consumers.flatMap(({ queue, dead_letter_queue: dead = queue }) => [
      `queue ${here(queue)}`,
      `queue ${here(dead)}`,
    ]),
    ...setup.producers.map(({ queue }) => `queue ${here(queue)}`),
  ];
}

const workersIn = (steps: readonly Step[], what: "deploy" | "doorstep") =>
  steps.flatMap((step) => (step.do === what ? [step.worker] : []));

describe("the plan of this tree", () => {
  it("refuses nothing where every setting is given", () => expect(plan.refusals).toEqual([]));

  it("makes everything before it is used: databases, schemas, queues, and the Workers that a Worker is bound to", () =>
    expect(usedBeforeMade(plan.steps)).toEqual([]));

  it("would use something before it is made without its doorsteps: Workers here call each other in a ring", () =>
    expect(usedBeforeMade(plan.steps.filter((step) => step.do !== "doorstep"))).not.toEqual([]));

  it("deploys every Worker once, the public one last, and looks whether it is ready", () => {
    const deployed = workersIn(plan.steps, "deploy");
    expect(deployed.toSorted()).toEqual(setups.map(({ name }) => name).toSorted());
    expect(deployed.at(-1)).toBe("gateway");
    expect(plan.steps.at(-1)).toEqual({ do: "check" });
  });

  it("brings each Worker its own secrets and nobody else's", () => {
    const brought = plan.steps.flatMap((step) => (step.do === "deploy" ? [[step.worker, step.secrets.join()]] : []));
    expect(Object.fromEntries(brought)).toMatchObject({
      iam: "IAM_SECRET",
      bookings: "",
      notifications: "RESEND_API_KEY",
    });
  });

  it("creates nothing and needs no doorstep where everything is there, and still migrates and deploys", () => {
    const there = planDeployment(TREE, STAGING, fullAccount());
    expect(there.steps.filter((step) => step.do === "create" || step.do === "doorstep")).toEqual([]);
    expect(workersIn(there.steps, "deploy")).toEqual(workersIn(plan.steps, "deploy"));
    expect(there.kept).toHaveLength(resourcesOf(setups).length + setups.length);
  });

  it("does not ask for a secret from before, brings one that is given, and takes one that could be guessed: it is on its way out", () => {
    const changed = { ...STAGING, secrets: { ...STAGING.secrets, EVENTS_SECRET_BEFORE: "short" } };
    const { refusals, steps } = planDeployment(TREE, changed, fullAccount());
    expect(refusals).toEqual([]);
    expect(steps).toContainEqual(
      expect.objectContaining({ worker: "events", secrets: ["EVENTS_SECRET", "EVENTS_SECRET_BEFORE"] }),
    );
  });

  it("does not ask for a secret that the account has", () => {
    const { refusals } = planDeployment(TREE, { ...STAGING, secrets: {} }, fullAccount());
    expect(refusals).toEqual([]);
  });

  it("is printed with every step and every refusal", () => {
    const printed = printPlan(planDeployment(TREE, { ...STAGING, secrets: {} }, EMPTY_ACCOUNT), STAGING, false);
    for (const said of [
      "create the queue staging-bookings-dead",
      "deploy staging-gateway",
      "secret.missing",
      "IAM_SECRET",
    ])
      expect(printed).toContain(said);
  });
});

function fullAccount(): Account {
  const names = (kind: string) => resourcesOf(setups).flatMap(({ what, name }) => (what === kind ? [here(name)] : []));
  return {
    databases: Object.fromEntries(names("database").map((name) => [name, "id"])),
    queues: names("queue"),
    buckets: names("bucket"),
    namespaces: Object.fromEntries(names("namespace").map((name) => [name, "id"])),
    workers: Object.fromEntries(setups.map(({ name }) => [here(name), Object.keys(STAGING.secrets)])),
  };
}

describe("a plan that is refused", () => {
  it("says what belongs where, each file once", () => {
    const settings = { ...STAGING.settings, MAIL_FROM: "Us <us@courtyard.example>", PUBLIC_ORIGIN: "" };
    const { IAM_SECRET: _, ...secrets } = STAGING.secrets;
    const broken = { ...STAGING, settings, secrets };
    const [, list] = printPlan(planDeployment(TREE, broken, EMPTY_ACCOUNT), broken, false).split("Refused");
    expect(list?.split("\n").map((line) => line.trim())).toEqual([
      ", and nothing was changed: 3 to put right.",
      "",
      'in environments/staging.json, under "settings":',
      "setting.example      MAIL_FROM is still an example: Us <us@courtyard.example>",
      expect.stringMatching(/^put: .*Resend/),
      "setting.missing      bookings needs PUBLIC_ORIGIN",
      expect.stringMatching(/^put: https:.*workers\.dev$/),
      "",
      expect.stringMatching(/^in the file of --secrets/),
      "secret.missing       iam needs IAM_SECRET",
      expect.stringMatching(/^put: .*openssl/),
    ]);
  });
});

describe("the order of Workers", () => {
  const calling = (name: string, ...called: string[]) => ({ name, services: called.map((service) => ({ service })) });

  it("needs no doorstep where nobody calls in a ring", () =>
    expect(deployOrder([calling("a", "b", "c"), calling("b", "c"), calling("c")])).toEqual({
      order: ["c", "b", "a"],
      doorsteps: [],
    }));

  it("needs one for a ring of two, and one for a Worker that calls itself", () => {
    expect(deployOrder([calling("a", "b"), calling("b", "a")])).toEqual({ order: ["b", "a"], doorsteps: ["a"] });
    expect(deployOrder([calling("a", "a")])).toEqual({ order: ["a"], doorsteps: ["a"] });
  });

  it("ends also where a Worker calls one that is not in the tree", () =>
    expect(deployOrder([calling("a", "z")])).toEqual({ order: ["a"], doorsteps: [] }));
});

describe("the list of settings", () => {
  it("has every text that a Worker's Env asks for, and no other", () => {
    const asked = readdirSync(`${ROOT}/workers`).map((worker) => {
      const env = readFileSync(`${ROOT}/workers/${worker}/src/call.ts`, "utf8");
      const names = [...env.matchAll(/readonly ([A-Z][A-Z0-9_]*)\??: string/g)].map(([, name = ""]) => name);
      return [worker, names.filter((name) => name !== "STAGE").toSorted()];
    });
    const listed = Object.entries(SETTINGS).map(([worker, settings]) => [worker, Object.keys(settings).toSorted()]);
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(asked));
  });
});

import type { Setup } from "../setups.ts";
import type { Environment } from "./environment.ts";
import { deployOrder } from "./order.ts";
import { type Refusal, refusals, type Tree } from "./refusals.ts";
import { secretsOf } from "./settings.ts";

/** What an account has already, by the names of the environment. */
export interface Account {
  /** The id of each database. */
  readonly databases: Readonly<Record<string, string>>;
  readonly queues: readonly string[];
  readonly buckets: readonly string[];
  /** The id of each KV namespace. */
  readonly namespaces: Readonly<Record<string, string>>;
  /** The names of each Worker's secrets. */
  readonly workers: Readonly<Record<string, readonly string[]>>;
}

export const EMPTY_ACCOUNT: Account = { databases: {}, queues: [], buckets: [], namespaces: {}, workers: {} };

export type Resource = "database" | "queue" | "bucket" | "namespace";

export type Step =
  | { readonly do: "create"; readonly what: Resource; readonly name: string }
  | { readonly do: "doorstep"; readonly worker: string; readonly callers: readonly string[] }
  | { readonly do: "migrate"; readonly worker: string; readonly database: string; readonly from: string }
  | {
      readonly do: "deploy";
      readonly worker: string;
      readonly calls: readonly string[];
      /** The Durable Object classes it declares: their namespaces come with it. */
      readonly objects: readonly string[];
      readonly secrets: readonly string[];
    }
  | { readonly do: "check" };

export interface Plan {
  readonly refusals: readonly Refusal[];
  /** What is there already and stays. */
  readonly kept: readonly string[];
  readonly steps: readonly Step[];
}

/** What anything of the tree is called in an environment: the environment stands in front. */
export const named = ({ name }: Pick<Environment, "name">, thing: string): string => `${name}-${thing}`;

/** A namespace has no name in `wrangler.toml`, so it is called by its Worker and binding. */
export const namespaceOf = (worker: string, binding: string): string => `${worker}-${binding.toLowerCase()}`;

/** Everything the Workers keep things in or send things through, each once. */
export function resourcesOf(setups: readonly Setup[]): { what: Resource; name: string }[] {
  const of = (what: Resource, names: readonly string[]) => [...new Set(names)].sort().map((name) => ({ what, name }));
  const taken = setups.flatMap(({ consumers }) => consumers);
  return [
    ...of(
      "database",
      setups.flatMap(({ databases }) => databases.map(({ name }) => name)),
    ),
    ...of("queue", [
      ...taken.flatMap(({ queue, dead_letter_queue: dead }) => (dead ? [queue, dead] : [queue])),
      ...setups.flatMap(({ producers }) => producers.map(({ queue }) => queue)),
    ]),
    ...of(
      "bucket",
      setups.flatMap(({ buckets }) => buckets.map(({ name }) => name)),
    ),
    ...of(
      "namespace",
      setups.flatMap(({ name, namespaces }) => namespaces.map((binding) => namespaceOf(name, binding))),
    ),
  ];
}

/** From what is there to what is wanted: keepers and queues, then schemas, then doorsteps, then Workers, then a look. */
export function planDeployment(tree: Tree, environment: Environment, account: Account): Plan {
  const { setups } = tree;
  const workers = Object.fromEntries(setups.map(({ name }) => [name, account.workers[named(environment, name)]]));
  const { order, doorsteps } = deployOrder(setups);
  const wanted = resourcesOf(setups).map(({ what, name }) => ({ what, name: named(environment, name) }));
  const has = ({ what, name }: { what: Resource; name: string }) => namesIn(account, what).includes(name);
  const inOrder = order.flatMap((name) => setups.filter((setup) => setup.name === name));
  return {
    refusals: refusals(tree, environment, workers),
    kept: [
      ...wanted.filter(has).map(({ what, name }) => `${what} ${name}`),
      ...order.filter((name) => workers[name]).map((name) => `Worker ${named(environment, name)}`),
    ],
    steps: [
      ...wanted.filter((one) => !has(one)).map((one): Step => ({ do: "create", ...one })),
      ...inOrder.flatMap(({ name: worker, databases }) =>
        databases.map(({ name, migrations: from }): Step => {
          return { do: "migrate", worker, database: named(environment, name), from };
        }),
      ),
      ...doorsteps
        .filter((name) => !workers[name])
        .map((worker): Step => {
          const callers = setups.filter(({ services }) => services.some(({ service }) => service === worker));
          return { do: "doorstep", worker, callers: callers.map(({ name }) => name) };
        }),
      ...inOrder.map((setup) => deployStep(setup, environment)),
      { do: "check" },
    ],
  };
}

const deployStep = ({ name: worker, services, declared }: Setup, { secrets }: Environment): Step => ({
  do: "deploy",
  worker,
  calls: [...new Set(services.map(({ service }) => service))],
  objects: declared,
  secrets: secretsOf(worker).filter((name) => secrets[name] !== undefined),
});

function namesIn(account: Account, what: Resource): readonly string[] {
  switch (what) {
    case "database":
      return Object.keys(account.databases);
    case "namespace":
      return Object.keys(account.namespaces);
    case "queue":
      return account.queues;
    case "bucket":
      return account.buckets;
  }
}

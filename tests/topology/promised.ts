import type { PublicRoute } from "#shared/contracts/route";
import { isNode, type Node, type Tree } from "../architecture/tree.ts";

type Contracts = Readonly<Record<string, Readonly<Record<string, PublicRoute>>>>;
type Catalogue = Readonly<Record<string, { readonly from: string; readonly to: readonly string[] }>>;

/** What runs: no test, and nothing that only tests have. */
const running = (tree: Tree): Tree =>
  tree.filter(({ path }) => !path.endsWith(".test.ts") && !path.startsWith("shared/testing/"));

/** Routes that a contract promises and no handler of their worker answers, and those the walk has no example of. */
export function unansweredRoutes(contracts: Contracts, tree: Tree, examples: readonly string[]): string[] {
  const sources = running(tree);
  return Object.entries(contracts).flatMap(([worker, contract]) => {
    const rooms = sources.filter(({ path }) => path.startsWith(`workers/${worker}/src/routes/`));
    return Object.keys(contract).flatMap((operationId) => [
      ...(rooms.some(({ text }) => new RegExp(`\\.${operationId}\\b`).test(text))
        ? []
        : [`${operationId} has no handler in workers/${worker}/src/routes/`]),
      ...(worker === "gateway" || examples.includes(operationId)
        ? []
        : [`${operationId} has no example in tests/journeys/examples.ts`]),
    ]);
  });
}

/** Routes of whose path no test of their worker has the last word: nobody ever asked there but the walk of the contract. */
export function untriedRoutes(contracts: Contracts, tree: Tree): string[] {
  return Object.entries(contracts).flatMap(([worker, contract]) => {
    const tests = tree.filter(({ path }) => path.startsWith(`workers/${worker}/src/`) && path.endsWith(".test.ts"));
    return Object.values(contract).flatMap(({ operationId, path }) => {
      const word = path.split("/").findLast((part) => part !== "" && !part.startsWith("{"));
      const asks = new RegExp(`["\`/]${word}\\b`);
      return tests.some(({ text }) => asks.test(text))
        ? []
        : [`${operationId} has no test in workers/${worker}/src/routes/`];
    });
  });
}

/** Events of the catalogue that nothing in their worker says. */
export function unsaidEvents(catalogue: Catalogue, tree: Tree): string[] {
  const sources = running(tree);
  return Object.entries(catalogue).flatMap(([type, { from }]) =>
    sources.some(
      ({ path, text }) =>
        (path.startsWith(`workers/${from}/src/`) || path.startsWith("shared/worker/")) && text.includes(`"${type}"`),
    )
      ? []
      : [`${type} is said by nothing in workers/${from}/`],
  );
}

/** Events that no test of their worker finds `written`. */
export function untestedEvents(catalogue: Catalogue, tree: Tree): string[] {
  const reading = tree.filter(({ path, text }) => path.endsWith(".test.ts") && /\bwritten\(/.test(text));
  return Object.entries(catalogue).flatMap(([type, { from }]) =>
    from === "*" ||
    reading.some(({ path, text }) => path.startsWith(`workers/${from}/src/`) && text.includes(`"${type}"`))
      ? []
      : [`${type} is in no test of workers/${from}/ that asks what is written`],
  );
}

const nameOf = (node: unknown): unknown => (isNode(node) ? node.name : undefined);
const calls = (nodes: readonly Node[], name: string) =>
  nodes.flatMap((node) => {
    const { type, callee, arguments: given } = node;
    return type === "CallExpression" && nameOf(callee) === name && Array.isArray(given) ? [given.filter(isNode)] : [];
  });
const hasChores = ({ properties }: Node): boolean =>
  Array.isArray(properties) && properties.some((one) => isNode(one) && nameOf(one.key) === "chores");

/** Chores that no clock runs: a laptop's is in `createApp`, the platform's in `scheduled`. */
export function idleChores(tree: Tree): string[] {
  return tree.flatMap(({ path, nodes }) => {
    if (!tree.some((one) => one.path === path.replace(/index\.ts$/, "schedule.ts") && one.path !== path)) return [];
    return [
      ...(calls(nodes, "createApp").some((given) => given.some(hasChores))
        ? []
        : [`${path} gives createApp no chores: on a laptop none of schedule.ts is done`]),
      ...(calls(nodes, "tick").some((given) => nameOf(given.at(-1)) === "chores")
        ? []
        : [`${path} gives tick no chores: in production none of schedule.ts is done`]),
    ];
  });
}

/** Doors and events that a worker has and its README does not name: a path as it is, or `…/` and its end. */
export function unnamedPromises(
  readmes: Readonly<Record<string, string>>,
  contracts: Contracts,
  catalogue: Catalogue,
): string[] {
  return Object.entries(readmes).flatMap(([worker, text]) => {
    const paths = Object.values(contracts[worker] ?? {}).map(({ path }) => path);
    const events = Object.entries(catalogue).flatMap(([type, { from, to }]) => [
      ...(from === worker ? [{ word: "Says", type }] : []),
      ...(to.includes(worker) ? [{ word: "Hears", type }] : []),
    ]);
    return [
      ...[...new Set(paths)]
        .filter((path) => !namesPath(text, path))
        .map((path) => `${worker}'s README: ${path} is not in its Doors`),
      ...events
        .filter(({ word, type }) => !after(text, word).includes(`\`${type}\``))
        .map(({ word, type }) => `${worker}'s README: ${type} is not after "${word}"`),
    ];
  });
}

/** What a page's paragraphs have between this word and the next: "Says … Hears …". */
const after = (text: string, word: string): string =>
  text
    .split("\n\n")
    .flatMap((paragraph) => paragraph.split(/\b(?=Says\b|Hears\b)/))
    .filter((part) => part.startsWith(word))
    .join();

function namesPath(text: string, path: string): boolean {
  const plain = path.replaceAll(/\{\w+\}/g, "{id}");
  const bare = text.replaceAll(/\{\w+\}/g, "{id}");
  const last = plain.slice(plain.lastIndexOf("/"));
  return bare.includes(plain) || bare.includes(`…${last}`);
}

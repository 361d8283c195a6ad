import { placeOf } from "./rooms.ts";
import type { Rule, Violation } from "./rule.ts";
import { isNode, isTest, lineOf, type Node, type Source } from "./tree.ts";

const at = (source: Source, node: Node, what: string): Violation => ({
  path: source.path,
  what,
  line: lineOf(source, node.start),
});

const roomOf = (source: Source): string | undefined => (isTest(source.path) ? undefined : placeOf(source.path)?.room);
const isOurs = (source: Source): boolean => /^(workers|shared)\//.test(source.path) && !isTest(source.path);

const nameOf = (value: unknown): string | undefined =>
  isNode(value) && value.type === "Identifier" && typeof value.name === "string" ? value.name : undefined;

/** What a call calls: `["fetch"]` for `fetch()`, `["Date", "now"]` for `Date.now()`, `["", "fetch"]` for `f().fetch()`. */
function calleeOf(node: Node): string[] {
  const { callee } = node;
  if (node.type !== "CallExpression" || !isNode(callee)) return [];
  const name = nameOf(callee);
  if (name !== undefined) return [name];
  if (callee.type !== "MemberExpression") return [];
  return [nameOf(callee.object) ?? "", nameOf(callee.property) ?? ""];
}

const CLOCK_AND_CHANCE = ["Date.now", "Math.random", "performance.now"];
const WORLD = ["crypto", "fetch", "console", "setTimeout", "setInterval", "caches", "performance"];

/** The domain is told the time, given its ids, and waits for nothing. */
function impure(source: Source): Violation[] {
  if (roomOf(source) !== "domain") return [];
  const waits = source.nodes.filter((node) => node.type === "AwaitExpression" || node.async === true);
  const asks = source.nodes.filter((node) => CLOCK_AND_CHANCE.includes(calleeOf(node).join(".")));
  const nows = source.nodes.filter(
    ({ type, callee, arguments: given }) =>
      type === "NewExpression" && nameOf(callee) === "Date" && Array.isArray(given) && given.length === 0,
  );
  const touches = source.nodes.filter(
    (node) => node.type === "Identifier" && WORLD.includes(String(node.name)) && !isPropertyName(source, node),
  );
  const strange = source.imports.filter((one) => {
    if (one.path?.startsWith("workers/")) return false;
    if (one.path?.startsWith("shared/core/")) return one.values.includes("newId");
    return !(one.path === "shared/events/said.ts" && one.typeOnly);
  });
  return [
    ...waits.map((node) => at(source, node, "waits")),
    ...[...asks, ...nows].map((node) => at(source, node, "asks for the time or for chance")),
    ...touches.map((node) => at(source, node, `touches ${node.name}`)),
    ...strange.map((one) => ({ path: source.path, what: `imports ${one.specifier}`, line: lineOf(source, one.start) })),
  ];
}

/** `booking.caches` and `{ caches: 1 }` name a property, not the global. */
function isPropertyName(source: Source, name: Node): boolean {
  return source.nodes.some(
    ({ type, key, property, computed, shorthand }) =>
      computed !== true && shorthand !== true && (key === name || property === name) && type !== "VariableDeclarator",
  );
}

const camelCase = (file: string): string => file.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** The names of what a file exports as values. */
function exportedValues(source: Source): string[] {
  return source.nodes.flatMap((node) => {
    if (node.type === "ExportDefaultDeclaration") return ["default"];
    if (node.type !== "ExportNamedDeclaration" || node.exportKind === "type") return [];
    const { declaration, specifiers } = node;
    if (isNode(declaration)) {
      if (declaration.type.startsWith("TS")) return [];
      const declared = Array.isArray(declaration.declarations)
        ? declaration.declarations.filter(isNode)
        : [declaration];
      return declared.map((one) => nameOf(one.id) ?? "?");
    }
    return Array.isArray(specifiers) ? specifiers.filter(isNode).map((one) => nameOf(one.exported) ?? "?") : [];
  });
}

/** load → ask → decide → commit: one function of the file's name, one `load`, one `commit` at most. */
function notOneVerb(source: Source): Violation[] {
  if (roomOf(source) !== "usecases") return [];
  const wanted = camelCase(source.path.replace(/^.*\//, "").replace(/\.ts$/, ""));
  const exported = exportedValues(source);
  const calls = (name: string) => source.nodes.filter((node) => calleeOf(node).join(".") === name);
  const [loads, commits] = [calls("load"), calls("commit")];
  const { path } = source;
  return [
    ...(exported.join() === wanted
      ? []
      : [{ path, what: `exports ${exported.join(", ") || "nothing"} instead of ${wanted}` }]),
    ...(loads.length === 1 ? [] : [{ path, what: `${loads.length} loads` }]),
    ...(commits.length <= 1 ? [] : [{ path, what: `${commits.length} commits` }]),
    ...commits
      .filter((commit) => loads.some((load) => load.start > commit.start))
      .map((commit) => at(source, commit, "commits before it loads")),
  ];
}

/** A handler decides nothing: accept, one use case, answer. */
function decidingDoor(source: Source): Violation[] {
  const room = roomOf(source);
  if (room !== "routes" && room !== "consumers") return [];
  return source.nodes
    .filter(({ type }) => ["IfStatement", "TryStatement", "SwitchStatement"].includes(type))
    .map((node) => at(source, node, node.type === "TryStatement" ? "catches" : "decides"));
}

/** The one way to a database is `load` and `commit`; the one way to another machine is a client or a peer. */
function reaching(source: Source): Violation[] {
  if (!isOurs(source)) return [];
  const room = roomOf(source);
  const inPlumbing = source.path.startsWith("shared/worker/");
  return source.nodes.flatMap((node) => {
    const callee = calleeOf(node);
    const method = callee.at(-1);
    // An index hands a request to its own app: `app.fetch(request)`, never `env.EVENTS.fetch(request)`.
    const hands = room === "index" && callee.length === 2 && callee[0] !== "";
    if (method === "fetch" && !hands && room !== "clients" && source.path !== "shared/worker/peer.ts") {
      return [at(source, node, "fetches")];
    }
    const runs = callee.length === 2 && (method === "prepare" || method === "batch");
    const opens = node.type === "MemberExpression" && nameOf(node.property) === "DB";
    const takes = node.type === "ObjectPattern" && patternNames(node).includes("DB");
    return !inPlumbing && (runs || opens || takes) ? [at(source, node, "reaches the database")] : [];
  });
}

const patternNames = ({ properties }: Node): (string | undefined)[] =>
  Array.isArray(properties) ? properties.filter(isNode).map(({ key }) => nameOf(key)) : [];

const UNTYPED = { TSAnyKeyword: "any", TSNonNullExpression: "!", TSEnumDeclaration: "enum" } as const;

function untyped(source: Source): Violation[] {
  if (!isOurs(source)) return [];
  const words = source.nodes.flatMap((node) => {
    const what = UNTYPED[node.type as keyof typeof UNTYPED];
    return what ? [at(source, node, what)] : [];
  });
  const silenced = /@ts-(ignore|nocheck|expect-error)/.exec(source.text);
  return silenced ? [...words, { path: source.path, what: silenced[0] }] : words;
}

const STRICT_ROOMS = ["domain", "usecases", "routes", "consumers", "schedule", "alarms", "frames"];

/** Where the rules and the doors are, the compiler is believed. `as const` is no cast. */
function casts(source: Source): Violation[] {
  if (!STRICT_ROOMS.includes(roomOf(source) ?? "")) return [];
  return source.nodes
    .filter(({ type, typeAnnotation }) => {
      const isConst =
        isNode(typeAnnotation) && isNode(typeAnnotation.typeName) && typeAnnotation.typeName.name === "const";
      return type === "TSAsExpression" && !isConst;
    })
    .map((node) => at(source, node, "casts"));
}

function unfinished(source: Source): Violation[] {
  if (!isOurs(source)) return [];
  return ["TODO", "FIXME", "XXX"].flatMap((word) =>
    new RegExp(`\\b${word}\\b`).test(source.text) ? [{ path: source.path, what: word }] : [],
  );
}

/** The glossary has one word for this. */
const OTHER_WORDS = [/reservation/i, /\bflat(s|Id|Label)?\b/];

function otherWords(source: Source): Violation[] {
  if (!isOurs(source)) return [];
  return source.nodes.flatMap((node) => {
    const name = nameOf(node);
    return name !== undefined && OTHER_WORDS.some((word) => word.test(name)) && name !== "flat"
      ? [at(source, node, `says ${name}`)]
      : [];
  });
}

export const habitRules = {
  domain: { says: "the domain knows no clock, no chance, no package and no wait", look: impure },
  verbs: {
    says: "a use-case file exports one function of its own name, with one load and at most one commit",
    look: notOneVerb,
  },
  doors: { says: "a door decides nothing and catches nothing", look: decidingDoor },
  reach: {
    says: "SQL is run by load and commit alone, and other machines are reached from clients and peers",
    look: reaching,
  },
  types: { says: "nothing is any, nothing is asserted to be there, and no error is silenced", look: untyped },
  casts: { says: "doors, use cases and rules cast nothing", look: casts },
  finished: { says: "nothing is left to do", look: unfinished },
  words: { says: "one idea has one word", look: otherWords },
} satisfies Record<string, Rule>;

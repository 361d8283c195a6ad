import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { parseAst } from "vitest/node";

/** One TypeScript file, by its path from the root of the repository. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly nodes: readonly Node[];
  readonly imports: readonly Import[];
}

/** A node of the syntax tree (ESTree with TypeScript's own nodes). */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

export interface Import {
  /** As it is written. */
  readonly specifier: string;
  /** A path of the repository for `#shared/…` and relative imports; undefined for a package. */
  readonly path: string | undefined;
  /** The package's name, `node:…` and `cloudflare:…` included; undefined inside the repository. */
  readonly package: string | undefined;
  /** Erased when it runs. */
  readonly typeOnly: boolean;
  /** The imported names that are values. */
  readonly values: readonly string[];
  readonly start: number;
}

export type Tree = readonly Source[];

const ROOTS = ["shared", "workers", "tests", "scripts", "bench"];

/** Every TypeScript file of the repository that is ours. */
export function readTree(root: string): Tree {
  const paths = ROOTS.flatMap((folder) => filesBelow(root, folder)).filter((path) => path.endsWith(".ts"));
  return paths.map((path) => sourceOf(path, readFileSync(`${root}/${path}`, "utf8")));
}

/** A tree that exists only here: `{ "workers/bookings/src/index.ts": "…" }`. */
export const treeOf = (files: Readonly<Record<string, string>>): Tree =>
  Object.entries(files).map(([path, text]) => sourceOf(path, text));

/** The paths of all files below a folder, without what is installed, built or hidden. */
export function filesBelow(root: string, folder: string): string[] {
  return entriesOf(`${root}/${folder}`).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.name.startsWith(".") || entry.name === "node_modules") return [];
    return entry.isDirectory() ? filesBelow(root, path) : [path];
  });
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

export const lineOf = (source: Source, start: number): number => source.text.slice(0, start).split("\n").length;

/** Tests, and the words they are written in. */
export const isTest = (path: string): boolean => path.endsWith(".test.ts") || path.startsWith("shared/testing/");

function sourceOf(path: string, text: string): Source {
  const program = parseAst(text, { lang: "ts", astType: "ts" }, path) as unknown as Node;
  const nodes = [...below(program)];
  return { path, text, nodes, imports: nodes.flatMap((node) => importOf(path, node) ?? []) };
}

function* below(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* below(child);
  }
}

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

function importOf(from: string, node: Node): Import | undefined {
  const { source } = node;
  const names = [
    "ImportDeclaration",
    "ExportNamedDeclaration",
    "ExportAllDeclaration",
    "ImportExpression",
    "TSImportType",
  ];
  if (!names.includes(node.type) || !isNode(source) || typeof source.value !== "string") return undefined;
  const specifier = source.value;
  const specifiers = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : [];
  const kindOf = (one: Node) => one.importKind ?? one.exportKind;
  const values = specifiers.filter((one) => kindOf(one) !== "type").map(importedName);
  const typeOnly =
    node.type === "TSImportType" || kindOf(node) === "type" || (specifiers.length > 0 && values.length === 0);
  const path = pathOf(from, specifier);
  return {
    specifier,
    path,
    package: path === undefined ? packageOf(specifier) : undefined,
    typeOnly,
    values: typeOnly ? [] : values,
    start: node.start,
  };
}

function importedName(specifier: Node): string {
  const { imported } = specifier;
  return isNode(imported) && typeof imported.name === "string" ? imported.name : "*";
}

function pathOf(from: string, specifier: string): string | undefined {
  if (specifier.startsWith("#shared/")) return `shared/${specifier.slice("#shared/".length)}.ts`;
  if (specifier.startsWith(".")) return posix.join(posix.dirname(from), specifier);
  return undefined;
}

function packageOf(specifier: string): string {
  if (/^[a-z]+:/.test(specifier)) return specifier;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

import { isNode, isTest, type Node, type Source, type Tree } from "../tests/architecture/tree.ts";

/** What every route goes through; its refusals follow from the route's terms. */
const PLUMBING = ["accept", "app", "commit", "load", "problem"].map((name) => `shared/worker/${name}.ts`);
const isOpen = ({ path }: Source): boolean =>
  /^(workers|shared)\//.test(path) &&
  !isTest(path) &&
  !/^shared\/core\/problems/.test(path) &&
  !PLUMBING.includes(path);

/** Something that is declared at the top of a file: `workers/iam/src/domain/grant.ts#grantRole`. */
interface Declared {
  readonly codes: readonly string[];
  readonly names: readonly string[];
}

/** The codes to look for; an event of the same name is none where it is not thrown. */
interface Vocabulary {
  readonly codes: readonly string[];
  readonly events: readonly string[];
}

/** The problem codes that each operation's handler can come to, however far down they are thrown. */
export function refusalsOf(tree: Tree, codes: Vocabulary): Record<string, string[]> {
  const files = new Map(tree.filter(isOpen).map((source) => [source.path, declarationsOf(source, codes)]));
  const origins = new Map(tree.filter(isOpen).map((source) => [source.path, importsOf(source)]));

  const reached = (path: string, names: readonly string[], seen: Set<string>): string[] =>
    names.flatMap((name) => {
      const [file, origin] = origins.get(path)?.get(name) ?? [path, name];
      const place = `${file}#${origin}`;
      const found = seen.has(place) ? undefined : files.get(file)?.get(origin);
      seen.add(place);
      return found ? [...found.codes, ...reached(file, found.names, seen)] : [];
    });

  return Object.fromEntries(
    tree
      .filter((source) => isOpen(source) && /^workers\/[^/]+\/src\/routes\//.test(source.path))
      .flatMap(({ path, nodes }) =>
        nodes.flatMap((node) => {
          const handler = handlerOf(node);
          if (!handler) return [];
          const found = [...codesIn(handler.node, codes), ...reached(path, namesIn(handler.node), new Set())];
          return [[handler.operation, [...new Set(found)].sort()] as const];
        }),
      )
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** `.openapi(contract.cancelBooking, (c) => …)`: the operation and what answers it. */
function handlerOf({ type, callee, arguments: given }: Node): { operation: string; node: Node } | undefined {
  if (type !== "CallExpression" || !isNode(callee) || !Array.isArray(given)) return undefined;
  const [terms, node] = given.filter(isNode);
  if (!isNode(callee.property) || callee.property.name !== "openapi" || !terms || !node) return undefined;
  const named = below(terms).find(({ type: kind, object }) => {
    return kind === "MemberExpression" && isNode(object) && object.name === "contract";
  });
  return named && isNode(named.property) ? { operation: String(named.property.name), node } : undefined;
}

function declarationsOf({ nodes }: Source, codes: Vocabulary): Map<string, Declared> {
  const [program] = nodes;
  const body = Array.isArray(program?.body) ? program.body.filter(isNode) : [];
  const declared = body.flatMap((statement) => {
    const inner = isNode(statement.declaration) ? statement.declaration : statement;
    return Array.isArray(inner.declarations) ? inner.declarations.filter(isNode) : [inner];
  });
  return new Map(
    declared.flatMap((node) =>
      isNode(node.id) && typeof node.id.name === "string"
        ? [[node.id.name, { codes: codesIn(node, codes), names: namesIn(node) }] as const]
        : [],
    ),
  );
}

/** Under which name a file knows what another one declares. */
function importsOf({ nodes, imports }: Source): Map<string, readonly [path: string, name: string]> {
  const paths = new Map(imports.map(({ start, path }) => [start, path]));
  return new Map(
    nodes.flatMap((node) => {
      const path = paths.get(node.start);
      if (node.type !== "ImportDeclaration" || !path || !Array.isArray(node.specifiers)) return [];
      return node.specifiers.filter(isNode).flatMap(({ local, imported }) => {
        if (!isNode(local) || !isNode(imported)) return [];
        return [[String(local.name), [path, String(imported.name)] as const] as const];
      });
    }),
  );
}

/** The values a node speaks of; the names of properties are none. */
function namesIn(root: Node): string[] {
  const silent = new Set(
    below(root).flatMap((node) => {
      const { key, property, computed, shorthand } = node;
      return computed === true || shorthand === true ? [] : [key, property];
    }),
  );
  return below(root).flatMap((node) => (node.type === "Identifier" && !silent.has(node) ? [String(node.name)] : []));
}

/** The codes a node writes out, and those a template such as `claim.code_${status}` may come to. */
function codesIn(root: Node, { codes, events }: Vocabulary): string[] {
  return below(root).flatMap(({ type, value, quasis, callee, arguments: given }) => {
    if (type === "Literal") return codes.filter((code) => code === value && !events.includes(code));
    if (type === "NewExpression" && isNode(callee) && callee.name === "AppError" && Array.isArray(given))
      return codes.filter((code) => isNode(given[0]) && given[0].value === code);
    if (type !== "TemplateLiteral" || !Array.isArray(quasis)) return [];
    const parts = (quasis as { value: { raw: string } }[]).map((quasi) => quasi.value.raw.replaceAll(".", "\\."));
    const pattern = /^[a-z_]+\\\.[a-z_]*$/.test(parts[0] ?? "") ? new RegExp(`^${parts.join("[a-z_]+")}$`) : undefined;
    return codes.filter((code) => pattern?.test(code));
  });
}

function below(node: Node): Node[] {
  return [node, ...Object.values(node).flatMap((value) => [value].flat().filter(isNode).flatMap(below))];
}

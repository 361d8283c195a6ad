import { factsIn } from "#shared/core/problem-text";
import { isNode, isTest, lineOf, type Node, type Tree } from "../architecture/tree.ts";

type Texts = Readonly<Record<string, readonly [string, string]>>;
/** Where a problem has another detail as well. */
type Otherwise = Readonly<Record<string, string | number>>;
type Problems = Readonly<Record<string, { readonly kind: string; readonly when?: Otherwise }>>;

const CODE = /^[a-z_]+\.[a-z_]+$/;
const isText = (path: string): boolean => path.startsWith("shared/core/problems/");

const textsOf = (problem: { readonly kind: string }, languages: readonly string[]): Texts =>
  Object.fromEntries(Object.entries(problem).filter(([key]) => languages.includes(key))) as unknown as Texts;

/** What is wrong with the texts: a language that is missing, another fact in another language, a code that is none. */
export function textFaults(problems: Problems, languages: readonly string[]): string[] {
  return Object.entries(problems).flatMap(([code, problem]) => {
    const texts = textsOf(problem, languages);
    const [first] = languages;
    const facts = factsIn(texts[first ?? ""]?.[1] ?? "").join();
    return [
      ...(CODE.test(code) ? [] : [`${code} is not noun.what_went_wrong`]),
      ...languages.flatMap((language) => {
        const [title, detail] = texts[language] ?? ["", ""];
        if (!title || !detail) return [`${code} has no text in ${language}`];
        return factsIn(detail).join() === facts ? [] : [`${code} has other facts in ${language}`];
      }),
      ...otherwiseFaults(code, problem.when, languages),
    ];
  });
}

function otherwiseFaults(code: string, when: Otherwise | undefined, languages: readonly string[]): string[] {
  if (!when) return [];
  const factsOf = (language = "") => factsIn(String(when[language] ?? "")).join();
  return languages.flatMap((language) => {
    if (!when[language]) return [`${code} has no other text in ${language}`];
    return factsOf(language) === factsOf(languages[0]) ? [] : [`${code} has other facts in its other ${language}`];
  });
}

const literalsOf = ({ nodes }: { readonly nodes: readonly Node[] }): string[] =>
  nodes.flatMap(({ type, value }) => (type === "Literal" && typeof value === "string" ? [value] : []));

/** What a template such as `claim.code_${status}` may come to. */
const patternsOf = ({ nodes }: { readonly nodes: readonly Node[] }): RegExp[] =>
  nodes.flatMap(({ type, quasis }) => {
    if (type !== "TemplateLiteral" || !Array.isArray(quasis)) return [];
    const parts = (quasis as { value: { raw: string } }[]).map(({ value }) => value.raw);
    return /^[a-z_]+\.[a-z_]*$/.test(parts[0] ?? "")
      ? [new RegExp(`^${parts.join("[a-z_]+").replace(".", "\\.")}$`)]
      : [];
  });

/** The codes that no code refuses with, and those that no test has seen. */
export function unusedCodes(problems: Problems, tree: Tree): { unused: string[]; untested: string[] } {
  const codes = Object.keys(problems);
  const code = tree.filter(({ path }) => !isTest(path) && /^(workers|shared)\//.test(path) && !isText(path));
  const said = new Set(code.flatMap(literalsOf));
  const patterns = code.flatMap(patternsOf);
  const seen = new Set(tree.filter(({ path }) => path.endsWith(".test.ts")).flatMap(literalsOf));
  return {
    unused: codes.filter((one) => !said.has(one) && !patterns.some((pattern) => pattern.test(one))),
    untested: codes.filter((one) => !seen.has(one)),
  };
}

/** Where a refusal is thrown without the facts its detail speaks of. */
export function factFaults(problems: Problems, tree: Tree): string[] {
  return tree
    .filter(({ path }) => /^(workers|shared)\//.test(path) && !isTest(path))
    .flatMap((source) =>
      source.nodes.flatMap((node) => {
        const refusal = refusalOf(node);
        if (!refusal) return [];
        const problem = problems[refusal.code];
        if (!problem) return [];
        const wanted = factsIn(textsOf(problem, ["en"]).en?.[1] ?? "");
        const lacking = refusal.facts ? wanted.filter((fact) => !refusal.facts?.includes(fact)) : [];
        return lacking.map((fact) => `${source.path}:${lineOf(source, node.start)} ${refusal.code} without ${fact}`);
      }),
    );
}

/** `new AppError("a.b", { facts: { … } })`; the facts are unknown where they are not written out. */
function refusalOf(node: Node): { code: string; facts: string[] | undefined } | undefined {
  const { type, callee, arguments: given } = node;
  if (type !== "NewExpression" || !isNode(callee) || callee.name !== "AppError" || !Array.isArray(given))
    return undefined;
  const [code, circumstances] = given as Node[];
  if (typeof code?.value !== "string") return undefined;
  if (!circumstances) return { code: code.value, facts: [] };
  const all = propertiesOf(circumstances);
  const facts = all?.find(({ key }) => isNode(key) && key.name === "facts")?.value;
  if (!all || (facts !== undefined && !isNode(facts))) return { code: code.value, facts: undefined };
  const names = facts ? propertiesOf(facts)?.map(({ key }) => String(isNode(key) ? (key.name ?? key.value) : "")) : [];
  return { code: code.value, facts: names };
}

/** The properties of an object that is written out; undefined where a part of it comes from elsewhere. */
function propertiesOf({ type, properties }: Node): Node[] | undefined {
  if (type !== "ObjectExpression" || !Array.isArray(properties)) return undefined;
  const nodes = properties.filter(isNode);
  return nodes.some((one) => one.type === "SpreadElement") ? undefined : nodes;
}

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { contracts } from "#shared/contracts/all";
import { FIELD_RULES } from "#shared/contracts/openapi/field-rules";
import type { PublicRoute } from "#shared/contracts/route";
import { LANGUAGES, type Language, type ProblemEntry, problems } from "#shared/core/problems";
import { catalogue } from "#shared/events/catalogue";
import { STATUS } from "#shared/worker/problem";
import { printedModules, textsWithoutExample } from "./printed-modules.ts";

const root = resolve(fileURLToPath(import.meta.url), "../..");

/** A schema of valibot, as far as a reader of the list needs it. */
interface Shape {
  readonly type: string;
  readonly message?: unknown;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly options?: readonly unknown[];
  readonly wrapped?: Shape;
  readonly item?: Shape;
  readonly pipe?: readonly Shape[];
}

const WRITTEN = "<!-- Written by `npm run docs`: change the source it names, not this page. -->";

/** Every page and module that is printed from the code, by its path. */
export async function printedPages(): Promise<Record<string, string>> {
  return {
    ...(await printedModules(root)),
    "docs/events.md": events(),
    "docs/errors.md": errors(),
    "docs/routes.md": routes(),
    "docs/features.md": features(),
  };
}

/** The paths of the pages that are not as the code would print them now. */
export async function stalePages(): Promise<string[]> {
  return Object.entries(await printedPages())
    .filter(([path, text]) => contentOf(join(root, path)) !== text)
    .map(([path]) => path);
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

const code = (text: string): string => `\`${text}\``;
const listed = (items: readonly string[], none = "nobody"): string => (items.length > 0 ? items.join(", ") : none);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const page = (title: string, intro: string, ...parts: readonly string[]): string =>
  `${[WRITTEN, `# ${title}`, intro, ...parts].join("\n\n")}\n`;

function events(): string {
  const entries = Object.entries(catalogue);
  const rows = entries.map(([type, { event, from, to, leaves, replay }]) => [
    code(type),
    String(event.version),
    from === "*" ? "every worker" : from,
    listed(to),
    leaves,
    listed(replay, "–"),
  ]);
  const data = entries.map(([type, { event }]) => `### ${code(type)}\n\n${fieldsOf(event.data as unknown as Shape)}`);
  return page(
    "Events",
    `What crosses a queue, from ${code("shared/events/catalogue.ts")}. *leaves* says who outside may have an event: \`manager\` lets a manager's webhook have it. *replay* names the listeners that may hear it again. Every event is kept in the log of \`events\`, whoever hears it.`,
    table(["event", "version", "said by", "heard by", "leaves", "replay"], rows),
    "## Data",
    ...data,
  );
}

function fieldsOf(schema: Shape): string {
  const rows = Object.entries(schema.entries ?? {}).map(([name, shape]) => [code(name), shapeOf(shape)]);
  return rows.length > 0 ? table(["field", "is"], rows) : "No fields.";
}

/** A schema in words: `an id of a booking`, `integer, or null`. */
function shapeOf(shape: Shape): string {
  switch (shape.type) {
    case "custom":
      return typeof shape.message === "string" ? shape.message : "custom";
    case "picklist":
      return (shape.options ?? []).map((option) => code(String(option))).join(", ");
    case "nullable":
      return `${shape.wrapped ? shapeOf(shape.wrapped) : "anything"}, or null`;
    case "optional":
      return `${shape.wrapped ? shapeOf(shape.wrapped) : "anything"}, or absent`;
    case "array":
      return `list of (${shape.item ? shapeOf(shape.item) : "anything"})`;
    case "object":
      return Object.entries(shape.entries ?? {})
        .map(([name, field]) => `${code(name)}: ${shapeOf(field)}`)
        .join("; ");
    default:
      return shape.pipe?.some(({ type }) => type === "integer") ? "integer" : shape.type;
  }
}

/** What a problem says instead where it has a certain fact. */
function otherwise({ when }: ProblemEntry, language: Language): string {
  if (!when) return "";
  const fact = code(when.is === undefined ? when.fact : `${when.fact}: ${when.is}`);
  return ` – ${fact}: ${when[language]}`;
}

function errors(): string {
  const rows = Object.entries(problems)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, entry]) => [
      code(name),
      String(STATUS[entry.kind]),
      ...LANGUAGES.map((language) => `**${entry[language][0]}** ${entry[language][1]}${otherwise(entry, language)}`),
    ]);
  return page(
    "Errors",
    `Every refusal, from ${code("shared/core/problems/")}. A code never changes its meaning. Answers are \`application/problem+json\` (RFC 9457) in the language of \`Accept-Language\`; a word in braces is filled from the answer's \`facts\`, in words of that language where it is one of a list, and a code that is the \`rule\` behind it by that code's own text; of two texts behind it, the first is for 1. What follows a dash is said instead where there is that fact.`,
    table(["code", "status", ...LANGUAGES], rows),
    "## What is wrong with a field",
    `Each entry of \`errors\` has the \`code\` of a rule, and as \`facts\` its numbers and words, such as \`minimum\`. A list of words has commas in between.`,
    table(
      ["code", "means"],
      Object.entries(FIELD_RULES).map(([name, means]) => [code(name), means]),
    ),
  );
}

function routes(): string {
  const parts = Object.entries(contracts).map(([worker, contract]) => {
    const rows = Object.values<PublicRoute>(contract).map(({ method, path, operationId, terms }) => [
      code(`${method.toUpperCase()} ${path}`),
      code(operationId),
      terms.permission ? code(terms.permission) : "–",
      terms.reach,
      terms.rate,
      String(terms.d1),
      marks(terms),
    ]);
    const head = ["route", "operation", "permission", "reach", "rate", "D1", "marks"];
    return `## ${worker}\n\n${rows.length > 0 ? table(head, rows) : "No public routes."}`;
  });
  return page(
    "Routes",
    `Every public route, from ${code("shared/contracts/")}. *reach* is whom it is for, *rate* its class of limits, *D1* the round trips one call may make to its worker's database.`,
    ...parts,
  );
}

function marks({ keyed, unkept, unverified, ifMatch, raw }: PublicRoute["terms"]): string {
  const said = [
    keyed === false && "ignores `Idempotency-Key`",
    unverified && "open to an unverified person",
    ifMatch && "needs `If-Match`",
    unkept && `keeps nothing of ${code(unkept)}`,
    raw && `raw body (${raw.contentTypes.join(", ")}) of at most ${raw.limit} bytes`,
  ];
  return listed(
    said.filter((mark) => typeof mark === "string"),
    "–",
  );
}

/** A title that ends with the ids of the features it proves: `"is half the fee within the day [BKG-12]"`. */
const TITLE = /(["'`])((?:(?!\1)[^\n\\]|\\.)*?)((?:\s*\[[A-Z]{1,4}-\d{2,3}\])+)\1/g;

/** What the tests below it are about; a title goes on from there. */
const STORY = /^\s*describe(?:\.each\([^\n]*\))?\(\s*"([^"]*)"/gm;

function features(): string {
  const rows = ["shared", "tests", "workers"].flatMap(testFiles).flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return [...text.matchAll(TITLE)].flatMap(({ index, 2: title = "", 3: ids = "" }) => {
      const story = [...text.slice(0, index).matchAll(STORY)].at(-1)?.[1];
      const whole = story ? `${story}: ${title.trim()}` : title.trim();
      return [...ids.matchAll(/[A-Z]{1,4}-\d{2,3}/g)].map(([id]) => [id, whole, code(file)] as const);
    });
  });
  const sorted = rows.toSorted((a, b) => (a.join() < b.join() ? -1 : 1));
  return page(
    "Features",
    "Which features are proved, and by which test: the ids stand in brackets at the end of a test's title. A title in a table of cases has placeholders (`$owed`).",
    table(["id", "the test's title", "where"], sorted),
  );
}

const testFiles = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .sort();

async function main(): Promise<number> {
  const stale = await stalePages();
  if (process.argv.includes("--check")) {
    console.log(stale.length > 0 ? `Stale, so run npm run docs: ${stale.join(", ")}` : "The printed pages are fresh.");
    return stale.length > 0 ? 1 : 0;
  }
  const pages = await printedPages();
  for (const path of stale) writeFileSync(join(root, path), pages[path] ?? "");
  console.log(stale.length > 0 ? `Wrote ${stale.join(", ")}` : "The printed pages are fresh already.");
  const bare = textsWithoutExample();
  if (bare.length > 0) console.log(`No example in shared/contracts/openapi/examples.ts for ${bare.join(", ")}`);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(await main());

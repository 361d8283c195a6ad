import { runInDurableObject } from "cloudflare:test";
import { accepted } from "./accepted-scans.ts";

/** Every statement that a test file has a worker prepare is explained once, by the database that would run it. */

/** A statement, and the steps in which it would run. */
interface Plan {
  readonly text: string;
  readonly steps: readonly string[];
}

/** What the sessions of the database were asked to prepare. */
export const prepared = new Set<string>();
/** What objects ran, with its steps: their databases are asked at once, as nobody else can ask them later. */
export const ranInObjects = new Map<string, readonly string[]>();

const stepsOf = (rows: readonly { readonly detail?: unknown }[]): string[] => rows.map(({ detail }) => String(detail));

/** Notes what this isolate prepares in a session: workers open their databases in no other way. */
export function watchDatabase(db: D1Database): void {
  const session: D1DatabaseSession = Object.getPrototypeOf(db.withSession("first-primary"));
  session.prepare = new Proxy(session.prepare, {
    apply(prepare, self, [text]: [string]) {
      prepared.add(text);
      return Reflect.apply(prepare, self, [text]);
    },
  });
}

/** Whether what runs now was not asked by a test itself, which looks into an object as it likes. */
const isAskedByWorker = (): boolean => {
  const asking = new Error().stack?.split("\n").find((line) => line.includes("/src/"));
  return asking !== undefined && !asking.includes(".test.ts");
};

/** One statement with a plan: of several, all but the first would run. */
const ONE = /^\s*(select|insert|update|delete|with)\b[^;]*$/i;

/** Notes what the objects of this isolate run. One is made here, to get at what they have in common. */
export async function watchObjects(env: object): Promise<void> {
  const isNamespace = (binding: object): binding is DurableObjectNamespace =>
    binding.constructor.name === "DurableObjectNamespace";
  const namespace = Object.values(env).find(isNamespace);
  if (!namespace) return;
  await runInDurableObject(namespace.get(namespace.newUniqueId()), (_, { storage }) => {
    const sql: SqlStorage = Object.getPrototypeOf(storage.sql);
    sql.exec = new Proxy(sql.exec, {
      apply(exec, self, [text, ...values]: [string, ...unknown[]]) {
        if (ONE.test(text) && !ranInObjects.has(text) && isAskedByWorker()) {
          const nothing = values.map(() => null);
          ranInObjects.set(
            text,
            stepsOf(Reflect.apply(exec, self, [`explain query plan ${text}`, ...nothing]).toArray()),
          );
        }
        return Reflect.apply(exec, self, [text, ...values]);
      },
    });
  });
}

/** The statements in a trigger, which no plan of the statement that fires it shows: its condition, and what it does but refuse. */
function insideOf(trigger: string): string[] {
  const bare = trigger.replace(/--.*$/gm, "").replace(/\b(new|old)\.\w+/gi, "?");
  const [, head = "", body = ""] = /^([\s\S]*?)\bbegin\b([\s\S]*)\bend\b/i.exec(bare) ?? [];
  const [, condition] = /\bwhen\b([\s\S]*)$/i.exec(head) ?? [];
  const acts = body.split(";").filter((act) => act.trim() !== "" && !/^\s*select raise\b/i.test(act));
  return [...(condition === undefined ? [] : [`select 1 where ${condition}`]), ...acts];
}

/** With nothing bound: an index that fits one value only, and not whatever may be asked for, does not count. */
async function explained(db: D1Database, texts: readonly string[]): Promise<Plan[]> {
  if (texts.length === 0) return [];
  const asked = texts.map((text) => {
    const values = text.replace(/'[^']*'/g, "").match(/\?/g) ?? [];
    return db.prepare(`explain query plan ${text}`).bind(...values.map(() => null));
  });
  const plans = await db.batch<{ detail: string }>(asked);
  return texts.map((text, at) => ({ text, steps: stepsOf(plans[at]?.results ?? []) }));
}

/**
 * The steps that read a whole table or index, or sort what was found before a page of it is cut. What an insert seems to
 * scan without naming it are the children of a parent: SQLite looks for them only while some miss theirs.
 */
const wholeSteps = ({ text, steps }: Plan): string[] =>
  steps.filter((step) => {
    // To find the greatest or the least without an index is called a search, and uses nothing.
    const [, scanned] =
      /^(?:SCAN (?!\(|CONSTANT ROW)(\S+)(?!.* VIRTUAL TABLE)|SEARCH (\S+)$)/.exec(step)?.filter(Boolean) ?? [];
    const isOfThePlan = steps.includes(`CO-ROUTINE ${scanned}`) || steps.includes(`MATERIALIZE ${scanned}`);
    const isOfParents = /^\s*insert\b/i.test(text) && !new RegExp(`\\b${scanned}\\b`).test(text);
    const isSorted = step.startsWith("USE TEMP B-TREE") && /\blimit\b/i.test(text);
    return (scanned !== undefined && !isOfThePlan && !isOfParents) || isSorted || step.includes("AUTOMATIC");
  });

/** What reads more than it needs and is not accepted, in all that was prepared so far and in every trigger: the step, and the statement. */
export async function wholeReads(db: D1Database): Promise<string[]> {
  const triggers = await db.prepare("select sql from sqlite_master where type = 'trigger'").all<{ sql: string }>();
  const inside = triggers.results.flatMap(({ sql }) => insideOf(sql));
  const plans = [
    ...(await explained(db, [...prepared, ...inside])),
    ...[...ranInObjects].map(([text, steps]) => ({ text, steps })),
  ];
  const found = plans.flatMap((plan) => {
    const line = plan.text.replace(/\s+/g, " ").trim();
    const isAccepted = (step: string) => accepted.some((one) => one.step === step && line.includes(one.of));
    return wholeSteps(plan).flatMap((step) => (isAccepted(step) ? [] : [`${step} in ${line}`]));
  });
  return [...new Set(found)];
}

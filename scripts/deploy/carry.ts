import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Halt, lastLines, pause } from "../processes.mjs";
import { databaseIds, jurisdictionOf, namespaceIds } from "./account.ts";
import { configOf, DOORSTEP_CODE, doorstepConfig } from "./config.ts";
import type { Environment } from "./environment.ts";
import type { Account, Plan, Resource, Step } from "./plan.ts";
import { wordsOf } from "./print.ts";
import type { Tree } from "./refusals.ts";
import { must, type Wrangler } from "./wrangler.ts";

const READY_WITHIN_MS = 120_000;
const ASK_EVERY_MS = 1_000;

interface Carried {
  readonly root: string;
  /** Where generated configurations lie. */
  readonly folder: string;
  readonly tree: Tree;
  readonly environment: Environment;
  readonly account: Account;
  readonly plan: Plan;
  readonly wrangler: Wrangler;
  readonly say: (text: string) => void;
  readonly patience?: number;
}

/**
 * Does the steps of a plan in their order, and stops at the first that fails. What was done is found by the next run,
 * because it asks the account first.
 */
export async function carryOut(carried: Carried): Promise<string> {
  const { plan, environment, say, patience = READY_WITHIN_MS } = carried;
  if (plan.refusals.length > 0) throw new Halt("A plan that is refused is not carried out.");
  let { account } = carried;
  let url = environment.domain ? `https://${environment.domain}` : "";
  for (const [at, step] of plan.steps.entries()) {
    say(`${at + 1}/${plan.steps.length} ${wordsOf(step, environment)}`);
    if (step.do === "create") account = await create(carried, account, step.what, step.name);
    else if (step.do === "migrate") await migrate(carried, account, step.worker);
    else if (step.do === "doorstep") await putDoorstep(carried, step.worker);
    else if (step.do === "deploy") {
      const output = await deploy(carried, account, step);
      if (step.worker === "gateway") url ||= /^\s+(https?:\/\/\S+)$/m.exec(output)?.[1] ?? "";
    } else await untilReady(url, patience);
  }
  return url;
}

async function create({ wrangler, environment }: Carried, account: Account, what: Resource, name: string) {
  const { location } = environment;
  const within = jurisdictionOf(environment);
  // A jurisdiction decides the location: wrangler ignores one beside it.
  const near = location && within.length === 0 ? ["--location", location] : within;
  switch (what) {
    case "database":
      await must(wrangler, "d1", "create", name, ...near);
      return { ...account, databases: await databaseIds(wrangler) };
    case "queue":
      await must(wrangler, "queues", "create", name, ...within);
      return account;
    case "bucket":
      await must(wrangler, "r2", "bucket", "create", name, ...near);
      return account;
    case "namespace":
      await must(wrangler, "kv", "namespace", "create", name, ...within);
      return { ...account, namespaces: await namespaceIds(wrangler) };
  }
}

async function migrate(carried: Carried, account: Account, worker: string): Promise<void> {
  await must(
    carried.wrangler,
    "d1",
    "migrations",
    "apply",
    "DB",
    "--remote",
    "-c",
    writeConfig(carried, account, worker),
  );
}

async function putDoorstep({ wrangler, folder, root, tree, environment }: Carried, worker: string): Promise<void> {
  const home = join(folder, worker, "doorstep");
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "doorstep.js"), DOORSTEP_CODE);
  const config = join(home, "wrangler.json");
  writeFileSync(config, JSON.stringify(doorstepConfig(root, folderOf(tree, worker), environment), undefined, 2));
  await must(wrangler, "deploy", "-c", config);
}

/** The secrets go up with the version that needs them, in a file that nobody else can read and that is gone afterwards. */
async function deploy(
  carried: Carried,
  account: Account,
  { worker, secrets }: Step & { do: "deploy" },
): Promise<string> {
  const { wrangler, environment } = carried;
  const config = writeConfig(carried, account, worker);
  if (secrets.length === 0) return must(wrangler, "deploy", "-c", config);
  const hidden = mkdtempSync(join(tmpdir(), "courtyard-"));
  try {
    const file = join(hidden, "secrets.json");
    const values = Object.fromEntries(secrets.map((name) => [name, environment.secrets[name]]));
    writeFileSync(file, JSON.stringify(values), { mode: 0o600 });
    return await must(wrangler, "deploy", "-c", config, "--secrets-file", file);
  } finally {
    rmSync(hidden, { recursive: true, force: true });
  }
}

/** Writes a Worker's configuration for the environment; the tracked one is not touched. */
function writeConfig({ root, folder, tree, environment }: Carried, account: Account, worker: string): string {
  const home = join(folder, worker);
  mkdirSync(home, { recursive: true });
  const file = join(home, "wrangler.json");
  writeFileSync(file, JSON.stringify(configOf(root, folderOf(tree, worker), environment, account), undefined, 2));
  return file;
}

const folderOf = ({ setups }: Tree, worker: string): string => setups.find(({ name }) => name === worker)?.folder ?? "";

async function untilReady(url: string, patience: number): Promise<void> {
  if (!url) throw new Halt("Deployed; wrangler named no address of the gateway, so /readyz was not asked.");
  const until = Date.now() + patience;
  for (;;) {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(10_000) }).catch((error: Error) => error);
    if (answer instanceof Response && answer.ok) return;
    const said = answer instanceof Response ? `${answer.status} ${await answer.text()}` : answer.message;
    if (Date.now() > until) throw new Halt(`Deployed, and not ready: ${url}/readyz says ${lastLines(said, 5)}`);
    await pause(ASK_EVERY_MS);
  }
}

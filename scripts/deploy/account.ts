import type { Environment } from "./environment.ts";
import { type Account, named, resourcesOf } from "./plan.ts";
import type { Tree } from "./refusals.ts";
import { must, unless, type Wrangler } from "./wrangler.ts";

const NO_QUEUE = /Queue ".*" does not exist/;
const NO_BUCKET = /code: 10006\]|bucket does not exist/;
const NO_WORKER = /Worker ".*" not found/;

/** What the account has of what the tree wants. wrangler lists databases and namespaces; the rest is asked for by name. */
export async function readAccount(wrangler: Wrangler, { setups }: Tree, environment: Environment): Promise<Account> {
  const wanted = resourcesOf(setups).map(({ what, name }) => ({ what, name: named(environment, name) }));
  const of = (what: string) => wanted.filter((one) => one.what === what).map(({ name }) => name);
  const queues: string[] = [];
  for (const name of of("queue"))
    if ((await unless(wrangler, NO_QUEUE, "queues", "info", name)) !== undefined) queues.push(name);
  const buckets: string[] = [];
  for (const name of of("bucket")) {
    const command = ["r2", "bucket", "info", name, "--json", ...jurisdictionOf(environment)];
    if ((await unless(wrangler, NO_BUCKET, ...command)) !== undefined) buckets.push(name);
  }
  const workers: Record<string, string[]> = {};
  for (const { name } of setups.map(({ name }) => ({ name: named(environment, name) }))) {
    const listed = await unless(wrangler, NO_WORKER, "secret", "list", "--name", name, "--format", "json");
    if (listed !== undefined) workers[name] = listIn(listed).map((secret) => String(secret.name));
  }
  return {
    databases: await databaseIds(wrangler),
    namespaces: of("namespace").length > 0 ? await namespaceIds(wrangler) : {},
    queues,
    buckets,
    workers,
  };
}

export const databaseIds = async (wrangler: Wrangler): Promise<Record<string, string>> =>
  idsBy("name", "uuid", await must(wrangler, "d1", "list", "--json"));

export const namespaceIds = async (wrangler: Wrangler): Promise<Record<string, string>> =>
  idsBy("title", "id", await must(wrangler, "kv", "namespace", "list"));

export const jurisdictionOf = ({ jurisdiction }: Environment): string[] =>
  jurisdiction ? ["--jurisdiction", jurisdiction] : [];

const idsBy = (name: string, id: string, output: string): Record<string, string> =>
  Object.fromEntries(listIn(output).map((one) => [String(one[name]), String(one[id])]));

/** The list in what a command printed. */
function listIn(output: string): Record<string, unknown>[] {
  const list: unknown = JSON.parse(output);
  if (!Array.isArray(list)) throw new Error(`wrangler printed no list: ${output.slice(0, 200)}`);
  return list;
}

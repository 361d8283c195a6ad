import { randomUUID } from "node:crypto";
import { type Account, type Binding, deployedOf, Refusal, type Version, type Worker } from "./account.ts";
import type { Asked, Routes } from "./server.ts";

export const SUBDOMAIN = "courtyard-stand-in";

interface Metadata {
  readonly main_module: string;
  readonly bindings: readonly Binding[];
  readonly keep_bindings?: readonly string[];
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly assets?: { readonly jwt: string };
}

export const workerRoutes: Routes = {
  "GET /workers/services/:name": ({ account, of }) => {
    if (!account.workers.has(of.name ?? "")) throw new Refusal(404, 10090, "This Worker does not exist.");
    return { id: of.name, default_environment: { environment: "production", script: { id: of.name, tag: of.name } } };
  },

  "GET /workers/scripts/:name/secrets": (asked) =>
    (deployedOf(workerOf(asked))?.bindings ?? [])
      .filter(({ type }) => type === "secret_text")
      .map(({ type, name }) => ({ type, name })),

  /** A whole Worker at once: a new one, and one whose Durable Objects may be others than before. */
  "PUT /workers/scripts/:name": async (asked) => {
    const { account, of } = asked;
    const worker = account.workers.get(of.name ?? "") ?? newWorker();
    const { id } = await addVersion(asked, worker);
    worker.deployed.push(id);
    account.workers.set(of.name ?? "", worker);
    return { id: of.name, tag: of.name, deployment_id: id.replaceAll("-", ""), startup_time_ms: 1 };
  },

  /** A version that answers nobody yet. */
  "POST /workers/scripts/:name/versions": async (asked) => {
    const worker = workerOf(asked);
    const { id } = await addVersion(asked, worker);
    return { id, startup_time_ms: 1, resources: { script: { etag: id } } };
  },

  "GET /workers/scripts/:name/deployments": (asked) => {
    const versions = workerOf(asked).deployed.map((version_id) => [{ version_id, percentage: 100 }]);
    return {
      deployments: versions.toReversed().map((versions, at) => ({ id: String(at), source: "wrangler", versions })),
    };
  },

  "POST /workers/scripts/:name/deployments": (asked) => {
    const { versions, deployed } = workerOf(asked);
    const [wanted, ...others] = asked.json().versions as { version_id: string; percentage: number }[];
    if (others.length > 0 || wanted?.percentage !== 100 || !versions.some(({ id }) => id === wanted.version_id))
      throw new Refusal(400, 10013, "One version that is there takes all requests.");
    deployed.push(wanted.version_id);
    return { id: randomUUID() };
  },

  "PATCH /workers/scripts/:name/script-settings": (asked) => {
    workerOf(asked);
    return asked.json();
  },

  "GET /workers/scripts/:name/settings": (asked) => ({ bindings: deployedOf(workerOf(asked))?.bindings ?? [] }),

  "GET /workers/workers/:name": (asked) => ({ name: asked.of.name, subdomain: placeOf(workerOf(asked)) }),

  "GET /workers/subdomain": () => ({ subdomain: SUBDOMAIN }),

  "GET /workers/scripts/:name/subdomain": (asked) => placeOf(workerOf(asked)),

  "POST /workers/scripts/:name/subdomain": (asked) => {
    const worker = workerOf(asked);
    const { enabled, previews_enabled } = asked.json();
    worker.isPublic = enabled === true;
    worker.hasPreviews = previews_enabled === true;
    return placeOf(worker);
  },

  "PUT /workers/scripts/:name/schedules": (asked) => {
    const worker = workerOf(asked);
    worker.crons = (asked.json() as unknown as { cron: string }[]).map(({ cron }) => cron);
    return { schedules: worker.crons.map((cron) => ({ cron })) };
  },

  /** Asks for the files that the account does not have. */
  "POST /workers/scripts/:name/assets-upload-session": ({ account, json }) => {
    const manifest = json().manifest as Readonly<Record<string, { readonly hash: string }>>;
    const wanted = Object.values(manifest).flatMap(({ hash }) => (account.files.has(hash) ? [] : [hash]));
    return { jwt: UPLOAD, buckets: wanted.length > 0 ? [wanted] : [] };
  },

  "POST /workers/assets/upload": async ({ account, form }) => {
    for (const hash of (await form()).keys()) account.files.add(hash);
    return { jwt: UPLOAD };
  },
};

/** What lets files in, and says that they are: a token without a claim. */
export const UPLOAD = "stand.e30.in";

const newWorker = (): Worker => ({ versions: [], deployed: [], crons: [], isPublic: true, hasPreviews: true });
const placeOf = ({ isPublic, hasPreviews }: Worker) => ({ enabled: isPublic, previews_enabled: hasPreviews });

function workerOf({ account, of }: Asked): Worker {
  const found = account.workers.get(of.name ?? "");
  if (!found) throw new Refusal(404, 10007, "This Worker does not exist on your account.");
  return found;
}

/** What is uploaded, with the secrets that it does not bring and says it keeps. */
async function addVersion({ account, form }: Asked, worker: Worker): Promise<Version> {
  const parts = await form();
  const metadata: Metadata = JSON.parse(String(parts.get("metadata")));
  const main = parts.get(metadata.main_module);
  if (!(main instanceof File)) throw new Refusal(400, 10021, `No such module: ${metadata.main_module}`);
  const before = deployedOf(worker)?.bindings ?? [];
  const bindings = metadata.bindings.map((binding) =>
    binding.type === "inherit" ? inherited(binding, before) : binding,
  );
  for (const binding of bindings) refuseBinding(account, metadata, binding);
  if (metadata.assets && metadata.assets.jwt !== UPLOAD) throw new Refusal(400, 10021, "The files were not uploaded.");
  const isKept = ({ type, name }: Binding) =>
    metadata.keep_bindings?.includes(type) && !bindings.some((binding) => binding.name === name);
  const version = { id: randomUUID(), bindings: [...bindings, ...before.filter(isKept)], code: await main.text() };
  worker.versions.push(version);
  return version;
}

function inherited({ name }: Binding, before: readonly Binding[]): Binding {
  const found = before.find((binding) => binding.name === name);
  if (!found) throw new Refusal(400, 10021, `There is no binding ${name} to inherit.`);
  return found;
}

/** What a binding names must be there. */
function refuseBinding(account: Account, { exports = {} }: Metadata, binding: Binding): void {
  const { type, name, id, queue_name, service, class_name } = binding;
  if (type === "d1" && ![...account.databases.values()].some(({ uuid }) => uuid === id))
    throw new Refusal(400, 10021, `binding ${name} of type d1 must have a valid \`id\` specified`);
  if (type === "queue" && !account.queues.has(String(queue_name)))
    throw new Refusal(400, 10021, `Queue "${queue_name}" of binding ${name} does not exist.`);
  if (type === "service" && !account.workers.has(String(service)))
    throw new Refusal(400, 10143, `Service binding '${name}' references Worker '${service}' which was not found.`);
  if (type === "durable_object_namespace" && !Object.hasOwn(exports, String(class_name)))
    throw new Refusal(400, 10061, `The class ${class_name} of binding ${name} is not declared.`);
}

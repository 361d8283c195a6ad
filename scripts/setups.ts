import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { unstable_readConfig } from "wrangler";

/** One worker as its `wrangler.toml` says it. */
export interface Setup {
  readonly name: string;
  /** The folder of its `wrangler.toml`, from the root of the repository; empty for the gateway. */
  readonly folder: string;
  readonly compatibilityDate: string | undefined;
  readonly compatibilityFlags: readonly string[];
  readonly workersDev: boolean | undefined;
  readonly previewUrls: boolean | undefined;
  readonly placement: string | undefined;
  readonly routes: readonly unknown[];
  readonly services: readonly Service[];
  readonly consumers: readonly Consumer[];
  readonly producers: readonly { readonly binding: string; readonly queue: string }[];
  readonly crons: readonly string[];
  readonly databases: readonly { readonly binding: string; readonly name: string; readonly migrations: string }[];
  readonly objects: readonly string[];
  readonly declared: readonly string[];
  readonly observed: boolean;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly buckets: readonly { readonly binding: string; readonly name: string }[];
  /** The bindings of KV namespaces. */
  readonly namespaces: readonly string[];
}

export interface Service {
  readonly binding: string;
  readonly service: string;
  readonly entrypoint?: string | undefined;
  readonly props?: Readonly<Record<string, unknown>> | undefined;
}

export interface Consumer {
  readonly queue: string;
  readonly max_batch_size?: number | undefined;
  readonly max_batch_timeout?: number | undefined;
  readonly max_retries?: number | undefined;
  readonly dead_letter_queue?: string | undefined;
}

/** Every worker's configuration, the gateway's from the root. */
export function readSetups(root: string): Setup[] {
  return readdirSync(join(root, "workers"))
    .map((name) => (name === "gateway" ? "" : `workers/${name}`))
    .filter((folder) => existsSync(join(root, folder, "wrangler.toml")))
    .map((folder) => readSetup(root, folder));
}

/** What we read of wrangler's own view of the file, its defaults filled in. */
interface Written {
  readonly name?: string;
  readonly compatibility_date?: string;
  readonly compatibility_flags: readonly string[];
  readonly workers_dev?: boolean;
  readonly preview_urls?: boolean;
  readonly placement?: { readonly mode?: string };
  readonly routes?: readonly unknown[];
  readonly route?: unknown;
  readonly services?: readonly Service[];
  readonly queues: { readonly consumers?: readonly Consumer[]; readonly producers?: Setup["producers"] };
  readonly triggers: { readonly crons?: readonly string[] };
  readonly d1_databases: readonly { binding: string; database_name?: string; migrations_dir?: string }[];
  readonly durable_objects: { readonly bindings: readonly { class_name: string }[] };
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly observability?: { readonly enabled?: boolean };
  readonly vars: Readonly<Record<string, unknown>>;
  readonly r2_buckets: readonly { binding: string; bucket_name?: string }[];
  readonly kv_namespaces: readonly { binding: string }[];
}

function readSetup(root: string, folder: string): Setup {
  const config: Written = unstable_readConfig({ config: join(root, folder, "wrangler.toml") }, { hideWarnings: true });
  const { queues, triggers, d1_databases, durable_objects } = config;
  return {
    name: config.name ?? "",
    folder,
    compatibilityDate: config.compatibility_date,
    compatibilityFlags: config.compatibility_flags,
    workersDev: config.workers_dev,
    previewUrls: config.preview_urls,
    placement: config.placement?.mode,
    routes: [...(config.routes ?? []), ...(config.route ? [config.route] : [])],
    services: config.services ?? [],
    consumers: queues.consumers ?? [],
    producers: queues.producers ?? [],
    crons: triggers.crons ?? [],
    databases: d1_databases.map(({ binding, database_name = "", migrations_dir = "" }) => ({
      binding,
      name: database_name,
      migrations: join(folder, migrations_dir),
    })),
    objects: durable_objects.bindings.map(({ class_name }) => class_name),
    declared: Object.keys(config.exports ?? {}),
    observed: config.observability?.enabled ?? false,
    vars: config.vars,
    buckets: config.r2_buckets.map(({ binding, bucket_name = "" }) => ({ binding, name: bucket_name })),
    namespaces: config.kv_namespaces.map(({ binding }) => binding),
  };
}

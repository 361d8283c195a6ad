import { createHash } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { experimental_readRawConfig } from "wrangler";
import type { Environment } from "./environment.ts";
import { type Account, named, namespaceOf } from "./plan.ts";
import { plainOf } from "./settings.ts";

type Entry = Readonly<Record<string, unknown>>;

/** The parts of a `wrangler.toml` that are other in an environment; all else goes through as it is. */
interface Written extends Entry {
  readonly name: string;
  readonly main: string;
  readonly services?: readonly (Entry & { service: string })[];
  readonly d1_databases?: readonly (Entry & { database_name: string; migrations_dir: string })[];
  readonly queues?: {
    readonly producers?: readonly (Entry & { queue: string })[];
    readonly consumers?: readonly (Entry & { queue: string; dead_letter_queue?: string })[];
  };
  readonly r2_buckets?: readonly (Entry & { bucket_name: string })[];
  readonly kv_namespaces?: readonly (Entry & { binding: string })[];
  readonly ratelimits?: readonly (Entry & { namespace_id: string })[];
  readonly assets?: Entry & { directory: string };
  readonly alias?: Readonly<Record<string, string>>;
}

/** The configuration of one Worker in an environment: the tracked one under the environment's names, with the account's ids. */
export function configOf(root: string, folder: string, environment: Environment, account: Account): Entry {
  const file = join(root, folder, "wrangler.toml");
  const written = experimental_readRawConfig({ config: file }).rawConfig as unknown as Written;
  const here = (path: string) => resolve(dirname(file), path);
  const there = (thing: string) => named(environment, thing);
  const { name, services = [], d1_databases = [], queues = {}, r2_buckets = [], kv_namespaces = [] } = written;
  const plain = plainOf(name).flatMap((key) => (environment.settings[key] ? [[key, environment.settings[key]]] : []));
  return {
    ...written,
    name: there(name),
    main: here(written.main),
    minify: true,
    ...(name === "gateway" && environment.domain && publicAt(environment.domain)),
    vars: Object.fromEntries(plain),
    services: services.map((one) => ({ ...one, service: there(one.service) })),
    d1_databases: d1_databases.map((one) => ({
      ...one,
      database_name: there(one.database_name),
      database_id: account.databases[there(one.database_name)],
      migrations_dir: here(one.migrations_dir),
    })),
    queues: {
      producers: queues.producers?.map((one) => ({ ...one, queue: there(one.queue) })) ?? [],
      consumers:
        queues.consumers?.map(({ dead_letter_queue: dead, ...one }) => ({
          ...one,
          queue: there(one.queue),
          ...(dead && { dead_letter_queue: there(dead) }),
        })) ?? [],
    },
    r2_buckets: r2_buckets.map((one) => ({
      ...one,
      bucket_name: there(one.bucket_name),
      ...(environment.jurisdiction && { jurisdiction: environment.jurisdiction }),
    })),
    kv_namespaces: kv_namespaces.map((one) => ({
      ...one,
      id: account.namespaces[there(namespaceOf(name, one.binding))],
    })),
    ...(written.ratelimits && {
      ratelimits: written.ratelimits.map((one) => ({ ...one, namespace_id: limiterOf(environment, one.namespace_id) })),
    }),
    ...(written.alias && {
      alias: Object.fromEntries(Object.entries(written.alias).map(([name, path]) => [name, here(path)])),
    }),
    ...(written.assets && { assets: { ...written.assets, directory: here(written.assets.directory) } }),
  };
}

const publicAt = (domain: string) => ({ workers_dev: false, routes: [{ pattern: domain, custom_domain: true }] });

/** Counts are shared by everything in an account that names the same number, so each environment has its own. */
function limiterOf({ name }: Environment, id: string): string {
  const own = createHash("sha256").update(name).digest().readUInt16BE(0);
  return String((own + 1) * 10_000 + Number(id));
}

/** A Worker that is only there: the way in answers 503, everything else 404, and it has neither bindings nor a clock. */
export const DOORSTEP_CODE = `import { WorkerEntrypoint } from "cloudflare:workers";
export class Door extends WorkerEntrypoint {
  fetch() {
    return new Response(null, { status: 503, headers: { "retry-after": "60" } });
  }
}
export default { fetch: () => new Response(null, { status: 404 }) };
`;

export function doorstepConfig(root: string, folder: string, environment: Environment): Entry {
  const file = join(root, folder, "wrangler.toml");
  const written = experimental_readRawConfig({ config: file }).rawConfig as unknown as Written;
  const { compatibility_date, compatibility_flags } = written;
  return {
    name: named(environment, written.name),
    main: "doorstep.js",
    compatibility_date,
    compatibility_flags,
    workers_dev: false,
    preview_urls: false,
  };
}

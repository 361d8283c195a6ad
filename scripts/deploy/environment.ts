import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { Halt } from "../processes.mjs";
import { listWorkers } from "../system.mjs";

/** One place the system is deployed to: everything of it carries its name in front. */
export interface Environment {
  readonly name: string;
  /** Where databases and buckets are made, as wrangler's `--location` names it. */
  readonly location?: string | undefined;
  /** Where databases, queues, buckets and namespaces must stay, as wrangler's `--jurisdiction` names it. */
  readonly jurisdiction?: string | undefined;
  /** The gateway's own domain; without one it has an address of `workers.dev`. */
  readonly domain?: string | undefined;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

const NAME = /^[a-z][a-z0-9]{1,15}$/;
const KEYS = ["location", "jurisdiction", "domain", "settings"];

/** Reads `environments/<name>.json`, and the secrets from a file, from standard input (`-`), or none. */
export function readEnvironment(root: string, name: string, secretsFile: string | undefined): Environment {
  if (!NAME.test(name)) throw new Halt(`An environment is called by 2 to 16 small letters and digits, not ${name}.`);
  const file = join(root, "environments", `${name}.json`);
  if (!existsSync(file)) throw new Halt(`environments/${name}.json is missing: copy environments/staging.json.`);
  const written: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isRecord(written)) throw new Halt(`environments/${name}.json is no object.`);
  const strange = Object.keys(written).filter((key) => !KEYS.includes(key));
  if (strange.length > 0) throw new Halt(`environments/${name}.json says ${strange.join(", ")}, which means nothing.`);
  const { location, jurisdiction, domain, settings } = written;
  return {
    name,
    location: textOf(location),
    jurisdiction: textOf(jurisdiction),
    domain: textOf(domain),
    settings: textsOf(settings ?? {}),
    secrets: secretsFile === undefined ? {} : readSecrets(secretsFile),
  };
}

/** `NAME=value` lines, or an object in JSON. */
function readSecrets(file: string): Record<string, string> {
  const text = readFileSync(file === "-" ? 0 : file, "utf8");
  return textsOf(text.trimStart().startsWith("{") ? JSON.parse(text) : parseEnv(text));
}

/** What the `.dev.vars` of this tree hold: values that no deployment may carry. */
export function laptopValues(root: string): Record<string, string> {
  const files = listWorkers(root).map(({ folder }) => join(folder, ".dev.vars"));
  return Object.assign({}, ...files.filter(existsSync).map((file) => textsOf(parseEnv(readFileSync(file, "utf8")))));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value ? value : undefined);

function textsOf(value: unknown): Record<string, string> {
  if (!isRecord(value)) throw new Halt("Settings and secrets are an object of texts.");
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      if (typeof one !== "string") throw new Halt(`${key} is no text.`);
      return [key, one];
    }),
  );
}

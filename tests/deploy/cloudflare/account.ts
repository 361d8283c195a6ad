import { randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";

/** What one account has, in the API's own words. */
export interface Account {
  /** The hashes of the static files it was given. */
  readonly files: Set<string>;
  readonly databases: Map<string, Database>;
  readonly queues: Map<string, Queue>;
  readonly workers: Map<string, Worker>;
}

export interface Database {
  readonly uuid: string;
  readonly name: string;
  readonly jurisdiction?: string | undefined;
  readonly primary_location_hint?: string | undefined;
  readonly sqlite: DatabaseSync;
}

export interface Queue {
  readonly queue_id: string;
  readonly queue_name: string;
  readonly jurisdiction?: string | undefined;
  readonly consumers: Consumer[];
}

export interface Consumer {
  readonly consumer_id: string;
  readonly script: string;
  readonly type: "worker";
  readonly dead_letter_queue?: string | undefined;
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface Worker {
  /** Its uploads in their order. */
  readonly versions: Version[];
  /** The ids of the versions that were put to work, the newest last. */
  readonly deployed: string[];
  crons: readonly string[];
  isPublic: boolean;
  hasPreviews: boolean;
}

export interface Version {
  readonly id: string;
  readonly bindings: readonly Binding[];
  /** The code of its main module. */
  readonly code: string;
}

export interface Binding {
  readonly type: string;
  readonly name: string;
  readonly [of: string]: unknown;
}

/** An answer that is no success: a code that wrangler may know, and a sentence. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const emptyAccount = (): Account => ({
  files: new Set(),
  databases: new Map(),
  queues: new Map(),
  workers: new Map(),
});

export const newDatabase = (wanted: Omit<Database, "uuid" | "sqlite">): Database => ({
  ...wanted,
  uuid: randomUUID(),
  sqlite: new DatabaseSync(":memory:"),
});

/** The migrations that a database's ledger names. */
export function ledgerOf({ sqlite }: Database): string[] {
  if (!sqlite.prepare("SELECT 1 FROM sqlite_master WHERE name = 'd1_migrations'").get()) return [];
  return sqlite
    .prepare("SELECT name FROM d1_migrations ORDER BY id")
    .all()
    .map(({ name }) => String(name));
}

/** The version of a Worker that answers. */
export const deployedOf = ({ versions, deployed }: Worker): Version | undefined =>
  versions.find(({ id }) => id === deployed.at(-1));

/** Every secret of a Worker by its name. */
export const secretsIn = (worker: Worker): Record<string, unknown> =>
  Object.fromEntries(
    (deployedOf(worker)?.bindings ?? []).flatMap(({ type, name, text }) =>
      type === "secret_text" ? [[name, text]] : [],
    ),
  );

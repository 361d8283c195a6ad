import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { InternalRoute } from "#shared/contracts/route";

/** The text of each migration by worker and file: `{ iam: { "0001_plumbing.sql": "…" } }`. */
export function readMigrations(root: string): Record<string, Record<string, string>> {
  const folder = join(root, "migrations");
  return Object.fromEntries(
    readdirSync(folder).map((worker) => [
      worker,
      Object.fromEntries(
        readdirSync(join(folder, worker)).map((file) => [file, readFileSync(join(folder, worker, file), "utf8")]),
      ),
    ]),
  );
}

/** Every route between workers: what `shared/contracts/*-internal.ts` exports. */
export async function readInternals(root: string): Promise<InternalRoute[]> {
  const folder = join(root, "shared/contracts");
  const files = readdirSync(folder).filter((name) => name.endsWith("-internal.ts"));
  const modules: Record<string, unknown>[] = await Promise.all(files.map((file) => import(join(folder, file))));
  return modules.flatMap(Object.values).flatMap((contract) => Object.values(contract ?? {}).filter(isInternal));
}

const isInternal = (value: unknown): value is InternalRoute =>
  typeof value === "object" && value !== null && "internalTerms" in value;

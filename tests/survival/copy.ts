import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

const PARTS = [
  "workers",
  "shared",
  "migrations",
  "scripts",
  "package.json",
  "tsconfig.json",
  "wrangler.toml",
  ".assets",
];

/** The repository in another folder, where something of it can be replaced. */
export function copyOf(root: string, into: string): string {
  mkdirSync(into);
  for (const part of PARTS) cpSync(join(root, part), join(into, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(into, "node_modules"));
  return into;
}

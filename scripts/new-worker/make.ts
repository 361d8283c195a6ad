import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Edit, editsFor } from "./edits.ts";
import type { Names } from "./names.ts";

const TEMPLATES = fileURLToPath(new URL("template", import.meta.url));
const END = ".template";
/** The migrations that are the same in every worker that has them. */
const SHARED_MIGRATIONS = ["0001_plumbing.sql", "0002_homes.sql"];

interface Made {
  /** Of what was made or changed. */
  readonly paths: readonly string[];
  /** Takes all of it back. */
  readonly undo: () => void;
}

/** Writes a worker into a tree; writes nothing where an edit has lost its place. */
export function makeWorker(root: string, names: Names): Made {
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  const files = new Map<string, string>();
  const words = { ...names, compatibilityDate: /compatibility_date = "(.+)"/.exec(read("wrangler.toml"))?.[1] ?? "" };
  for (const file of readdirSync(TEMPLATES, { recursive: true, encoding: "utf8" }))
    if (file.endsWith(END))
      files.set(filled(file.slice(0, -END.length), words), filled(readFileSync(join(TEMPLATES, file), "utf8"), words));
  for (const file of SHARED_MIGRATIONS)
    files.set(`migrations/${names.worker}/${file}`, read(`migrations/bookings/${file}`));
  for (const edit of editsFor(names)) files.set(edit.path, edited(files.get(edit.path) ?? read(edit.path), edit));

  const before = [...files.keys()].map((path) => ({
    path,
    text: existsSync(join(root, path)) ? read(path) : undefined,
  }));
  const folders: string[] = [];
  for (const [path, text] of files) {
    const folder = mkdirSync(dirname(join(root, path)), { recursive: true });
    if (folder !== undefined) folders.push(folder);
    writeFileSync(join(root, path), text);
  }
  const undo = () => {
    for (const { path, text } of before)
      if (text === undefined) rmSync(join(root, path));
      else writeFileSync(join(root, path), text);
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  };
  return { paths: [...files.keys()], undo };
}

const filled = (text: string, words: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (found, word: string) => words[word] ?? found);

function edited(text: string, { path, find, replace }: Edit): string {
  const times = [...text.matchAll(new RegExp(find.source, "g"))].length;
  if (times !== 1) throw new Error(`${path} has ${times} places for a new worker (${find.source}), and not one`);
  return text.replace(find, replace);
}

import { posix } from "node:path";

interface Page {
  readonly path: string;
  readonly text: string;
}

type Exists = (path: string) => boolean;

/** A path in backticks, without a placeholder in it. */
const PATH = /`((?:\.?[\w-]+\/)+[\w.-]*|[\w-]+(?:\.[\w-]+)*\.(?:ts|mjs|md|toml|json|sql))`/g;
const TOP = /^(workers|shared|tests|scripts|docs|migrations|bench|src|\.ci)\//;
const LINK = /\]\(([^)\s]+)\)/g;
const COMMAND = /\bnpm run ([\w:-]+)/g;

/** What a page names in backticks, counted from the root or from the page, and is not there. */
export function vanishedPaths({ path, text }: Page, exists: Exists): string[] {
  const named = [...text.matchAll(PATH)].map(([, name = ""]) => name).filter((name) => TOP.test(name));
  return named.filter((name) => !exists(trimmed(name)) && !exists(near(path, name))).map((name) => `${path}: ${name}`);
}

/** Links inside the repository that lead nowhere. */
export function brokenLinks({ path, text }: Page, exists: Exists): string[] {
  const links = [...text.matchAll(LINK)].map(([, link = ""]) => link).filter((link) => !/^([a-z]+:|#)/.test(link));
  return links.filter((link) => !exists(near(path, link.replace(/#.*$/, "")))).map((link) => `${path}: ${link}`);
}

export function unknownScripts({ path, text }: Page, scripts: readonly string[]): string[] {
  const named = [...text.matchAll(COMMAND)].map(([, name = ""]) => name);
  return named.filter((name) => !scripts.includes(name)).map((name) => `${path}: npm run ${name}`);
}

/** The names that a page lists: what a pattern finds, each time and separated by commas. */
export const listedIn = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].flatMap(([, names = ""]) => names.split(/,\s+/).map((name) => name.replaceAll("`", "")));

const trimmed = (path: string): string => path.replace(/\/$/, "");
const near = (page: string, path: string): string => trimmed(posix.join(posix.dirname(page), path));

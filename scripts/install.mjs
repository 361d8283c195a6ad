import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Halt, lastLines, run } from "./processes.mjs";

const OLDEST_NODE = 20;
const STAMP = "node_modules/.courtyard.json";

/**
 * The Node that everything after the install runs under.
 * @param {string} root
 */
export function pinnedNode(root) {
  return join(root, "node_modules/node/bin/node");
}

export function refuseOldNode() {
  const { bun, deno, node } = process.versions;
  if (bun || deno || Number(node.split(".")[0]) >= OLDEST_NODE) return;
  throw new Halt(`Courtyard needs Node ${OLDEST_NODE} or newer, and this is Node ${node}.`);
}

/**
 * Installs the packages unless all of them are there, in the versions that package.json asks for.
 * @param {string} root
 * @param {(reason: string) => void} say
 */
export async function ensureInstalled(root, say) {
  const reason = whyInstall(root);
  if (reason === undefined) return;
  say(reason);
  const { program, args } = installer(root);
  const command = [program, ...args].join(" ");
  const { code, output } = await run(program, args, { cwd: root, env: outsideEnv(root) });
  if (code !== 0) throw new Halt(`The install failed: \`${command}\` ended with code ${code}.\n${errorLines(output)}`);
  const still = whatIsMissing(root);
  if (still !== undefined) {
    throw new Halt(`The install is broken (${still}): delete node_modules and start again.`);
  }
  writeFileSync(join(root, STAMP), JSON.stringify({ manifests: manifestsHash(root) }));
}

/** @param {string} root */
function whyInstall(root) {
  if (!existsSync(join(root, "node_modules/wrangler/package.json"))) return "not installed yet";
  const missing = whatIsMissing(root);
  if (missing !== undefined) return missing;
  return whatDiffers(root);
}

/** By our own note of the last install; after an install by hand, by what npm notes of its own. @param {string} root */
function whatDiffers(root) {
  const stamp = readJson(join(root, STAMP));
  if (stamp?.manifests === manifestsHash(root)) return undefined;
  const installed = readJson(join(root, "node_modules/.package-lock.json"))?.packages;
  const locked = readJson(join(root, "package-lock.json"))?.packages;
  if (!installed || !locked) return "no note of what was installed for this package.json";
  const other = Object.keys(locked).find((place) => {
    const mayBeAbsent = place === "" || locked[place].optional;
    return installed[place] ? installed[place].version !== locked[place].version : !mayBeAbsent;
  });
  if (other === undefined) return undefined;
  const { version = "absent" } = installed[other] ?? {};
  return `${other.replace(/^node_modules\//, "")} is ${version}, and package-lock.json asks for ${locked[other].version}`;
}

/** Only what decides the install: a new script in package.json is no reason to install again. @param {string} root */
function manifestsHash(root) {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const lock = join(root, "package-lock.json");
  const hash = createHash("sha256").update(JSON.stringify([dependencies, devDependencies]));
  return hash.update(existsSync(lock) ? readFileSync(lock) : "").digest("hex");
}

/** @param {string} root */
function whatIsMissing(root) {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  for (const [name, wanted] of Object.entries({ ...dependencies, ...devDependencies })) {
    const version = readJson(join(root, "node_modules", name, "package.json"))?.version;
    if (version === undefined) return `${name} is missing`;
    if (/^\d+\.\d+\.\d+/.test(wanted) && version !== wanted) return `${name} is ${version} instead of ${wanted}`;
  }
  const places = Object.keys(readJson(join(root, "node_modules/.package-lock.json"))?.packages ?? {});
  const gone = places.find((place) => !existsSync(join(root, place, "package.json")));
  if (gone !== undefined) return `${gone.replace(/^.*node_modules\//, "")} is missing`;
  return spawnSync(pinnedNode(root), ["--version"]).status === 0 ? undefined : "its Node does not run";
}

/** The first lines that name an error: npm ends with pages of usage. @param {string} output */
function errorLines(output) {
  const lines = output.split("\n").filter((line) => /error/i.test(line) && !/error\s*$/.test(line));
  return lines.length > 0 ? lines.slice(0, 8).join("\n") : lastLines(output, 15);
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** @param {string} root */
function installer(root) {
  const agent = process.env.npm_config_user_agent ?? "";
  if (process.versions.bun || agent.startsWith("bun/")) return { program: "bun", args: ["install"] };
  if (process.versions.deno || agent.startsWith("deno/")) {
    return { program: "deno", args: ["install", "--allow-scripts=npm:node,npm:workerd,npm:esbuild"] };
  }
  const locked = existsSync(join(root, "package-lock.json"));
  return { program: "npm", args: [locked ? "ci" : "install", "--no-audit", "--no-fund"] };
}

/** The environment without our own node_modules/.bin: npm must not run on the Node that it is about to delete. @param {string} root */
function outsideEnv(root) {
  const path = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !folder.startsWith(join(root, "node_modules")));
  return { ...process.env, PATH: path.join(delimiter) };
}

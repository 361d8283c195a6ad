import { createHash, randomBytes } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Stands where a secret belongs: 32 random bytes on a laptop, fixed ones in a test. */
const SECRET = Symbol("secret");

/** @type {Record<string, string | typeof SECRET>} */
const EVERY_WORKER = { STAGE: "dev" };

/** @type {Record<string, Record<string, string | typeof SECRET>>} */
const ONE_WORKER = {
  gateway: { ALLOWED_ORIGINS: "http://localhost:8787,http://localhost:5173" },
  iam: { IAM_SECRET: SECRET, FIRST_ADMIN_EMAIL: "admin@courtyard.example" },
  residency: { RESIDENCY_SECRET: SECRET },
  events: { EVENTS_SECRET: SECRET, AUDIT_WINDOW_SECONDS: "60" },
};

/**
 * The variables one worker needs, with secrets made by `secret`.
 * @param {string} worker
 * @param {(key: string) => string} secret
 * @returns {Record<string, string>}
 */
function varsOf(worker, secret) {
  const entries = Object.entries({ ...EVERY_WORKER, ...ONE_WORKER[worker] });
  return Object.fromEntries(entries.map(([key, value]) => [key, typeof value === "string" ? value : secret(key)]));
}

/** @param {string} file @returns {string[]} */
function keysIn(file) {
  if (!existsSync(file)) return [];
  return [...readFileSync(file, "utf8").matchAll(/^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=/gm)].map(
    (match) => match[1] ?? "",
  );
}

/**
 * Adds what is missing to a worker's `.dev.vars`; what is there already stays as it is.
 * @param {{ name: string, folder: string }} worker
 */
export function writeDevVars(worker) {
  const file = join(worker.folder, ".dev.vars");
  const present = new Set(keysIn(file));
  const vars = varsOf(worker.name, () => randomBytes(32).toString("base64"));
  const missing = Object.entries(vars).filter(([key]) => !present.has(key));
  if (missing.length === 0) return;
  const unfinishedLine = existsSync(file) && !/(^|\n)$/.test(readFileSync(file, "utf8"));
  const lines = missing.map(([key, value]) => `${key}=${value}\n`).join("");
  appendFileSync(file, `${unfinishedLine ? "\n" : ""}${lines}`, { mode: 0o600 });
}

/** The variable that says where the gateway is reached, and so follows the port of a start. */
const ADDRESS = { worker: "bookings", key: "PUBLIC_ORIGIN" };
const LOCAL_ADDRESS = /^["']?http:\/\/localhost:\d+\/?["']?$/;

/**
 * Writes into a worker's `.dev.vars` where this start is reached; an address of the developer's own stays.
 * @param {{ name: string, folder: string }} worker
 * @param {string} url
 */
export function writeAddress(worker, url) {
  const { key } = ADDRESS;
  if (worker.name !== ADDRESS.worker) return;
  const file = join(worker.folder, ".dev.vars");
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  const known = lines.findIndex((line) => line.trim().startsWith(`${key}=`));
  const value = lines[known]?.trim().slice(key.length + 1) ?? "";
  if (known >= 0 && value !== "" && !LOCAL_ADDRESS.test(value)) return;
  const kept = lines.filter((_, at) => at !== known);
  while (kept.at(-1) === "") kept.pop();
  writeFileSync(file, `${[...kept, `${key}=${url}`].join("\n")}\n`, { mode: 0o600 });
}

/**
 * The same variables for a test: the same values every time. A key that only the developer's own `.dev.vars` has is
 * emptied, so that nobody's mail or payment account is reached from a test.
 * @param {{ name: string, folder: string }} worker
 * @returns {Record<string, string>}
 */
export function testVars(worker) {
  const foreign = Object.fromEntries(keysIn(join(worker.folder, ".dev.vars")).map((key) => [key, ""]));
  return { ...foreign, ...varsOf(worker.name, (key) => createHash("sha256").update(key).digest("base64")) };
}

/**
 * Every variable of every worker together, with secrets of its own, for a system that is started with `vars`.
 * @returns {Record<string, string>}
 */
export function systemVars() {
  const secret = () => randomBytes(32).toString("base64");
  return Object.assign({}, ...Object.keys(ONE_WORKER).map((worker) => varsOf(worker, secret)));
}

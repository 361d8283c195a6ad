import { createHash } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { connect, createServer } from "node:net";
import { join, relative, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { pinnedNode } from "./install.mjs";
import { Halt, lastLines, pause, run, signalGroup, spawnGroup } from "./processes.mjs";

const READY_WITHIN_MS = 120_000;
const BUILD_ERROR_PATIENCE_MS = 5_000;
const STOP_WITHIN_MS = 5_000;
const POLL_MS = 50;
const ASK_WITHIN_MS = 5_000;
const LOOPBACKS = ["127.0.0.1", "::1"];

/** Keeps wrangler from asking, phoning home and finding the Workers of another system on this machine. */
const QUIET = {
  CI: "1",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_WRITE_LOGS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  FORCE_COLOR: "0",
};

/** @typedef {{ name: string, folder: string, config: string, migrations: string }} Worker */

/**
 * Every Worker of the repository, the gateway first; `migrations` is a folder that may be absent.
 * @param {string} root
 * @returns {Worker[]}
 */
export function listWorkers(root) {
  /** @param {string} name @param {string} folder */
  const worker = (name, folder) => ({
    name,
    folder,
    config: join(folder, "wrangler.toml"),
    migrations: join(root, "migrations", name),
  });
  const behind = readdirSync(join(root, "workers"))
    .filter((name) => existsSync(join(root, "workers", name, "wrangler.toml")))
    .sort()
    .map((name) => worker(name, join(root, "workers", name)));
  return [worker("gateway", resolve(root)), ...behind];
}

/**
 * Brings every database under `stateDir` up to its migrations; says the names of those that had something to do.
 * @param {{ root: string, stateDir: string }} where
 */
export async function migrate({ root, stateDir: folder }) {
  const stateDir = resolve(folder);
  const ledger = join(stateDir, "migrated.json");
  const done = existsSync(ledger) ? JSON.parse(readFileSync(ledger, "utf8")) : {};
  const wanted = Object.fromEntries(
    listWorkers(root)
      .filter(({ migrations }) => existsSync(migrations))
      .map(({ name, migrations }) => [name, folderHash(migrations)]),
  );
  const due = Object.keys(wanted).filter((name) => done[name] !== wanted[name]);
  if (due.length === 0) return due;
  mkdirSync(stateDir, { recursive: true });
  const args = [join(root, "scripts/apply-migrations.mjs"), root, stateDir, ...due];
  const { code, output } = await run(pinnedNode(root), args, { cwd: root, env: quietEnv(stateDir) });
  if (code !== 0) throw new Halt(`A migration failed: ${errorLine(output)}`);
  writeFileSync(ledger, JSON.stringify(wanted));
  return due;
}

/** @param {string} output */
function errorLine(output) {
  return /^.*Error: (.*)$/m.exec(output)?.[1] ?? lastLines(output, 15);
}

/**
 * Starts all Workers in a process group of their own. Neither installs nor migrates, so that a restart is quick.
 * With `vars` every Worker gets exactly these variables instead of its `.dev.vars`.
 * @param {{ root: string, stateDir: string, port: number, vars?: Record<string, string>, quiet?: boolean }} options
 */
export function startSystem({ root, stateDir: folder, port, vars, quiet = false }) {
  const stateDir = resolve(folder);
  mkdirSync(stateDir, { recursive: true });
  const url = `http://localhost:${port}`;
  const logFile = join(stateDir, "courtyard.log");
  const args = ["dev", "--local", "--persist-to", stateDir, "--port", String(port), "--inspector-port", "0"];
  const home = vars ? mirror(resolve(root), join(stateDir, "configured"), vars) : root;
  for (const worker of listWorkers(home)) args.push("-c", worker.config);
  if (quiet) args.push("--log-level", "warn");
  const litter = bundles(home);

  const logStart = existsSync(logFile) ? statSync(logFile).size : 0;
  const logEnd = openSync(logFile, "a");
  const { child, group } = spawnGroup(pinnedNode(root), [wrangler(root), ...args], {
    cwd: home,
    env: quietEnv(stateDir),
    out: logEnd,
  });
  closeSync(logEnd);

  /** What this run of the system has printed. */
  const log = () => stripVTControlCharacters(readFileSync(logFile).subarray(logStart).toString());

  let ended = false;
  /** @type {Promise<void>} */
  const exited = new Promise((resolve) => {
    child.once("exit", () => {
      ended = true;
      resolve();
    });
  });

  /** Kills the whole group, and comes back when nothing of it holds the port or the files. @param {NodeJS.Signals} [signal] */
  async function kill(signal = "SIGKILL") {
    signalGroup(group, signal);
    await Promise.race([exited, pause(STOP_WITHIN_MS)]);
    signalGroup(group, "SIGKILL");
    await exited;
    const until = Date.now() + STOP_WITHIN_MS;
    while (Date.now() < until && (await portTaken(port))) await pause(POLL_MS);
    for (const folder of bundles(home)) if (!litter.includes(folder)) rmSync(folder, { recursive: true, force: true });
  }

  async function waitUntilReady() {
    const startedAt = Date.now();
    let failedAt = Number.POSITIVE_INFINITY;
    for (const path of ["/healthz", "/readyz"]) {
      for (;;) {
        if (ended) throw new Halt(`The Workers stopped while starting:\n${lastLines(log(), 20)}`);
        const answer = await ask(url + path);
        if (answer.ok) break;
        const now = Date.now();
        if (path === "/healthz" && log().includes("[ERROR]")) failedAt = Math.min(failedAt, now);
        if (now > failedAt + BUILD_ERROR_PATIENCE_MS || now > startedAt + READY_WITHIN_MS) {
          throw new Halt(`The Workers did not become ready; ${path}: ${answer.text}\n${lastLines(log(), 20)}`);
        }
        await pause(POLL_MS);
      }
    }
  }
  const ready = waitUntilReady();
  ready.catch(() => {});

  return { url, pid: group, ready, exited, log, kill, stop: () => kill("SIGTERM") };
}

/**
 * Whether anyone listens on the port, on either loopback address.
 * @param {number} port
 */
export async function portTaken(port) {
  const answers = await Promise.all(
    LOOPBACKS.map(async (host) => (await listens(host, port)) || bindRefused(host, port)),
  );
  return answers.includes(true);
}

/**
 * A port nobody listens on now.
 * @returns {Promise<number>}
 */
export function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, LOOPBACKS[0], () => {
      const address = server.address();
      server.close(() => found(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** @param {string} host @param {number} port @returns {Promise<boolean>} */
function listens(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}

/** @param {string} host @param {number} port @returns {Promise<boolean>} */
function bindRefused(host, port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code === "EADDRINUSE"));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(false)));
  });
}

/** @param {string} url */
async function ask(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ASK_WITHIN_MS) });
    return { ok: response.ok, text: `${response.status} ${(await response.text()).slice(0, 500)}` };
  } catch {
    return { ok: false, text: "nothing answers" };
  }
}

/** What wrangler builds into, and leaves behind when it is killed: megabytes a start. @param {string} root */
function bundles(root) {
  return listWorkers(root).flatMap(({ folder }) => {
    const built = join(folder, ".wrangler/tmp");
    return existsSync(built) ? readdirSync(built).map((name) => join(built, name)) : [];
  });
}

/**
 * The same Workers under other variables: wrangler gives an `--env-file` to the first Worker only, and `.dev.vars` lies
 * beside a configuration, so every configuration gets a folder of its own whose sources are links to the real ones.
 * @param {string} root @param {string} home @param {Record<string, string>} vars
 */
function mirror(root, home, vars) {
  const lines = Object.entries(vars).map(([key, value]) => `${key}='${value}'\n`);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(join(home, "workers"), { recursive: true });
  for (const { name, folder } of listWorkers(root)) {
    const copy = join(home, relative(root, folder));
    mkdirSync(copy, { recursive: true });
    copyFileSync(join(folder, "wrangler.toml"), join(copy, "wrangler.toml"));
    writeFileSync(join(copy, ".dev.vars"), lines.join(""), { mode: 0o600 });
    if (name !== "gateway") symlinkSync(join(folder, "src"), join(copy, "src"));
  }
  for (const part of [
    "workers/gateway",
    "shared",
    "migrations",
    "node_modules",
    "package.json",
    "tsconfig.json",
    ".assets",
  ])
    if (existsSync(join(root, part))) symlinkSync(realpathSync(join(root, part)), join(home, part));
  return home;
}

/** @param {string} folder */
function folderHash(folder) {
  const hash = createHash("sha256");
  for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest("hex");
}

/** @param {string} root */
function wrangler(root) {
  return join(root, "node_modules/wrangler/bin/wrangler.js");
}

/** @param {string} stateDir @returns {NodeJS.ProcessEnv} */
function quietEnv(stateDir) {
  return { ...process.env, ...QUIET, WRANGLER_REGISTRY_PATH: join(stateDir, "registry") };
}

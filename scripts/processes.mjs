import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** An end that was foreseen: its message is all that people need to read. */
export class Halt extends Error {}

const GUARD = fileURLToPath(new URL("guard.mjs", import.meta.url));
const INTERRUPTED = 130;

/**
 * Starts a program in a process group of its own, which dies with this process however this process dies.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, out: "inherit" | "pipe" | number }} options
 */
export function spawnGroup(program, args, { cwd, env = process.env, out }) {
  const child = spawn(process.execPath, [GUARD, program, ...args], {
    cwd,
    env,
    detached: true,
    stdio: ["pipe", out, out],
  });
  const { pid } = child;
  if (pid === undefined) throw new Halt(`${process.execPath} does not start.`);
  child.once("exit", () => signalGroup(pid, "SIGKILL"));
  return { child, group: pid };
}

/**
 * Sends a signal to every process of a group that is still there.
 * @param {number} group
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(group, signal) {
  try {
    process.kill(-group, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/**
 * Runs a program to its end; what it prints is kept, or with `echo` goes straight to the screen.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, echo?: boolean }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(program, args, { cwd, env = process.env, echo = false }) {
  return new Promise((resolve) => {
    const { child } = spawnGroup(program, args, { cwd, env, out: echo ? "inherit" : "pipe" });
    /** @type {Buffer[]} */
    const chunks = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => chunks.push(chunk));
    child.on("close", (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

/** @param {string} text @param {number} count */
export function lastLines(text, count) {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}

/** @param {number} ms */
export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * The frame of every script here: one sentence and exit code 1 for what was foreseen, the stack for what was not.
 * @param {() => Promise<number>} work
 * @param {() => unknown} leave what Ctrl-C does
 */
export async function main(work, leave = () => process.exit(INTERRUPTED)) {
  let leaving = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.once(signal, () => {
      leaving = true;
      leave();
    });
  }
  try {
    const code = await work();
    if (!leaving) process.exit(code);
  } catch (error) {
    // What fails now fails because it is being stopped.
    if (leaving) return;
    console.error(error instanceof Halt ? `\n${error.message}` : error);
    process.exit(1);
  }
}

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** @typedef {{ pid: number, url: string }} Running */

/** @param {string} stateDir */
const pidFile = (stateDir) => join(stateDir, "courtyard.pid");

/** @param {string} stateDir @param {Running} running */
export function noteRunning(stateDir, running) {
  mkdirSync(stateDir, { recursive: true });
  writeFileSync(pidFile(stateDir), JSON.stringify(running));
}

/** @param {string} stateDir */
export function forgetRunning(stateDir) {
  rmSync(pidFile(stateDir), { force: true });
}

/**
 * The living `npm start` that uses this state, if there is one.
 * @param {string} stateDir
 * @returns {Running | undefined}
 */
export function whoRuns(stateDir) {
  if (!existsSync(pidFile(stateDir))) return undefined;
  try {
    const running = JSON.parse(readFileSync(pidFile(stateDir), "utf8"));
    process.kill(running.pid, 0);
    return isStart(running.pid) ? running : undefined;
  } catch {
    return undefined;
  }
}

/** A number is handed out again after its process died, so the command is looked at too. @param {number} pid */
function isStart(pid) {
  const { status, stdout } = spawnSync("ps", ["-p", String(pid), "-o", "args="], { encoding: "utf8" });
  return status !== 0 || stdout.includes("start.mjs");
}

import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { cpus, platform } from "node:os";
import { join } from "node:path";

const SERVER_CORE = 0;
const CLIENT_CORE = 1;

/** Asked before anything is pinned: a pinned process sees one core. */
export const CORES = cpus();

function taskset(...args: string[]): string | undefined {
  try {
    return execFileSync("taskset", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return undefined;
  }
}

export const canPin = (): boolean => CORES.length > 1 && taskset("-V") !== undefined;

/** A program that starts `program` on the server's core; `program` itself where nothing can be pinned. */
export function onServerCore(program: string, folder: string): string {
  if (!canPin()) return program;
  const script = join(folder, "on-server-core.sh");
  writeFileSync(script, `#!/bin/sh\nexec taskset -c ${SERVER_CORE} '${program}' "$@"\n`);
  chmodSync(script, 0o755);
  return script;
}

/** Keeps this process, all its threads, on the client's core. */
export function pinClient(): void {
  if (canPin()) taskset("-a", "-c", "-p", String(CLIENT_CORE), String(process.pid));
}

const coresOf = (pid: number): string => /: *([\d,-]+)\s*$/.exec(taskset("-c", "-p", String(pid)) ?? "")?.[1] ?? "any";

/** Which core each process really is on, read back from the system. */
export function pinningText(server: number): string {
  if (!canPin()) return "Nothing was pinned to a core.";
  const [ofServer, ofClient] = [coresOf(server), coresOf(process.pid)];
  if (ofServer !== String(SERVER_CORE) || ofClient !== String(CLIENT_CORE))
    throw new Error(`not pinned: the server is on ${ofServer}, the client on ${ofClient}`);
  return `The server was pinned to core ${ofServer} and the client to core ${ofClient}, as read back.`;
}

export interface Times {
  /** The processor time a process has used, in milliseconds. */
  readonly used: number;
  /** How long it was ready to run while its core was somebody else's, in milliseconds. */
  readonly waited: number;
}

/** Nothing where the system does not count them. */
export function timesOf(pid: number): Times | undefined {
  const tasks = `/proc/${pid}/task`;
  if (!existsSync(tasks)) return undefined;
  const nanoseconds = readdirSync(tasks).map((task) => contentOf(`${tasks}/${task}/schedstat`).split(" ").map(Number));
  const total = (at: number) => nanoseconds.reduce((sum, of) => sum + (of[at] ?? 0), 0) / 1_000_000;
  return { used: total(0), waited: total(1) };
}

/** The processes of workerd that this process started. */
export const ownRuntimes = (): number[] =>
  execFileSync("ps", ["-A", "-o", "pid=,ppid=,comm="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, command]) => Number(parent) === process.pid && command?.endsWith("workerd"))
    .map(([pid]) => Number(pid));

/** Empty for a process that ended while we looked. */
function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Refuses to go on unless it is this process itself that listens on the port. */
export function demandListener(port: number, pid: number): void {
  if (platform() !== "linux") return;
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  const lines = readFileSync("/proc/net/tcp", "utf8").split("\n");
  // Local address, state 0A (listening), and the socket's inode in the tenth column.
  const inode = lines
    .map((line) => line.trim().split(/\s+/))
    .find((of) => of[1]?.endsWith(`:${hex}`) && of[3] === "0A")?.[9];
  const held = readdirSync(`/proc/${pid}/fd`).some((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`) === `socket:[${inode}]`;
    } catch {
      return false;
    }
  });
  if (!held) throw new Error(`it is not workerd (${pid}) that listens on port ${port}`);
}

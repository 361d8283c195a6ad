import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { Halt, lastLines } from "../processes.mjs";

export interface Said {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** One command of wrangler's, run to its end. */
export type Wrangler = (...args: readonly string[]) => Promise<Said>;

/** wrangler as it is run without anybody to ask: it takes its account and token from the environment. */
export function wranglerAt(program: string, first: readonly string[], cwd: string): Wrangler {
  mkdirSync(cwd, { recursive: true });
  const env = { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false", WRANGLER_WRITE_LOGS: "false", NO_COLOR: "1" };
  return (...args) =>
    new Promise((resolve, reject) => {
      const child = spawn(program, [...first, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
      let output = "";
      let errors = "";
      child.stdout.on("data", (chunk) => (output += chunk));
      child.stderr.on("data", (chunk) => (errors += chunk));
      child.on("error", reject);
      child.on("close", (code) => resolve({ code: code ?? 1, output, errors }));
    });
}

/** What a command that must succeed printed. */
export async function must(wrangler: Wrangler, ...args: readonly string[]): Promise<string> {
  const { code, output, errors } = await wrangler(...args);
  if (code === 0) return output;
  throw new Halt(`wrangler ${args.join(" ")} ended with code ${code}:\n${lastLines(`${output}\n${errors}`, 15)}`);
}

/** Whether a thing is there: undefined where wrangler says, in these words, that it is not. */
export async function unless(
  wrangler: Wrangler,
  absent: RegExp,
  ...args: readonly string[]
): Promise<string | undefined> {
  const { code, output, errors } = await wrangler(...args);
  if (code === 0) return output;
  if (absent.test(`${output}\n${errors}`)) return undefined;
  throw new Halt(`wrangler ${args.join(" ")} ended with code ${code}:\n${lastLines(`${output}\n${errors}`, 15)}`);
}

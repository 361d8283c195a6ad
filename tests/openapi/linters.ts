import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type RulesetDefinition, Spectral } from "@stoplight/spectral-core";
import { oas } from "@stoplight/spectral-rulesets";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Found {
  readonly ruleId: string;
  readonly message: string;
  readonly location: readonly { readonly pointer?: string }[];
}

/** What Redocly CLI's `recommended` rules find in a document, warnings included. */
export async function redoclyFaults(document: object): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "courtyard-openapi-"));
  const file = join(folder, "openapi.json");
  writeFileSync(file, JSON.stringify(document));
  const args = ["lint", file, "--extends", "recommended", "--format", "json"];
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  try {
    const cli = join(root, "node_modules/@redocly/cli/bin/cli.js");
    const told = await new Promise<string>((resolve, reject) =>
      execFile(process.execPath, [cli, ...args], { cwd: folder, env, maxBuffer: 100_000_000 }, (error, stdout) =>
        stdout.trim() ? resolve(stdout) : reject(error ?? new Error("Redocly CLI says nothing")),
      ),
    );
    const { problems, totals } = JSON.parse(told.slice(told.indexOf("{"))) as {
      problems: Found[];
      totals: { ignored: number };
    };
    const ignored = totals.ignored > 0 ? [`${totals.ignored} ignored`] : [];
    return [
      ...ignored,
      ...problems.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What Spectral's `spectral:oas` recommended rules find in a document, warnings and hints included. */
export async function spectralFaults(document: object): Promise<string[]> {
  const spectral = new Spectral();
  spectral.setRuleset({ extends: [[oas as RulesetDefinition, "recommended"]] });
  const found = await spectral.run(JSON.parse(JSON.stringify(document)));
  return found.map(({ code, path, message }) => `${code} #/${path.join("/")}: ${message}`);
}

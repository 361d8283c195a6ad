import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { pinnedNode } from "./install.mjs";
import { main, run } from "./processes.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../..");
const env = { ...process.env, CI: "1", ...(process.stdout.isTTY ? {} : { NO_COLOR: "1" }) };

/** @param {string} title @param {string} script @param {string[]} args */
async function step(title, script, args) {
  const { code, output } = await run(pinnedNode(root), [join("node_modules", script), ...args], { cwd: root, env });
  console.log(`${code === 0 ? "passed" : "FAILED"}  ${title}`);
  if (code !== 0) console.log(output);
  return code === 0;
}

/** What vitest found, counted from its report; a crash, or a file that could not be loaded, is a failure of its own. */
async function tests() {
  const folder = mkdtempSync(join(tmpdir(), "courtyard-"));
  const report = join(folder, "report.json");
  const args = [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile=${report}`,
  ];
  const { code } = await run(pinnedNode(root), [...args, ...process.argv.slice(2)], { cwd: root, env, echo: true });
  const counted = countReport(report);
  rmSync(folder, { recursive: true });
  return { passed: counted.passed, failed: code !== 0 ? Math.max(1, counted.failed) : counted.failed };
}

/** @param {string} file */
function countReport(file) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, "utf8"));
    /** @param {{ status: string, assertionResults: { status: string }[] }} result */
    const brokenFile = ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed");
    return { passed: numPassedTests, failed: numFailedTests + testResults.filter(brokenFile).length };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

await main(async () => {
  const [types, lint] = await Promise.all([
    step("types", "typescript/bin/tsc", [
      "-b",
      "--force",
      "tsconfig.json",
      "tsconfig.workerd.json",
      "tsconfig.node.json",
    ]),
    step("lint", "@biomejs/biome/bin/biome", ["check", "--error-on-warnings"]),
  ]);
  const found = await tests();
  const passed = found.passed + Number(types) + Number(lint);
  const failed = found.failed + Number(!types) + Number(!lint);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});

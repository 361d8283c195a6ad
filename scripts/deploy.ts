import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { copyAssets } from "./assets.mjs";
import { readAccount } from "./deploy/account.ts";
import { carryOut } from "./deploy/carry.ts";
import { laptopValues, readEnvironment } from "./deploy/environment.ts";
import { EMPTY_ACCOUNT, planDeployment } from "./deploy/plan.ts";
import { printPlan } from "./deploy/print.ts";
import { wranglerAt } from "./deploy/wrangler.ts";
import { pinnedNode } from "./install.mjs";
import { Halt, main } from "./processes.mjs";
import { readSetups } from "./setups.ts";

const root = resolve(fileURLToPath(import.meta.url), "../..");
const USAGE = "npm run deploy -- --env <name> [--secrets <file>|-] [--dry-run]";
const ACCESS = ["CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID"];

await main(async () => {
  const { env, secrets, "dry-run": isDry } = options();
  const tree = { setups: readSetups(root), laptop: laptopValues(root) };
  const environment = readEnvironment(root, env, secrets);
  const missing = ACCESS.filter((name) => !process.env[name]);
  const isKnown = missing.length === 0;
  if (!isDry && !isKnown) throw new Halt(`Without ${missing.join(" and ")} only --dry-run is possible.`);

  const folder = join(root, ".state/deploy", env);
  const wrangler = wranglerAt(pinnedNode(root), [join(root, "node_modules/wrangler/bin/wrangler.js")], folder);
  const account = isKnown ? await readAccount(wrangler, tree, environment) : EMPTY_ACCOUNT;
  const plan = planDeployment(tree, environment, account);
  console.log(printPlan(plan, environment, isKnown));
  if (plan.refusals.length > 0) return 1;
  if (isDry) return 0;

  copyAssets(root);
  const say = (text: string) => console.log(text);
  const url = await carryOut({ root, folder, tree, environment, account, plan, wrangler, say });
  console.log(`Courtyard is ready at ${url}`);
  return 0;
});

function options() {
  try {
    const { values } = parseArgs({
      options: { env: { type: "string" }, secrets: { type: "string" }, "dry-run": { type: "boolean", default: false } },
    });
    if (values.env) return { ...values, env: values.env };
  } catch {
    // Falls through to how it is used.
  }
  throw new Halt(USAGE);
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brokenPromises } from "../tests/survival/history.ts";
import { randomFrom } from "../tests/survival/kill-under-load.ts";
import { copyAssets } from "./assets.mjs";
import { systemVars } from "./dev-vars.mjs";
import { liveAnHour, observe } from "./load/life.ts";
import { summary } from "./load/mix.ts";
import { settle } from "./load/people.ts";
import { Halt, main } from "./processes.mjs";
import { freePort, migrate, startSystem } from "./system.mjs";

const TICK_MS = 5_000;
/** The most people one building takes here: each has an address of their own in 198.18.0.0/16. */
const MOST_PEOPLE = 5_000;
const root = resolve(fileURLToPath(import.meta.url), "../..");
const stateDir = mkdtempSync(join(tmpdir(), "courtyard-load-"));
process.once("exit", () => rmSync(stateDir, { recursive: true, force: true }));

await main(async () => {
  const { people, minutes, seed } = options();
  copyAssets(root);
  await migrate({ root, stateDir });
  const vars = { ...systemVars(), AUDIT_WINDOW_SECONDS: "2" };
  const system = startSystem({ root, stateDir, port: await freePort(), vars, quiet: true });
  const tick = () => fetch(`${system.url}/dev/tick`, { method: "POST" }).catch(() => undefined);
  const clock = setInterval(tick, TICK_MS);
  try {
    await system.ready;
    await tick();
    console.log(`${people} people move in; then they live for an hour in ${minutes} minutes (seed ${seed})`);
    const town = await settle(system.url, people, console.log);
    const measured = await liveAnHour({ town, lasting: minutes * 60_000, random: randomFrom(seed) });
    console.log(`\n${summary(measured)}\n`);
    const history = await observe(town, tick);
    const faults = brokenPromises(history);
    const acknowledged = history.writes.filter(({ outcome }) => outcome === "acknowledged").length;
    console.log(
      faults.length === 0
        ? `Kept: ${acknowledged} acknowledged writes are there, told of once and in the audit once; no two hold one place.`
        : `Broken:\n${faults.map((fault) => `  ${fault}`).join("\n")}`,
    );
    return faults.length === 0 ? 0 : 1;
  } finally {
    clearInterval(clock);
    await system.kill("SIGKILL");
  }
});

function options() {
  const { values } = parseArgs({
    options: {
      people: { type: "string", default: "500" },
      minutes: { type: "string", default: "5" },
      seed: { type: "string", default: "1" },
    },
  });
  const [people, minutes, seed] = [Number(values.people), Number(values.minutes), Number(values.seed)];
  if (!Number.isInteger(people) || people < 1 || people > MOST_PEOPLE)
    throw new Halt(`--people is 1 to ${MOST_PEOPLE}.`);
  if (!(minutes > 0) || !Number.isInteger(seed)) throw new Halt("--minutes is above 0, and --seed a whole number.");
  return { people, minutes, seed };
}

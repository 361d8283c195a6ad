import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { randomFrom } from "../tests/survival/kill-under-load.ts";
import { copyAssets } from "./assets.mjs";
import { systemVars } from "./dev-vars.mjs";
import { liveAnHour } from "./load/life.ts";
import { observe, readEverything } from "./load/look.ts";
import { moversOf, summary } from "./load/mix.ts";
import { settle } from "./load/people.ts";
import { promises, told } from "./load/promises.ts";
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
    const later = moversOf(people);
    console.log(
      `${people - later} people move in; then ${people} live for an hour in ${minutes} minutes (seed ${seed}),`,
    );
    console.log(`of whom ${later} ${later === 1 ? "moves" : "move"} in meanwhile`);
    const town = await settle(system.url, people, console.log);
    const living = await liveAnHour({ town, lasting: minutes * 60_000, random: randomFrom(seed) });
    console.log(`\n${summary(living.measured)}\n`);
    const found = await observe(living, tick);
    await readEverything(living);
    const all = promises(living, found);
    console.log(told(all, town.watch.degraded));
    return all.every(({ faults }) => faults.length === 0) ? 0 : 1;
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

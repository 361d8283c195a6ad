import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { brokenPromises, type History } from "../survival/history.ts";
import { killUnderLoad, randomFrom } from "../survival/kill-under-load.ts";
import { ROOT } from "./world.ts";

const KILLS = 20;
const SETTLING = 90_000;
const PATIENCE = 600_000;
/** Of the last calls: a load that is mostly refused tests little. */
const MOST_REFUSED = 0.2;
const SEED = 20_261_122;

const stateDir = mkdtempSync(join(tmpdir(), "courtyard-survival-"));
afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

/** The share of the last quarter of the calls that was refused. */
function refusedAtTheEnd({ writes }: History): number {
  const last = writes.slice(Math.floor(writes.length * 0.75));
  return last.filter(({ outcome }) => outcome === "refused").length / last.length;
}

describe("killed with -9 in the middle of writes, and started again", () => {
  it(
    `${KILLS} times, nothing acknowledged is lost, every event is acted on once, and no slot is stuck [X-62]`,
    async () => {
      const history = await killUnderLoad({
        ...{ root: ROOT, stateDir, kills: KILLS, settling: SETTLING, random: randomFrom(SEED) },
        say: (text) => console.log(text),
      });
      expect(history.writes.filter(({ outcome }) => outcome === "acknowledged").length).toBeGreaterThan(KILLS * 2);
      expect(refusedAtTheEnd(history)).toBeLessThan(MOST_REFUSED);
      expect(brokenPromises(history)).toEqual([]);
    },
    PATIENCE,
  );
});

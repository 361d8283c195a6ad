import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { copyOf } from "../survival/copy.ts";
import { brokenPromises, type History } from "../survival/history.ts";
import { killUnderLoad, randomFrom } from "../survival/kill-under-load.ts";
import { ROOT } from "./world.ts";

const KILLS = 5;
/** What breaks a promise at each event shows without a kill; one shows that it lasts. */
const ONE_KILL = 1;
const SETTLING = 25_000;
const PATIENCE = 600_000;
const SEED = 20_261_122;

const scratch = mkdtempSync(join(tmpdir(), "courtyard-sabotaged-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

type Edit = readonly [file: string, from: string, to: string];

const NO_OUTBOX: Edit = [
  "shared/worker/commit.ts",
  "statements.push(keepInOutbox(orm, envelopes, call.now));",
  "void keepInOutbox;",
];
const NO_WINDOWS: Edit = ["workers/events/src/schedule.ts", '...forEachListener("audit", auditListener),', ""];
/** On one machine a relay takes a few milliseconds, and a kill rarely falls between commit and relay; on a wire it takes as long as this. */
const SLOW_WIRE: Edit = [
  "shared/worker/outbox.ts",
  "    await deliver(",
  "    await new Promise((goOn) => setTimeout(goOn, 250));\n    await deliver(",
];

const NO_RELEASE: Edit = [
  "workers/bookings/src/objects/resource-calendar.ts",
  "for (const bookingId of bookingIds) this.#desk.free(this.#places.of(bookingId), now);",
  "void [bookingIds, now];",
];

/** The same system with one of its safeguards taken out. */
function sabotaged(name: string, ...edits: readonly Edit[]): string {
  const root = copyOf(ROOT, join(scratch, name));
  for (const [file, from, to] of edits) {
    const code = readFileSync(join(root, file), "utf8");
    if (!code.includes(from)) throw new Error(`${file} no longer holds ${from}`);
    writeFileSync(join(root, file), code.replace(from, to));
  }
  return root;
}

const run = (root: string, kills: number): Promise<History> =>
  killUnderLoad({
    ...{ root, kills, settling: SETTLING, random: randomFrom(SEED) },
    stateDir: mkdtempSync(join(scratch, "state-")),
    say: (text) => console.log(text),
  });

describe("killed with -9 in the middle of writes, with one of its safeguards taken out", () => {
  it.each([
    { what: "the outbox", edits: [NO_OUTBOX, SLOW_WIRE], kills: KILLS },
    { what: "the audit windows", edits: [NO_WINDOWS], kills: ONE_KILL },
  ])(
    "without $what, the same history is caught",
    async ({ what, edits, kills }) => {
      const root = sabotaged(`no-${what.replaceAll(" ", "-")}`, ...edits);
      expect(brokenPromises(await run(root, kills))).not.toEqual([]);
    },
    PATIENCE,
  );

  it(
    "with a calendar that frees nothing, the same history is caught",
    async () => {
      const root = sabotaged("no-release", NO_RELEASE);
      const { stuck } = await run(root, ONE_KILL);
      expect(stuck).toContainEqual(expect.stringContaining("booking.slot_taken"));
    },
    PATIENCE,
  );
});

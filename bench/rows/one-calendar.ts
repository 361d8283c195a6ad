import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { newId } from "#shared/core/ids";
import { days } from "#shared/core/time";
import { requestOf } from "../harness/connection.ts";
import { interleave } from "../harness/interleave.ts";
import { limitOf } from "../harness/limit.ts";
import { drive, type Load } from "../harness/load.ts";
import { startRuntime } from "../harness/runtime.ts";
import type { Row } from "../row.ts";

const WRITERS = 64;
const FOR_MS = 2_000;

/** A wish that nobody else has: each for a minute of its own. A hold, which nobody asks the book about while the row runs. */
function wishes() {
  const resourceId = newId("resource", Date.now());
  const first = Date.now() + days(365);
  let number = 0;
  return () => {
    number += 1;
    const startAt = first + number * 60_000;
    return {
      ...{ bookingId: newId("booking", Date.now()), resourceId, userId: newId("user", Date.now()), unitId: null },
      ...{ requestKey: `key ${number}`, startAt, endAt: startAt + 60_000, attendees: 1, capacity: 1, hold: true },
      ...{ finished: null, started: [], quotas: [], concurrent: null, timeZone: "UTC" },
      ...{ bufferBeforeMinutes: 0, bufferAfterMinutes: 0 },
    };
  };
}

export const oneCalendar: Row = {
  name: "one-calendar",
  about:
    "64 writers take places in one calendar, the object itself, against an object that waits for each row to be on disk before it begins the next: writes that arrive together should share a transaction.",
  cause:
    "Each take reaches the object in a turn of its own, and workerd commits what one turn wrote before it begins the next, standing still until the disk has it: so 64 writers cost 64 commits, as in the yardstick. What would change it, as the second yardstick shows: `take` only adds the wish to a list and returns a promise; whoever is first in the list asks for a `setTimeout` of 0; when it rings, everything that has arrived is decided in order in one `transactionSync` (past places forgotten once, not once a take), the alarm is set once, if it moves at all, and only then the promises are answered, which the output gate holds back until the one commit is on disk. A throw in the batch must refuse only its own wish.",
  async run({ root, scratch, built, repetitions }) {
    const { bare, close } = await startRuntime(root, mkdtempSync(join(scratch, "calendar-")), [
      ...built.ours,
      ...built.bench,
    ]);
    const side = (object: string) => () => {
      const calendar = newId("calendar", Date.now());
      const wish = wishes();
      return drive(bare, {
        connections: WRITERS,
        forMs: FOR_MS,
        status: 200,
        request: () => requestOf({ method: "POST", path: `/${object}/${calendar}/take`, body: wish() }),
      });
    };
    const turns = await interleave(repetitions, {
      ours: side("ours"),
      alone: side("one-by-one"),
      shared: side("shared"),
    });
    await close();
    const perSecond = (loads: readonly Load[]) => loads.map((load) => load.perSecond);
    const line = { unit: "/s", ours: perSecond(turns.ours) };
    const what = `places taken in one calendar, ${WRITERS} writers`;
    return [
      {
        ...line,
        what,
        yardstick: { what: "one commit each, in turn", values: perSecond(turns.alone) },
        goal: { least: 3 },
        limit: `${limitOf(turns.ours)} The yardstick, ${limitOf(turns.alone)}`,
      },
      {
        ...line,
        what: `${what}, against what there is to gain`,
        yardstick: { what: "one commit for all that wait", values: perSecond(turns.shared) },
        limit: `the yardstick, ${limitOf(turns.shared)}`,
      },
    ];
  },
};

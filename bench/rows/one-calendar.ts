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

const RULES = {
  ...{ version: 1, isAvailable: true, capacity: 1, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, accessories: [] },
  ...{ quotas: [], concurrent: null, timeZone: "UTC", checkInMinutes: null, offerMinutes: null },
};

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
      ...{ requestKey: `key ${number}`, startAt, endAt: startAt + 60_000, attendees: 1, hold: true, wait: false },
      ...{ finished: null, started: [], accessories: [], approval: "none", rules: RULES },
    };
  };
}

export const oneCalendar: Row = {
  name: "one-calendar",
  about:
    "64 writers take places in one calendar, the object itself, against an object that waits for each row to be on disk before it begins the next: writes that arrive together should share a transaction.",
  cause:
    "Takes that arrive together are decided in their order in one transaction, and answered when it is on disk. How much sharing gains is how long the disk takes beside the work of a take, so the first line is larger on a slower disk; the second says how near this comes to what can be had at all, and the third how much that is. A take looks at its request, at what it would overlap, the queue and the rules, each by an index (`objects/places.test.ts` counts the rows), where a row of the yardsticks looks at nothing.",
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
    const alone = { what: "one commit each, in turn", values: perSecond(turns.alone) };
    const what = `places taken in one calendar, ${WRITERS} writers`;
    return [
      {
        ...line,
        what,
        yardstick: alone,
        goal: { least: 3 },
        limit: `${limitOf(turns.ours)} The yardstick, ${limitOf(turns.alone)}`,
      },
      {
        ...line,
        what: `${what}, against what there is to gain`,
        yardstick: { what: "one commit for all that wait", values: perSecond(turns.shared) },
        limit: `the yardstick, ${limitOf(turns.shared)}`,
      },
      {
        what: "what there is to gain on this disk: rows added in one commit for all that wait",
        ...{ unit: "/s", ours: perSecond(turns.shared), yardstick: alone },
        limit: `the shared commits, ${limitOf(turns.shared)}`,
      },
    ];
  },
};

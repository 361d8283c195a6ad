import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { newId } from "#shared/core/ids";
import { days } from "#shared/core/time";
import { Connection, requestOf } from "../harness/connection.ts";
import { interleave } from "../harness/interleave.ts";
import { limitOf } from "../harness/limit.ts";
import { drive, type Load, measured, type Target } from "../harness/load.ts";
import { startRuntime } from "../harness/runtime.ts";
import type { Line, Row } from "../row.ts";

const WRITERS = 64;
const FOR_MS = 2_000;

const RULES = {
  ...{ version: 1, isAvailable: true, capacity: 1, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, accessories: [] },
  ...{ quotas: [], concurrent: null, timeZone: "UTC", checkInMinutes: null, offerMinutes: null },
};

/** What somebody wishes in a resource of its own: a hold, which nobody asks the book about while the row runs. */
function wish() {
  const startAt = Date.now() + days(365);
  return {
    ...{ bookingId: newId("booking", Date.now()), resourceId: newId("resource", Date.now()) },
    ...{ userId: newId("user", Date.now()), unitId: null, requestKey: "key", startAt, endAt: startAt + 60_000 },
    ...{
      attendees: 1,
      guests: 0,
      hold: true,
      wait: false,
      finished: null,
      started: [],
      accessories: [],
      approval: "none",
    },
    rules: RULES,
  };
}

/** A wish that nobody else has: each for a minute of its own. */
function wishes() {
  const one = wish();
  let number = 0;
  return () => {
    number += 1;
    const startAt = one.startAt + number * 60_000;
    const own = { bookingId: newId("booking", Date.now()), userId: newId("user", Date.now()), requestKey: `${number}` };
    return { ...one, ...own, startAt, endAt: startAt + 60_000 };
  };
}

/** Writers inside the runtime: how many places they took, in one call that lasts until they are done. */
const written = (bare: Target, kind: string) => async (): Promise<Load> => {
  const connection = await Connection.open(bare.port);
  const path = `/calendars/${kind}/${newId("calendar", Date.now())}/write`;
  let taken = 0;
  const load = await measured(bare, async () => {
    const told = await connection.ask(
      requestOf({ method: "POST", path, body: { writers: WRITERS, forMs: FOR_MS, wish: wish() } }),
    );
    if (told.status !== 200) throw new Error(`answered ${told.status}: ${told.body}`);
    taken = JSON.parse(told.body).taken;
  });
  connection.close();
  return { ...load, perSecond: taken / (load.elapsedMs / 1000) };
};

/** Writers outside, each with a connection: a request for each place. */
const asked = (bare: Target, kind: string) => async (): Promise<Load> => {
  const path = `/calendars/${kind}/${newId("calendar", Date.now())}/take`;
  const one = wishes();
  const request = () => requestOf({ method: "POST", path, body: one() });
  return drive(bare, { connections: WRITERS, forMs: FOR_MS, status: 200, request });
};

export const oneCalendar: Row = {
  name: "one-calendar",
  about:
    "64 writers take places in one calendar, the object itself, against the same calendar when each take has a commit of its own and waits until it is on disk: writes that arrive together should share a transaction.",
  cause:
    "Takes that arrive together are decided in their order in one transaction, and answered when it is on disk. How much sharing gains is how long the disk takes beside the work of a take, so every line is larger on a slower disk. The writers are loops of a Worker in the same runtime, so that the calendar and the calls to it are measured and not HTTP, which is most of what a request for each place costs (the last line) and is the same for both. The lines in between have calendars that decide nothing and only add a row: what there is to gain at all, and how near our calendar comes to it with all its rules. A take looks at its request and at what it would overlap, each by an index (`objects/places.test.ts` counts the rows), where a row of these looks at nothing.",
  async run({ root, scratch, built, repetitions }) {
    const { bare, close } = await startRuntime(root, mkdtempSync(join(scratch, "calendar-")), [
      ...built.ours,
      ...built.bench,
    ]);
    const inside = await interleave(repetitions, {
      ours: written(bare, "ours"),
      alone: written(bare, "ours-one-by-one"),
      rowsAlone: written(bare, "rows-one-by-one"),
      rowsShared: written(bare, "rows-shared"),
    });
    const outside = await interleave(repetitions, {
      ours: asked(bare, "ours"),
      alone: asked(bare, "ours-one-by-one"),
    });
    await close();
    const what = `places taken in one calendar, ${WRITERS} writers`;
    return [
      { ...compared(what, inside.ours, inside.alone, "the same calendar, one commit each"), goal: { least: 3 } },
      compared(`${what}, beside no rules`, inside.ours, inside.rowsShared, "rows added, one commit for all that wait"),
      compared(`${what}, beside neither`, inside.ours, inside.rowsAlone, "rows added, one commit each"),
      compared(
        "what there is to gain on this disk: rows added, one commit for all that wait",
        inside.rowsShared,
        inside.rowsAlone,
        "rows added, one commit each",
      ),
      compared(
        `${what}, a request over HTTP for each`,
        outside.ours,
        outside.alone,
        "the same calendar, one commit each",
      ),
    ];
  },
};

function compared(what: string, ours: readonly Load[], others: readonly Load[], yardstick: string): Line {
  return {
    ...{ what, unit: "/s", ours: perSecond(ours), yardstick: { what: yardstick, values: perSecond(others) } },
    limit: `${limitOf(ours)} The yardstick, ${limitOf(others)}`,
  };
}

const perSecond = (loads: readonly Load[]): number[] => loads.map((load) => load.perSecond);

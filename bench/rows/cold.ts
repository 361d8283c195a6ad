import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "../../scripts/client.ts";
import { Connection, requestOf } from "../harness/connection.ts";
import { type Runtime, startRuntime } from "../harness/runtime.ts";
import { median } from "../harness/statistics.ts";
import { settle } from "../harness/town.ts";
import type { Row } from "../row.ts";
import { dateOf, fillMonth, MONTH, START } from "./slots.ts";

const A_MONTH = 1_000;
const AGAIN = 50;
const SETTLED_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 500;
/** The hour after the month is free. */
const FREE = START + MONTH * 86_400_000;

export const cold: Row = {
  name: "cold",
  about:
    "The first question after the runtime has started, when no database is open and the calendar's object is not in memory, against the same question asked again: what is free in 30 days with 1,000 bookings, and whether one more could be booked, which is the calendar's to say.",
  cause:
    "What is free is read from the book in D1, which no object has to be in memory for. A calendar that is not in memory opens its own database and reads nothing else: it decides on rows found by index, so its thousand places are not loaded.",
  async run({ root, scratch, built, repetitions }) {
    const folder = mkdtempSync(join(scratch, "cold-"));
    const start = () => startRuntime(root, folder, [...built.ours, ...built.bench]);
    const first = await start();
    const { id, token } = await filled(first);
    await first.close();
    const path = `/v1/resources/${id}/slots?from=${dateOf(START)}&to=${dateOf(START + (MONTH - 1) * 86_400_000)}`;
    const body = { startAt: new Date(FREE).toISOString(), endAt: new Date(FREE + 1_800_000).toISOString() };
    const questions = {
      slots: requestOf({ path, token }),
      booking: requestOf({ method: "POST", path: `/v1/resources/${id}/bookings?dryRun=true`, token, body }),
    };
    const [colds, warms] = [measures(), measures()];
    for (let turn = 0; turn < repetitions; turn += 1) {
      for (const question of ["slots", "booking"] as const) {
        const runtime = await start();
        const connection = await Connection.open(runtime.gateway.port);
        // Who asks is known, and the Workers' modules have run: what is cold is what the question is about.
        await connection.ask(requestOf({ path: "/v1/me", token }));
        const ask = async () => {
          const { status, body: told, ms } = await connection.ask(questions[question]);
          if (status !== 200) throw new Error(`answered ${status}: ${told}`);
          return ms;
        };
        colds[question].push(await ask());
        const again: number[] = [];
        for (let n = 0; n < AGAIN; n += 1) again.push(await ask());
        warms[question].push(median(again));
        connection.close();
        await runtime.close();
      }
    }
    const again = `p50 of ${AGAIN} more`;
    return [
      {
        what: `the first look at ${MONTH} days with ${A_MONTH} bookings`,
        ...{ unit: "ms", ours: colds.slots, yardstick: { what: again, values: warms.slots } },
        limit: "the server: opening the database of bookings, and code that runs for the first time.",
      },
      {
        what: `the first question whether a calendar of ${A_MONTH} places has room`,
        ...{ unit: "ms", ours: colds.booking, yardstick: { what: again, values: warms.booking } },
        limit: "the server: as above, and the calendar's object with its own database.",
      },
    ];
  },
};

const measures = () => ({ slots: [] as number[], booking: [] as number[] });

/** A resource whose book and calendar have a thousand bookings, and somebody who may book it. */
async function filled(runtime: Runtime): Promise<{ id: string; token: string }> {
  const url = `http://127.0.0.1:${runtime.gateway.port}`;
  await fetch(`${url}/dev/tick`, { method: "POST" });
  const town = await settle(url, 1);
  const [resident] = await town.residents(1);
  if (!resident) throw new Error("nobody lives here");
  const { id } = await town.resource({ slotMinutes: 30, capacity: 12 });
  await fillMonth({ runtime, town }, id, A_MONTH);
  await town.manager.post(`/v1/resources/${id}/calendar/rebuild`);
  await agreeing(town.manager, id);
  await resident.refresh();
  return { id, token: resident.accessToken ?? "" };
}

/** Waits until the calendar has asked the book about all that it was given. */
async function agreeing(manager: Client, id: string): Promise<void> {
  for (const until = Date.now() + SETTLED_WITHIN_MS; Date.now() < until; ) {
    const { places, unsettled, difference } = await manager.get(`/v1/resources/${id}/calendar`);
    if (places === A_MONTH && unsettled === 0 && !difference) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error("the calendar does not agree with the book");
}

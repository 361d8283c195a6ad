import { randomUUID } from "node:crypto";
import type { Bench } from "../harness/bench.ts";
import { aBooking } from "../harness/bookings.ts";
import { requestOf } from "../harness/connection.ts";
import { interleave } from "../harness/interleave.ts";
import { limitOf } from "../harness/limit.ts";
import { exhaust, type Load } from "../harness/load.ts";
import { percentile } from "../harness/statistics.ts";
import type { Line, Row } from "../row.ts";

const PEOPLE = 50;
const WRITERS = [1, 10, 50] as const;
const EVENTS = 100;
const REPETITIONS = 3;
const QUICK_REPETITIONS = 2;
const WITHIN_MS = 60_000;
const POLL_MS = 500;

interface Heard {
  readonly load: Load;
  /** From each answer to the listener's acting on it, in milliseconds. */
  readonly delays: readonly number[];
  readonly perSecond: number;
}

export const events: Row = {
  name: "events",
  about:
    "From a booking's 201 to the row that says its listener acted on it, and how many events get through a second, against a plain send to a queue whose listener writes one row, at the same pace and as fast as it goes: what outbox and log cost. Three repetitions.",
  cause:
    "How many bookings go through a second is not the queue's doing: a D1 call costs a millisecond or more of the one core here (see the yardstick of `read`), and a booking makes two itself, four for its events to be logged and routed, one to empty its outbox, and two for its listener to act: nine, where fifty plain sends make one. How long an event takes is nearly all the second that a listener's queue waits for its batch to fill; the time in its row is when it began to act.",
  async run(bench) {
    const { runtime, town, tokenOf, quick } = bench;
    const residents = await town.residents(PEOPLE);
    const { id: resourceId } = await town.resource({ slotMinutes: 60 });
    let hour = 0;

    const ours = (writers: number) => async (): Promise<Heard> => {
      const tokens: string[] = [];
      for (const resident of residents) tokens.push(await tokenOf(resident));
      const asks = Array.from({ length: EVENTS }, (_, n) => {
        hour += 1;
        const token = tokens[n % tokens.length];
        return requestOf({ method: "POST", path: `/v1/resources/${resourceId}/bookings`, token, body: aBooking(hour) });
      });
      return heardOf(bench, "notifications", HEARD_BOOKINGS, (told) =>
        exhaust(runtime.gateway, writers, asks, ({ status, body }) => {
          if (status !== 201) throw new Error(`not booked: ${status} ${body}`);
          told((JSON.parse(body) as { id: string }).id);
        }),
      );
    };
    const plain = (writers: number, paceMs: () => number) => async (): Promise<Heard> => {
      const asks = Array.from({ length: EVENTS }, () => requestOf({ method: "POST", path: `/send/${randomUUID()}` }));
      return heardOf(bench, "bare", HEARD_PLAIN, (told) =>
        exhaust(runtime.bare, writers, asks, ({ body }) => told((JSON.parse(body) as { id: string }).id), paceMs()),
      );
    };

    const lines: Line[] = [];
    for (const writers of WRITERS) {
      let pace = 0;
      const turns = await interleave(quick ? QUICK_REPETITIONS : REPETITIONS, {
        ours: async () => {
          const heard = await ours(writers)();
          pace = heard.load.elapsedMs / EVENTS;
          return heard;
        },
        paced: plain(writers, () => pace),
        fast: plain(writers, () => 0),
      });
      const limit = limitOf(turns.ours.map(({ load }) => load));
      const p = (side: readonly Heard[], share: number) => side.map(({ delays }) => percentile(delays, share));
      for (const share of [0.5, 0.99])
        lines.push({
          what: `${writers} writers, p${share * 100} from 201 to the listener`,
          unit: "ms",
          ours: p(turns.ours, share),
          yardstick: { what: "plain sends at the same pace", values: p(turns.paced, share) },
          limit: `${limit} A listener's queue waits up to a second for a batch, ours and the plain one.`,
        });
      lines.push({
        what: `${writers} writers, events acted on`,
        unit: "/s",
        ours: turns.ours.map(({ perSecond }) => perSecond),
        yardstick: { what: "plain sends as fast as they go", values: turns.fast.map(({ perSecond }) => perSecond) },
        limit,
      });
    }
    return lines;
  },
};

const HEARD_BOOKINGS = `SELECT notifications.subject AS id, heard.at AS at FROM notifications
  JOIN heard ON heard.event_id = notifications.event_id AND heard.replay = ''
  WHERE notifications.type = 'booking.created' AND notifications.subject IN (SELECT value FROM json_each(?))`;
const HEARD_PLAIN = "SELECT id, at FROM plain_heard WHERE id IN (SELECT value FROM json_each(?))";

/** Writes, then looks until the listener has a row for everything that was said. The clocks are one machine's. */
async function heardOf(
  { runtime }: Bench,
  worker: string,
  sql: string,
  write: (told: (id: string) => void) => Promise<Load>,
): Promise<Heard> {
  const saidAt = new Map<string, number>();
  const startedAt = Date.now();
  const load = await write((id) => saidAt.set(id, Date.now()));
  const database = await runtime.database(worker);
  const ids = JSON.stringify([...saidAt.keys()]);
  for (const until = Date.now() + WITHIN_MS; Date.now() < until; ) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const { results } = await database.prepare(sql).bind(ids).all<{ id: string; at: number }>();
    if (results.length < saidAt.size) continue;
    const delays = results.map(({ id, at }) => at - (saidAt.get(id) ?? Number.NaN));
    const last = Math.max(...results.map(({ at }) => at));
    return { load, delays, perSecond: results.length / ((last - startedAt) / 1000) };
  }
  throw new Error(`${worker} has not heard everything within ${WITHIN_MS} ms`);
}

import { days, minutes, toIso } from "#shared/core/time";
import type { Bench } from "../harness/bench.ts";
import { requestOf } from "../harness/connection.ts";
import { interleave } from "../harness/interleave.ts";
import { limitOf } from "../harness/limit.ts";
import { drive, type Load, latency } from "../harness/load.ts";
import type { Row } from "../row.ts";

const IN_WINDOW = 1_000;
const OUTSIDE = 9_000;
const SLOT = minutes(30);
const FOR_MS = 1_500;
/** The API allows 31 dates a question. */
const WIDTHS = [1, 7, 30] as const;

const START = Math.ceil(Date.now() / days(1)) * days(1) + days(1);
const dateOf = (at: number): string => toIso(at).slice(0, 10);

export const slots: Row = {
  name: "slots",
  about:
    "What is free in 30 days of a resource with 1,000 bookings in them: it must not grow with bookings outside the window, and grow no more than in proportion to its days.",
  async run(bench) {
    const { runtime, town, tokenOf, repetitions } = bench;
    const [resident] = await town.residents(1);
    if (!resident) throw new Error("nobody lives here");
    const [small, large] = [await town.resource({ slotMinutes: 30 }), await town.resource({ slotMinutes: 30 })];
    for (const { id } of [small, large]) await fill(bench, id, IN_WINDOW, (n) => START + n * SLOT);
    // Behind the window and its margin, as far as bookings go.
    await fill(bench, large.id, OUTSIDE, (n) => START + days(50) + n * SLOT);
    const token = await tokenOf(resident);

    const ask = (id: string, width: number) => () =>
      drive(runtime.gateway, {
        connections: 1,
        forMs: FOR_MS,
        status: 200,
        request: () =>
          requestOf({
            path: `/v1/resources/${id}/slots?from=${dateOf(START)}&to=${dateOf(START + days(width - 1))}`,
            token,
          }),
      });
    const [day, week, month] = WIDTHS;
    const turns = await interleave(repetitions, {
      day: ask(small.id, day),
      week: ask(small.id, week),
      month: ask(small.id, month),
      crowded: ask(large.id, month),
    });
    const p50 = (loads: readonly Load[]) => loads.map((load) => latency(load, 0.5));
    const perDay = (loads: readonly Load[], width: number) => p50(loads).map((ms) => ms / width);
    return [
      {
        what: `${month} days, ${IN_WINDOW} bookings in them and ${OUTSIDE} outside, p50`,
        unit: "ms",
        ours: p50(turns.crowded),
        yardstick: { what: "none outside", values: p50(turns.month) },
        goal: { most: 1.2 },
        limit: limitOf(turns.crowded),
      },
      {
        what: `${month} days, each day of them`,
        unit: "ms a day",
        ours: perDay(turns.month, month),
        yardstick: { what: `each of ${week}`, values: perDay(turns.week, week) },
        goal: { most: 1.2 },
        limit: `${limitOf(turns.month)} One date takes ${p50(turns.day)[0]?.toFixed(1)} ms. Slots are read from the book in D1, not from the calendar's object, so there is no cold and no warm object to tell apart.`,
      },
    ];
  },
};

/** Rows of the book by SQL: a thousand through the API would be a minute's work. */
async function fill({ runtime, town }: Bench, id: string, count: number, startOf: (n: number) => number) {
  const database = await runtime.database("bookings");
  const rows = Array.from({ length: count }, (_, n) => [
    `bkg_${id.slice(4, 20)}${startOf(n).toString(36)}`,
    startOf(n),
  ]);
  await database
    .prepare(
      `INSERT INTO bookings (id, building_id, resource_id, calendar_id, resource_name, user_id, request_key, start_at,
         end_at, time_zone, attendees, status, created_at, updated_at, version)
       SELECT value->>0, ?, ?, 'cal', 'Terrace', 'usr', value->>0, value->>1, (value->>1) + ?, 'UTC', 1, 'confirmed', 0, 0, 1
       FROM json_each(?)`,
    )
    .bind(town.building, id, SLOT, JSON.stringify(rows))
    .run();
}

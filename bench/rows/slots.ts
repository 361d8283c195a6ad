import { days, minutes, toIso } from "#shared/core/time";
import type { Bench } from "../harness/bench.ts";
import { requestOf } from "../harness/connection.ts";
import { interleave } from "../harness/interleave.ts";
import { limitOf } from "../harness/limit.ts";
import { drive, type Load, latency } from "../harness/load.ts";
import type { Row } from "../row.ts";

const SLOT = minutes(30);
const FOR_MS = 1_500;
const [WEEK, QUARTER] = [7, 90] as const;
export const MONTH = 30;
const A_MONTH = 1_000;
const OUTSIDE = 9_000;
const A_FULL_QUARTER = 10_000;

export const START = Math.ceil(Date.now() / days(1)) * days(1) + days(1);
export const dateOf = (at: number): string => toIso(at).slice(0, 10);

export const slots: Row = {
  name: "slots",
  about:
    "What is free in 30 days of a resource with 1,000 bookings in them, and in 90: it must not grow with bookings outside the window, and grow no more than in proportion to its days.",
  async run(bench) {
    const { runtime, town, tokenOf, repetitions } = bench;
    const [resident] = await town.residents(1);
    if (!resident) throw new Error("nobody lives here");
    const resource = () => town.resource({ slotMinutes: 30, capacity: 12 });
    const [small, large, even, full] = [await resource(), await resource(), await resource(), await resource()];
    for (const { id } of [small, large]) await fill(bench, id, A_MONTH, evenly(A_MONTH, MONTH));
    // Behind the window and its margin, as far as bookings go.
    await fill(bench, large.id, OUTSIDE, (n) => START + days(50) + n * SLOT);
    await fill(bench, even.id, 3 * A_MONTH, evenly(3 * A_MONTH, QUARTER));
    await fill(bench, full.id, A_FULL_QUARTER, evenly(A_FULL_QUARTER, QUARTER));
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
    const turns = await interleave(repetitions, {
      week: ask(even.id, WEEK),
      month: ask(small.id, MONTH),
      crowded: ask(large.id, MONTH),
      quarter: ask(even.id, QUARTER),
      full: ask(full.id, QUARTER),
    });
    const p50 = (loads: readonly Load[]) => loads.map((load) => latency(load, 0.5));
    const perDay = (loads: readonly Load[], width: number) => p50(loads).map((ms) => ms / width);
    const aDay = { unit: "ms a day" };
    return [
      {
        what: `${MONTH} days, ${A_MONTH} bookings in them and ${OUTSIDE} outside, p50`,
        unit: "ms",
        ours: p50(turns.crowded),
        yardstick: { what: "none outside", values: p50(turns.month) },
        goal: { most: 1.2 },
        limit: `${limitOf(turns.crowded)} Slots are read from the book in D1, not from the calendar's object; the row \`cold\` has the first question of all.`,
      },
      {
        ...aDay,
        what: `${MONTH} days, each day of them`,
        ours: perDay(turns.month, MONTH),
        yardstick: { what: `each of ${WEEK}`, values: perDay(turns.week, WEEK) },
        goal: { most: 1.2 },
        limit: limitOf(turns.month),
      },
      {
        ...aDay,
        what: `${QUARTER} days as full as those, each day of them`,
        ours: perDay(turns.quarter, QUARTER),
        yardstick: { what: `each of ${MONTH}`, values: perDay(turns.month, MONTH) },
        goal: { most: 1.2 },
        limit: limitOf(turns.quarter),
      },
      {
        what: `${QUARTER} days, ${A_FULL_QUARTER} bookings in them, p50`,
        unit: "ms",
        ours: p50(turns.full),
        yardstick: { what: `${3 * A_MONTH} in them`, values: p50(turns.quarter) },
        limit: limitOf(turns.full),
      },
    ];
  },
};

/** Starts of so many bookings, spread over so many days, each at that of a slot. */
const evenly = (count: number, width: number) => (n: number) =>
  START + Math.floor((n * days(width)) / count / SLOT) * SLOT;

/** So many bookings of a month, as the row has them. */
export const fillMonth = (bench: Pick<Bench, "runtime" | "town">, id: string, count: number): Promise<void> =>
  fill(bench, id, count, evenly(count, MONTH));

/** Rows of the book by SQL: a thousand through the API would be a minute's work. */
async function fill(
  { runtime, town }: Pick<Bench, "runtime" | "town">,
  id: string,
  count: number,
  startOf: (n: number) => number,
) {
  const database = await runtime.database("bookings");
  const rows = Array.from({ length: count }, (_, n) => [
    `bkg_${id.slice(4, 20)}${startOf(n).toString(36)}${n}`,
    startOf(n),
  ]);
  await database
    .prepare(
      `INSERT INTO bookings (id, building_id, resource_id, calendar_id, resource_name, user_id, request_key, start_at,
         end_at, time_zone, attendees, status, created_at, updated_at, version)
       SELECT value->>0, ?1, ?2, (SELECT calendar_id FROM resources WHERE id = ?2), 'Terrace', 'usr_' || (value->>0), value->>0, value->>1, (value->>1) + ?3, 'UTC', 1, 'confirmed', 0, 0, 1
       FROM json_each(?4)`,
    )
    .bind(town.building, id, SLOT, JSON.stringify(rows))
    .run();
}

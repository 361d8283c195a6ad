import { requestOf } from "../harness/connection.ts";
import { interleave } from "../harness/interleave.ts";
import { limitOf } from "../harness/limit.ts";
import { drive, latency } from "../harness/load.ts";
import type { Row } from "../row.ts";

const FOR_MS = 1_500;
const PARTS = {
  me: "/v1/me",
  homes: "/v1/me/homes",
  bookings: "/v1/me/bookings?limit=100",
  count: "/v1/me/notifications/count",
  notifications: "/v1/me/notifications?limit=5",
} as const;

export const home: Row = {
  name: "home",
  about:
    "The first screen in one call, from four workers, against the slowest of its parts asked for alone: putting together should cost little more than waiting for the last.",
  async run({ runtime, town, tokenOf, repetitions }) {
    const [resident] = await town.residents(1);
    if (!resident) throw new Error("nobody lives here");
    const token = await tokenOf(resident);
    const ask = (path: string) => () =>
      drive(runtime.gateway, {
        connections: 1,
        forMs: FOR_MS,
        status: 200,
        request: () => requestOf({ path, token }),
      });
    const { whole, ...parts } = await interleave(repetitions, {
      whole: ask("/v1/home"),
      me: ask(PARTS.me),
      homes: ask(PARTS.homes),
      bookings: ask(PARTS.bookings),
      count: ask(PARTS.count),
      notifications: ask(PARTS.notifications),
    });
    const p50 = Object.entries(parts).map(([name, loads]) => ({ name, ms: loads.map((load) => latency(load, 0.5)) }));
    const slowest = whole.map((_, turn) => Math.max(...p50.map(({ ms }) => ms[turn] ?? 0)));
    const sum = whole.map((_, turn) => p50.reduce((total, { ms }) => total + (ms[turn] ?? 0), 0));
    const ours = whole.map((load) => latency(load, 0.5));
    const told = p50.map(({ name, ms }) => `${name} ${ms[0]?.toFixed(1)} ms`).join(", ");
    return [
      {
        what: "GET /v1/home, p50",
        unit: "ms",
        ours,
        yardstick: { what: "its slowest part alone", values: slowest },
        limit: `${limitOf(whole)} The parts alone: ${told}. On one core nothing runs side by side but the waiting.`,
      },
      {
        what: "GET /v1/home, p50",
        unit: "ms",
        ours,
        yardstick: { what: "all its parts, one after the other", values: sum },
        limit: limitOf(whole),
      },
    ];
  },
};

import { aBooking } from "../harness/bookings.ts";
import { requestOf } from "../harness/connection.ts";
import { interleave } from "../harness/interleave.ts";
import { limitOf } from "../harness/limit.ts";
import { exhaust, type Load, latency } from "../harness/load.ts";
import { percentile } from "../harness/statistics.ts";
import type { Row } from "../row.ts";

const AT_ONCE = 200;

export const lastPlace: Row = {
  name: "last-place",
  about:
    "200 residents ask for one last slot at the same moment: one has it, and each of the others must soon have a clear answer that says what is free next; against 200 parallel hellos to a bare Hono Worker.",
  cause:
    "All 200 are answered by one core, so the last waits for the work of all: some five milliseconds each, for the gateway, the worker, one read of the book and one question to the calendar.",
  async run({ runtime, town, tokenOf, repetitions }) {
    const residents = await town.residents(AT_ONCE);
    const { id } = await town.resource();
    const tokens: string[] = [];
    for (const resident of residents) tokens.push(await tokenOf(resident));
    const hellos = Array.from({ length: AT_ONCE }, () => requestOf({ path: "/hello" }));

    const race = async (turn: number): Promise<Load & { refusals: number[] }> => {
      const path = `/v1/resources/${id}/bookings`;
      const asks = tokens.map((token) => requestOf({ method: "POST", path, token, body: aBooking(2 * turn) }));
      const refusals: number[] = [];
      let winners = 0;
      const load = await exhaust(runtime.gateway, AT_ONCE, asks, ({ status, body, ms }) => {
        const { code, facts } = JSON.parse(body) as { code?: string; facts?: { nextFreeAt?: string } };
        if (status === 201) winners += 1;
        else if (status === 409 && code === "booking.slot_taken" && facts?.nextFreeAt) refusals.push(ms);
        else throw new Error(`neither won nor clearly refused: ${status} ${body}`);
      });
      if (winners !== 1 || refusals.length !== AT_ONCE - 1)
        throw new Error(`${winners} have the last place, ${refusals.length} were refused`);
      return { ...load, refusals };
    };

    const { ours, yardstick } = await interleave(repetitions, {
      ours: race,
      yardstick: () => exhaust(runtime.bare, AT_ONCE, hellos, () => {}),
    });
    const p99 = { what: "p99 of 200 bare hellos", values: yardstick.map((load) => latency(load, 0.99)) };
    const limit = `${limitOf(ours)} In each repetition one had the place and 199 were told \`booking.slot_taken\` with \`nextFreeAt\`.`;
    return [0.5, 0.99].map((share) => ({
      what: `p${share * 100} of 199 refusals`,
      unit: "ms",
      ours: ours.map(({ refusals }) => percentile(refusals, share)),
      yardstick: p99,
      limit,
    }));
  },
};

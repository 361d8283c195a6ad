import { aBooking } from "../harness/bookings.ts";
import { requestOf } from "../harness/connection.ts";
import { interleave } from "../harness/interleave.ts";
import { limitOf } from "../harness/limit.ts";
import { drive } from "../harness/load.ts";
import type { Row } from "../row.ts";

const CONNECTIONS = 32;
const FOR_MS = 2_000;

export const readRow: Row = {
  name: "read",
  about:
    "One's own booking, with a real token through the gateway, its worker and D1, against a bare Hono Worker that selects the same row: what the whole platform costs a reader.",
  async run({ runtime, town, tokenOf, repetitions }) {
    const [resident] = await town.residents(1);
    if (!resident) throw new Error("nobody lives here");
    const { id: resourceId } = await town.resource();
    const { id } = await resident.post(`/v1/resources/${resourceId}/bookings`, aBooking(0));
    const token = await tokenOf(resident);
    const load = { connections: CONNECTIONS, forMs: FOR_MS, status: 200 };
    const ask = requestOf({ path: `/v1/bookings/${id}`, token });
    const bare = requestOf({ path: `/bookings/${id}` });
    const { ours, yardstick } = await interleave(repetitions, {
      ours: () => drive(runtime.gateway, { ...load, request: () => ask }),
      yardstick: () => drive(runtime.bare, { ...load, request: () => bare }),
    });
    return [
      {
        what: `GET a booking, ${CONNECTIONS} connections`,
        unit: "/s",
        ours: ours.map(({ perSecond }) => perSecond),
        yardstick: { what: "bare Hono and D1", values: yardstick.map(({ perSecond }) => perSecond) },
        goal: { least: 0.5 },
        limit: limitOf(ours),
      },
    ];
  },
};

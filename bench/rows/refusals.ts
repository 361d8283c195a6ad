import { requestOf } from "../harness/connection.ts";
import { interleave } from "../harness/interleave.ts";
import { limitOf } from "../harness/limit.ts";
import { drive, type Load } from "../harness/load.ts";
import type { Line, Row } from "../row.ts";

const CONNECTIONS = 32;
const FOR_MS = 2_000;
const GOAL = { least: 0.7 };

/** A token as long as a real one, whose signature is of something else. */
const forged = (token: string): string => {
  const [header = "", claims = "", signature = ""] = token.split(".");
  return [header, claims, `${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`].join(".");
};

export const refusals: Row = {
  name: "refusals",
  about:
    "What the gateway refuses by itself (400, 401, 403), against a bare Hono Worker that says hello: a flood of nonsense must cost little more than answering at all.",
  cause:
    "Each request is counted against its rate by a call to another Worker, here and on the platform, and that call alone makes the yardstick about half as fast (the second line of each refusal gives it to the yardstick as well): while a flood must be counted, the goal is out of reach whatever the rest costs. Of the rest, a profile shows nothing large: seven headers read and a dozen written, a request id, a trace, the problem document. A good token's signature is verified once for each answer of `iam`, a forged one's each time; the body of the 400 is read, parsed and checked. A refusal captures no stack trace.",
  async run({ runtime, town, tokenOf, repetitions }) {
    const [resident] = await town.residents(1);
    if (!resident) throw new Error("nobody lives here");
    const { id } = await town.resource();
    const token = await tokenOf(resident);
    const booking = { method: "POST", path: `/v1/resources/${id}/bookings` };
    const asked = [
      {
        what: "400, a body of the wrong shape",
        status: 400,
        request: requestOf({ ...booking, token, body: { startAt: 7 } }),
      },
      { what: "401, no token", status: 401, request: requestOf({ path: "/v1/me/bookings" }) },
      {
        what: "401, a forged token",
        status: 401,
        request: requestOf({ path: "/v1/me/bookings", token: forged(token) }),
      },
      {
        what: "403, no grant for it",
        status: 403,
        request: requestOf({ path: `/v1/buildings/${town.building}/bookings`, token }),
      },
    ];
    const [hello, counted] = [requestOf({ path: "/hello" }), requestOf({ path: "/counted" })];
    const load = { connections: CONNECTIONS, forMs: FOR_MS };
    const lines: Line[] = [];
    for (const { what, status, request } of asked) {
      const turns = await interleave(repetitions, {
        ours: () => drive(runtime.gateway, { ...load, status, request: () => request }),
        hello: () => drive(runtime.bare, { ...load, status: 200, request: () => hello }),
        counted: () => drive(runtime.bare, { ...load, status: 200, request: () => counted }),
      });
      const ours = perSecond(turns.ours);
      const [ofHello, ofCounted] = [perSecond(turns.hello), perSecond(turns.counted)];
      const limit = limitOf(turns.ours);
      lines.push(
        { what, unit: "/s", ours, yardstick: { what: "bare hello", values: ofHello }, goal: GOAL, limit },
        { what, unit: "/s", ours, yardstick: { what: "bare hello, counted as well", values: ofCounted }, limit },
      );
    }
    return lines;
  },
};

const perSecond = (loads: readonly Load[]): number[] => loads.map((load) => load.perSecond);

import { requestOf } from "../harness/connection.ts";
import { interleave } from "../harness/interleave.ts";
import { limitOf } from "../harness/limit.ts";
import { drive, type Load } from "../harness/load.ts";
import type { Line, Row } from "../row.ts";

const CONNECTIONS = 32;
const FOR_MS = 2_000;
const GOAL = { least: 0.7 };

/** Tokens as long as a real one, each with a signature of its own that is of something else. */
function forgeries(token: string) {
  const [header = "", claims = "", signature = ""] = token.split(".");
  let number = 0;
  return () => {
    number += 1;
    return [header, claims, `${String(number).padStart(12, "0")}${signature.slice(12)}`].join(".");
  };
}

export const refusals: Row = {
  name: "refusals",
  about:
    "What the gateway refuses by itself (400, 401, 403), against a bare Hono Worker that says hello to the same request, byte for byte but for its path: a flood of nonsense must cost little more than answering at all.",
  cause:
    "A profile shows no one thing: most of it is what the runtime does for each header and object that crosses from it to us and back, so those are few, and an answer is copied from one that has all that refusals have in common. What JavaScript does is dear in its first microseconds after a wait, so there is little of it: a refusal is no `Error` of the engine (that was 20 of the 140 µs of a 400), a path is looked up (7 µs less than a walk down a tree), and what was refused is remembered: a call is counted by a binding once in ten, a token, good or forged, is verified once for each answer of `iam`, and a query or body is held against its contract once a minute. What is each time another is looked at each time, which the lines of others show. A body must be read before it can be refused, and reading it is a good part of the cost, so the goal is held against a hello that reads it too; one line has one that does not.",
  async run({ runtime, town, tokenOf, repetitions }) {
    const [resident] = await town.residents(1);
    if (!resident) throw new Error("nobody lives here");
    const { id } = await town.resource();
    const token = await tokenOf(resident);
    const forged = forgeries(token);
    const booking = { method: "POST", path: `/v1/resources/${id}/bookings`, token, body: { startAt: 7 } };
    const mine = { path: "/v1/me/bookings" };
    let nth = 0;
    const another = {
      query: () => ({ token, path: `${mine.path}?limit=many${nth++}` }),
      body: () => ({ ...booking, body: { startAt: nth++ } }),
    };
    const asked = [
      {
        what: "400, a query of the wrong shape",
        status: 400,
        ...same({ path: `${mine.path}?limit=many`, token }),
        goal: GOAL,
      },
      { what: "400, queries of the wrong shape, each another", status: 400, ...each(another.query) },
      { what: "400, a body of the wrong shape", status: 400, ...same(booking, READING), goal: GOAL },
      { what: "400, a body of the wrong shape", status: 400, ...same(booking) },
      { what: "400, bodies of the wrong shape, each another", status: 400, ...each(another.body, READING) },
      { what: "401, no token", status: 401, ...same(mine), goal: GOAL },
      { what: "401, a forged token", status: 401, ...same({ ...mine, token: forged() }), goal: GOAL },
      { what: "401, forged tokens, each another", status: 401, ...each(() => ({ ...mine, token: forged() })) },
      {
        what: "403, no grant for it",
        status: 403,
        ...same({ path: `/v1/buildings/${town.building}/bookings`, token }),
        goal: GOAL,
      },
    ];
    const load = { connections: CONNECTIONS, forMs: FOR_MS };
    const lines: Line[] = [];
    for (const { what, status, request, hello, beside, ...goal } of asked) {
      const turns = await interleave(repetitions, {
        ours: () => drive(runtime.gateway, { ...load, status, request }),
        hello: () => drive(runtime.bare, { ...load, status: 200, request: hello }),
      });
      lines.push({
        ...{ what, unit: "/s", ours: perSecond(turns.ours), ...goal },
        yardstick: { what: beside.what, values: perSecond(turns.hello) },
        limit: limitOf(turns.ours),
      });
    }
    return lines;
  },
};

type Request = Parameters<typeof requestOf>[0];

const HELLO = { what: "bare hello to the same", path: "/hello" };
const READING = { what: "bare hello that reads the body as JSON", path: "/read" };

/** A request made anew each time, and the hello that is asked in the same way. */
const each = (request: () => Request, beside = HELLO) => ({
  request: () => requestOf(request()),
  hello: () => requestOf({ ...request(), path: beside.path }),
  beside,
});

/** One request again and again. */
function same(request: Request, beside = HELLO) {
  const [ours, hello] = [requestOf(request), requestOf({ ...request, path: beside.path })];
  return { request: () => ours, hello: () => hello, beside };
}

const perSecond = (loads: readonly Load[]): number[] => loads.map((load) => load.perSecond);

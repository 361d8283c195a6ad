import { LISTENERS, type Listener } from "#shared/events/catalogue";
import { commit } from "#shared/worker/commit";
import { keyringOf } from "#shared/worker/keyring";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { envelopeText, send } from "../clients/queues.ts";
import { secretsOf } from "../clients/secrets.ts";
import { markRouted, ROUTE_LIMIT, type Unrouted, unrouted } from "../store/events.ts";
import { keysBeside } from "../store/keys.ts";

/**
 * Put events into the queues of their listeners; an event is routed when each of them has taken it. What went with its
 * person is not sent; what no secret opens waits for one, and for the rest of them nobody waits. Answers whether more may be waiting.
 */
export async function routeEvents(call: Call, which: Unrouted): Promise<boolean> {
  const { waiting } = await load(call, { waiting: unrouted(which) });
  const ring = await keyringOf(secretsOf(call.env), keysBeside(waiting));
  const { open } = await ring.part(waiting);
  const messages = await Promise.all(open.map(async (event) => ({ ...event, data: await ring.reveal(event) })));
  const textsFor = (listener: Listener) =>
    messages.flatMap(({ head, data, listeners }) =>
      data !== null && listeners.includes(listener) ? [envelopeText(head, data)] : [],
    );
  const took = new Set<Listener>();
  await Promise.all(
    LISTENERS.map(async (listener) => {
      if (await send(call.env, listener, textsFor(listener))) took.add(listener);
    }),
  );
  const routed = messages.filter(({ listeners }) => listeners.every((listener) => took.has(listener)));
  const ids = routed.map(({ id }) => id);
  const save = ids.length > 0 ? [markRouted(ids, call.now)] : [];
  return commit(call, { save, events: [], result: waiting.length === ROUTE_LIMIT && routed.length > 0 });
}

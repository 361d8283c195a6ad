import { newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { postOf } from "../clients/post.ts";
import { type Held, hold } from "../domain/delivery.ts";
import { dueDeliveries, takeDelivery } from "../store/deliveries.ts";

/** The most e-mails one sweep sends. */
const SWEEP_LIMIT = 50;

/** Take what waits to be sent: what could not go out at once, and what whoever held it never sent. */
export async function takeDueDeliveries(call: Call): Promise<readonly Held[]> {
  postOf(call.env);
  const { due } = await load(call, { due: dueDeliveries(call.now, SWEEP_LIMIT) });
  const lease = newId("request", call.now);
  return commit(call, {
    save: due.map((delivery) => takeDelivery(delivery, hold(delivery, lease, call.now))),
    events: [],
    result: due.map(({ id }) => ({ id, lease })),
  });
}

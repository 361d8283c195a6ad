import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { expire } from "../domain/delivery.ts";
import { lateDeliveries, saveDelivery } from "../store/deliveries.ts";

/** The most deliveries one sweep gives up. */
const SWEEP_LIMIT = 100;

/** Give up what could not be sent in time: a code that no longer works is not sent any more. */
export async function expireDeliveries(call: Call): Promise<void> {
  const { late } = await load(call, { late: lateDeliveries(call.now, SWEEP_LIMIT) });
  const steps = late.map((before) => ({ before, ...expire(before) }));
  return commit(call, {
    save: steps.map(({ before, delivery }) => saveDelivery(before, delivery)),
    events: steps.flatMap(({ events }) => events),
    result: undefined,
  });
}

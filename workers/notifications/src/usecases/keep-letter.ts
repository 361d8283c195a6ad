import { actorName } from "#shared/core/actor";
import { newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { type Held, heldOf } from "../domain/delivery.ts";
import { type LetterAsked, writeDown } from "../domain/letter.ts";
import { addDeliveryOnce, deliveryByKey } from "../store/deliveries.ts";

interface Kept {
  readonly accepted: boolean;
  /** The letter to send now; none if it was asked for before. */
  readonly held: readonly Held[];
}

/** Keep a letter until it is sent; the same dedupe key of the same caller keeps one. */
export async function keepLetter(call: Call, asked: LetterAsked & { readonly dedupeKey: string }): Promise<Kept> {
  const dedupeKey = `${actorName(call.actor)} ${asked.dedupeKey}`;
  const { known } = await load(call, { known: deliveryByKey(dedupeKey) });
  const marks = { id: newId("delivery", call.now), dedupeKey, lease: newId("request", call.now) };
  const { delivery, events } = writeDown(asked, marks, call.now);
  const accepted = delivery.status === "queued";
  if (known) return { accepted: known.status !== "expired", held: [] };
  return commit(call, { save: [addDeliveryOnce(delivery)], events, result: { accepted, held: heldOf([delivery]) } });
}

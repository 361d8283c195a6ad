import { newId } from "#shared/core/ids";
import { LISTENERS } from "#shared/events/catalogue";
import { workerOf } from "#shared/events/event";
import { envelopeIn } from "#shared/events/verdict";
import { commit } from "#shared/worker/commit";
import { digestOf, keyringOf } from "#shared/worker/keyring";
import { load } from "#shared/worker/load";
import { log } from "#shared/worker/log";
import type { Call } from "../call.ts";
import { secretsOf } from "../clients/secrets.ts";
import { died } from "../domain/dead-letter.ts";
import { ownerOfRefused } from "../domain/owners.ts";
import { addDeadLetter, sealName } from "../store/dead-letters.ts";
import { addKey, keysOf } from "../store/keys.ts";

/** Keep what a listener's queue has given up on. Answers of each what became of it: what no secret can seal, the queue must bring again. */
export async function keepDeadLetters(
  call: Call,
  queue: string,
  bodies: readonly unknown[],
): Promise<("kept" | "later")[]> {
  // In an account a queue carries the name of its environment in front: `staging-bookings-dead`.
  const listener = LISTENERS.find((one) => queue === `${one}-dead` || queue.endsWith(`-${one}-dead`));
  if (!listener) throw new Error(`no listener has the queue ${queue}`);
  const messages = bodies.map((body) => {
    const event = envelopeIn(body);
    return { body, event, owner: ownerOfRefused(body, event) };
  });
  const owners = [...new Set(messages.map(({ owner }) => owner))].filter((owner) => owner !== null);
  const { keys } = await load(call, { keys: keysOf(owners) });
  const ring = await keyringOf(secretsOf(call.env), keys);
  const { open, locked } = await ring.part(messages);
  const letters = await Promise.all(
    open.map(async ({ body, event, owner }) => {
      const text = JSON.stringify(body) ?? "null";
      const known = {
        id: newId("deadLetter", call.now),
        listener,
        eventId: event?.id ?? `sha256:${await digestOf(text)}`,
        replay: event?.replay ?? "",
        caller: workerOf(event?.source ?? "") ?? "events",
        type: event?.type ?? null,
        subject: event?.subject ?? null,
        buildingId: event?.building ?? null,
        reason: event ? ("undelivered" as const) : ("unreadable" as const),
        wrongAt: null,
      };
      const kept = await ring.keep(owner, sealName(known), text);
      log("event.died", { listener, eventId: known.eventId, type: known.type });
      return addDeadLetter(died(known, kept.data !== null || kept.sealed !== null, call.now), kept);
    }),
  );
  return commit(call, {
    save: [...ring.minted().map((key) => addKey(key, call.now)), ...letters],
    events: [],
    result: messages.map((message) => (locked.includes(message) ? "later" : "kept")),
  });
}

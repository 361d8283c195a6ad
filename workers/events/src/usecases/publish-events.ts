import { type Id, newId } from "#shared/core/ids";
import type { WorkerName } from "#shared/core/workers";
import { type Accepted, judge, type Refused } from "#shared/events/verdict";
import { commit } from "#shared/worker/commit";
import { digestOf, type Keyring, keyringOf } from "#shared/worker/keyring";
import { load } from "#shared/worker/load";
import { log } from "#shared/worker/log";
import type { Call } from "../call.ts";
import { secretsOf } from "../clients/secrets.ts";
import { died } from "../domain/dead-letter.ts";
import { forgottenIn, ownerOf, ownerOfRefused } from "../domain/owners.ts";
import { addDeadLetter, sealName } from "../store/dead-letters.ts";
import { addEvents, type NewEvent, newEvent } from "../store/events.ts";
import { addKey, destroyKey, keysOf } from "../store/keys.ts";

interface Published {
  readonly kept: number;
  /** Those that a listener waits for. */
  readonly unrouted: readonly Id<"event">[];
}

type Poison = Refused & { readonly body: unknown };

/** Append what a worker says to the log. What does not hold becomes a dead letter: no producer is stuck with it. */
export async function publishEvents(call: Call, caller: WorkerName, bodies: readonly unknown[]): Promise<Published> {
  const accepted: Accepted[] = [];
  const poison: Poison[] = [];
  for (const body of bodies) {
    const verdict = judge(body, caller);
    if ("reason" in verdict) poison.push({ ...verdict, body });
    else accepted.push(verdict);
  }
  const forgotten = forgottenIn(accepted.map(({ event }) => event));
  const owners = [
    ...accepted.map(({ event }) => ownerOf(event)),
    ...poison.map((one) => ownerOfRefused(one.body, one.event)),
  ];
  const sealing = [...new Set(owners)].filter((owner) => owner !== null);
  const { keys } = sealing.length > 0 ? await load(call, { keys: keysOf(sealing) }) : { keys: [] };
  const ring = await keyringOf(secretsOf(call.env), keys);
  const fresh = await Promise.all(accepted.map((one) => freshEvent(one, ring)));
  const letters = await Promise.all(poison.map((one) => letterOf(call, caller, one, ring)));
  return commit(call, {
    save: [
      ...ring.minted().map((key) => addKey(key, call.now)),
      ...addEvents(fresh, call.now),
      ...forgotten.map((person) => destroyKey(person, call.now)),
      ...letters,
    ],
    events: [],
    result: {
      kept: accepted.length,
      unrouted: accepted.filter(({ to }) => to.length > 0).map(({ event }) => event.id),
    },
  });
}

const freshEvent = async (one: Accepted, ring: Keyring): Promise<NewEvent> =>
  newEvent(one, await ring.keep(ownerOf(one.event), one.event.id, JSON.stringify(one.event.data)));

async function letterOf(call: Call, caller: WorkerName, { reason, at, event, body }: Poison, ring: Keyring) {
  const text = JSON.stringify(body);
  const letter = died(
    {
      id: newId("deadLetter", call.now),
      listener: "events",
      eventId: event?.id ?? `sha256:${await digestOf(text)}`,
      replay: event?.replay ?? "",
      caller,
      type: event?.type ?? null,
      subject: event?.subject ?? null,
      buildingId: event?.building ?? null,
      reason,
      wrongAt: at,
    },
    true,
    call.now,
  );
  log("event.refused", { caller, eventId: letter.eventId, type: letter.type, reason, at });
  const kept = await ring.keep(ownerOfRefused(body, event), sealName(letter), reason === "too_large" ? "null" : text);
  return addDeadLetter(letter, kept);
}

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
  readonly took: "all" | "some";
  /** Those that are to be said again, once there is the secret that opens their person's key. */
  readonly held?: string[];
  /** Those that a listener waits for. */
  readonly unrouted: readonly Id<"event">[];
}

type Poison = Refused & { readonly body: unknown };

/**
 * Append what a worker says to the log. What does not hold becomes a dead letter: no producer is stuck with it. What no secret
 * can seal stays with who says it, and holds up nothing else.
 */
export async function publishEvents(call: Call, caller: WorkerName, bodies: readonly unknown[]): Promise<Published> {
  const said = bodies.map((body) => {
    const verdict = judge(body, caller);
    const owner = "reason" in verdict ? ownerOfRefused(body, verdict.event) : ownerOf(verdict.event);
    return { body, verdict, owner };
  });
  const sealing = [...new Set(said.map(({ owner }) => owner))].filter((owner) => owner !== null);
  const { keys } = sealing.length > 0 ? await load(call, { keys: keysOf(sealing) }) : { keys: [] };
  const ring = await keyringOf(secretsOf(call.env), keys);
  const { open, locked } = await ring.part(said);
  const accepted = open.flatMap(({ verdict }) => ("reason" in verdict ? [] : [verdict]));
  const poison = open.flatMap(({ verdict, body }) => ("reason" in verdict ? [{ ...verdict, body }] : []));
  const forgotten = forgottenIn(accepted.map(({ event }) => event));
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
      took: locked.length > 0 ? "some" : "all",
      ...(locked.length > 0 && { held: locked.map(({ body }) => idIn(body)) }),
      unrouted: accepted.filter(({ to }) => to.length > 0).map(({ event }) => event.id),
    },
  });
}

/** By which its producer knows what it said, whether it can be read or not. */
const idIn = (body: unknown): string =>
  typeof body === "object" && body !== null && "id" in body ? String(body.id) : "";

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

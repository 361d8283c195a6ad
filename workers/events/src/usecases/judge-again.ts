import { type Accepted, judge } from "#shared/events/verdict";
import { commit } from "#shared/worker/commit";
import { keyringOf } from "#shared/worker/keyring";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { secretsOf } from "../clients/secrets.ts";
import { type DeadLetter, resolved, triedInVain } from "../domain/dead-letter.ts";
import { forgottenIn, ownerOf } from "../domain/owners.ts";
import { dueLettersOf, saveTried, TRY_LIMIT } from "../store/dead-letters.ts";
import { addEvents, newEvent } from "../store/events.ts";
import { destroyKey, keysBeside } from "../store/keys.ts";

/**
 * Judge again what the log refused: a producer may have been deployed before the log knew its events. What holds now is
 * appended, and routed by the sweep. Answers whether more is due.
 */
export async function judgeAgain(call: Call): Promise<boolean> {
  const { due } = await load(call, { due: dueLettersOf("events", call.now) });
  const ring = await keyringOf(
    secretsOf(call.env),
    keysBeside(due.map(({ body, wrapped }) => ({ owner: body.owner, wrapped }))),
  );
  const { open, locked } = await ring.part(due.map(({ letter, body }) => ({ ...body, letter })));
  const accepted: Accepted[] = [];
  const letters: DeadLetter[] = locked.map(({ letter }) => triedInVain(letter, true, call.now));
  for (const { letter, ...body } of open) {
    const text = await ring.reveal(body);
    const verdict = text === null ? undefined : judge(JSON.parse(text), letter.caller);
    const holds = verdict && !("reason" in verdict) ? verdict : undefined;
    if (holds) accepted.push(holds);
    letters.push(holds ? resolved(letter) : triedInVain(letter, text !== null, call.now));
  }
  const events = accepted.map(({ event }) => event);
  const kept = await Promise.all(
    events.map((event) => ring.keep(ownerOf(event), event.id, JSON.stringify(event.data))),
  );
  const fresh = accepted.flatMap((one, at) => (kept[at] ? [newEvent(one, kept[at])] : []));
  return commit(call, {
    save: [
      ...addEvents(fresh, call.now),
      ...forgottenIn(events).map((person) => destroyKey(person, call.now)),
      ...letters.map(saveTried),
    ],
    events: [],
    result: due.length === TRY_LIMIT,
  });
}

import type { Listener } from "#shared/events/catalogue";
import { commit } from "#shared/worker/commit";
import { heardName } from "#shared/worker/heard";
import { keyringOf } from "#shared/worker/keyring";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { unheardBy } from "../clients/listeners.ts";
import { send } from "../clients/queues.ts";
import { secretsOf } from "../clients/secrets.ts";
import { resolved, triedInVain } from "../domain/dead-letter.ts";
import { dueLettersOf, saveTried, TRY_LIMIT } from "../store/dead-letters.ts";
import { keysBeside } from "../store/keys.ts";

/** Send a listener its dead letters that are due; what it has acted on meanwhile is resolved. Answers whether more is due. */
export async function tryDeadLetters(call: Call, listener: Listener): Promise<boolean> {
  const { due } = await load(call, { due: dueLettersOf(listener, call.now) });
  const ring = await keyringOf(
    secretsOf(call.env),
    keysBeside(due.map(({ body, wrapped }) => ({ owner: body.owner, wrapped }))),
  );
  const unheard = await unheardBy(
    call,
    listener,
    due.map(({ letter }) => heardName(letter.eventId, letter.replay)),
  );
  const heard = due.filter(({ letter }) => !unheard.has(heardName(letter.eventId, letter.replay)));
  const missing = due.filter((one) => !heard.includes(one));
  const { open, locked } = await ring.part(missing.map(({ letter, body }) => ({ ...body, letter })));
  const tried = await Promise.all(open.map(async ({ letter, ...body }) => ({ letter, text: await ring.reveal(body) })));
  const isSent = await send(
    call.env,
    listener,
    tried.flatMap(({ text }) => text ?? []),
  );
  const inVain = isSent ? tried.map(({ letter, text }) => triedInVain(letter, text !== null, call.now)) : [];
  const shut = locked.map(({ letter }) => triedInVain(letter, true, call.now));
  return commit(call, {
    save: [...heard.map(({ letter }) => resolved(letter)), ...inVain, ...shut].map(saveTried),
    events: [],
    result: isSent && due.length === TRY_LIMIT,
  });
}

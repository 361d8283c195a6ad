import { days } from "#shared/core/time";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { dropLetters, oldLetters } from "../store/dead-letters.ts";
import { DROP_LIMIT, dropEvents, oldEvents } from "../store/events.ts";

/** Thirteen months, so that a year can be compared with the one before. */
const KEPT = days(396);

/** Drop what the log has kept long enough. Answers whether more is that old. */
export async function dropOldEvents(call: Call): Promise<boolean> {
  const before = call.now - KEPT;
  const { seqs, letters } = await load(call, { seqs: oldEvents(before), letters: oldLetters(before) });
  const save = [...(seqs.length > 0 ? [dropEvents(seqs)] : []), ...(letters.length > 0 ? [dropLetters(letters)] : [])];
  return commit(call, { save, events: [], result: seqs.length === DROP_LIMIT });
}

import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";

/** An event that is heard and changes nothing here yet. */
export async function takeNote(call: Call): Promise<void> {
  await load(call, {});
  return commit(call, { save: [], events: [], result: undefined });
}

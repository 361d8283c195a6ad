import { personOf } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { end } from "../domain/session.ts";
import { openSessionOf, saveSession } from "../store/sessions.ts";

/** Sign out somewhere. */
export async function endMySession(call: Call, id: Id<"session">): Promise<void> {
  const me = personOf(call.actor);
  const { before } = await load(call, { before: openSessionOf(me.id, id, call.now) });
  const { session, events } = end(before, "revoked", call.now);
  await commit(call, { save: [saveSession(session, before)], events, result: undefined });
}

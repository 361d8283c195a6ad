import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { end } from "../domain/session.ts";
import { idleSessions, oldSessions, saveSession } from "../store/sessions.ts";

/** End the sessions whose time has passed, so that sockets close and devices are forgotten. */
export async function endExpiredSessions(call: Call): Promise<void> {
  const { idle, old } = await load(call, { idle: idleSessions(call.now), old: oldSessions(call.now) });
  const expired = new Map([...idle, ...old].map((session) => [session.id, session]));
  const ended = [...expired.values()].map((before) => ({ before, ...end(before, "expired", call.now) }));
  await commit(call, {
    save: ended.map(({ session, before }) => saveSession(session, before)),
    events: ended.flatMap(({ events }) => events),
    result: undefined,
  });
}

import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { isGenuine, readRefreshToken } from "../clients/refresh-tokens.ts";
import { end } from "../domain/session.ts";
import { saveSession, sessionById } from "../store/sessions.ts";

/** Sign out. A token that is no longer good has nothing to end, and is told the same. */
export async function logout(call: Call, text: string): Promise<void> {
  const token = readRefreshToken(text);
  if (!token) return;
  const { before } = await load(call, { before: sessionById(token.sessionId) });
  if (!before || before.endedAt !== null || !(await isGenuine(call.env.IAM_SECRET, before, token))) return;
  const { session, events } = end(before, "signed_out", call.now);
  await commit(call, { save: [saveSession(session, before)], events, result: undefined });
}

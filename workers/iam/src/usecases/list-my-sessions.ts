import { personOf } from "#shared/core/actor";
import { load } from "#shared/worker/load";
import { afterOf, type Page } from "#shared/worker/page";
import type { Call } from "../call.ts";
import type { Session } from "../domain/session.ts";
import { listSessionsOf, sessionList } from "../store/sessions.ts";

interface Asked {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Where I am signed in, the latest sign-in first, and which of them this call was made in. */
export async function listMySessions(
  call: Call,
  { limit, cursor }: Asked,
): Promise<Page<Session & { current: boolean }>> {
  const { id, sid } = personOf(call.actor);
  const after = afterOf(sessionList(id), cursor);
  const { page } = await load(call, { page: listSessionsOf(id, call.now, after, limit) });
  return { ...page, items: page.items.map((session) => ({ ...session, current: session.id === sid })) };
}

import type { Instant } from "#shared/core/time";
import type { Listener } from "#shared/events/catalogue";
import { commit } from "#shared/worker/commit";
import { heardName } from "#shared/worker/heard";
import { keyringOf } from "#shared/worker/keyring";
import { load } from "#shared/worker/load";
import { log } from "#shared/worker/log";
import type { Call } from "../call.ts";
import { unheardBy } from "../clients/listeners.ts";
import { envelopeText, send } from "../clients/queues.ts";
import { secretsOf } from "../clients/secrets.ts";
import { nextSendAt, windowOf } from "../domain/audit-window.ts";
import { dueHolesOf, type Hole, SEND_LIMIT, saveHoles } from "../store/audits.ts";
import { keysBeside } from "../store/keys.ts";

/**
 * Send a listener again what it was found not to have, unless it has acted on it since, it became a dead letter, or its
 * words went with their person. A queue that refuses leaves everything as it is. Answers whether more is due.
 */
export async function sendMissing(call: Call, listener: Listener): Promise<boolean> {
  const { due } = await load(call, { due: dueHolesOf(listener, call.now) });
  const ring = await keyringOf(secretsOf(call.env), keysBeside(due));
  const asked = due.flatMap((hole) => (hole.id !== null && hole.deadLetterId === null ? [heardName(hole.id, "")] : []));
  const unheard = await unheardBy(call, listener, asked);
  const filled: number[] = [];
  const sent = new Map<Instant, number[]>();
  const texts: string[] = [];
  for (const hole of due) {
    const text = unheard.has(heardName(hole.id ?? "", "")) ? await textOf(hole, ring.reveal) : null;
    if (text === null) {
      filled.push(hole.seq);
      continue;
    }
    texts.push(text);
    const nextAt = nextSendAt(hole.sends, windowOf(call.env.AUDIT_WINDOW_SECONDS), call.now);
    sent.set(nextAt, [...(sent.get(nextAt) ?? []), hole.seq]);
  }
  const isSent = await send(call.env, listener, texts);
  if (texts.length > 0) log("audit.sent_again", { listener, count: texts.length, isSent });
  const save = due.length > 0 ? saveHoles(listener, filled, isSent ? sent : new Map()) : [];
  return commit(call, { save, events: [], result: isSent && due.length === SEND_LIMIT });
}

async function textOf({ id, head, ...kept }: Hole, reveal: (kept: Hole & { id: string }) => Promise<string | null>) {
  if (id === null || head === null) return null;
  const data = await reveal({ ...kept, id, head });
  return data === null ? null : envelopeText(head, data);
}

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
import { bySendAt, windowOf } from "../domain/audit-window.ts";
import { dueHolesOf, type Hole, SEND_LIMIT, saveHoles } from "../store/audits.ts";
import { keysBeside } from "../store/keys.ts";

/**
 * Send a listener again what it was found not to have, unless it has acted on it since, it became a dead letter, or its
 * words went with their person. What no secret opens is put off like what was sent. A queue that refuses leaves everything as it is. Answers whether more is due.
 */
export async function sendMissing(call: Call, listener: Listener): Promise<boolean> {
  const { due } = await load(call, { due: dueHolesOf(listener, call.now) });
  const ring = await keyringOf(secretsOf(call.env), keysBeside(due));
  const asked = due.flatMap((hole) => (hole.id !== null && hole.deadLetterId === null ? [heardName(hole.id, "")] : []));
  const unheard = await unheardBy(call, listener, asked);
  const { open, locked } = await ring.part(due.filter(({ id }) => unheard.has(heardName(id ?? "", ""))));
  const told = await Promise.all(open.map(async (hole) => ({ ...hole, text: await textOf(hole, ring.reveal) })));
  const sendable = told.filter(({ text }) => text !== null);
  const texts = sendable.flatMap(({ text }) => text ?? []);
  const isSent = await send(call.env, listener, texts);
  if (texts.length > 0) log("audit.sent_again", { listener, count: texts.length, isSent });
  const missing = [...sendable, ...locked];
  const filled = due.filter(({ seq }) => !missing.some((one) => one.seq === seq)).map(({ seq }) => seq);
  const window = windowOf(call.env.AUDIT_WINDOW_SECONDS);
  const again = bySendAt(isSent ? missing : locked, window, call.now);
  const save = due.length > 0 ? saveHoles(listener, filled, again) : [];
  return commit(call, { save, events: [], result: isSent && due.length === SEND_LIMIT });
}

async function textOf({ id, head, ...kept }: Hole, reveal: (kept: Hole & { id: string }) => Promise<string | null>) {
  if (id === null || head === null) return null;
  const data = await reveal({ ...kept, id, head });
  return data === null ? null : envelopeText(head, data);
}

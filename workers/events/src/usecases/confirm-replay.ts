import type { Listener } from "#shared/events/catalogue";
import { commit } from "#shared/worker/commit";
import { heardName } from "#shared/worker/heard";
import { keyringOf } from "#shared/worker/keyring";
import { load } from "#shared/worker/load";
import { log } from "#shared/worker/log";
import type { Call } from "../call.ts";
import { unheardBy } from "../clients/listeners.ts";
import { replayedText, send } from "../clients/queues.ts";
import { secretsOf } from "../clients/secrets.ts";
import { bySendAt, windowOf } from "../domain/audit-window.ts";
import { wentOn } from "../domain/replay.ts";
import { keysBeside } from "../store/keys.ts";
import { dropWaits, dueWaitsOf, putOff, runningReplayOf, saveReplay, waitsOf } from "../store/replays.ts";

/**
 * Ask a listener what it has heard of its replay. What it has not heard after a window, and what is no dead letter, is sent
 * again, as the audit does with the rest of the log. A queue that refuses leaves that as it is. Answers whether one is running.
 */
export async function confirmReplay(call: Call, listener: Listener): Promise<boolean> {
  const { replay, waits, due } = await load(call, {
    replay: runningReplayOf(listener),
    waits: waitsOf(listener),
    due: dueWaitsOf(listener, call.now),
  });
  if (!replay) return false;
  const asked = waits.flatMap(({ seq, sends, eventId, deadLetterId }) =>
    eventId !== null && deadLetterId === null ? [{ seq, sends, name: heardName(eventId, replay.id) }] : [],
  );
  const unheard = await unheardBy(
    call,
    listener,
    asked.map(({ name }) => name),
  );
  const missing = new Map(asked.filter(({ name }) => unheard.has(name)).map(({ seq, sends }) => [seq, sends]));

  const ring = await keyringOf(secretsOf(call.env), keysBeside(due));
  const lost = due.filter(({ seq }) => missing.has(seq));
  const { open, locked } = await ring.part(lost);
  const told = await Promise.all(open.map(async (event) => ({ ...event, text: await ring.reveal(event) })));
  const texts = told.flatMap(({ head, text }) => (text === null ? [] : [replayedText(head, text, replay.id)]));
  const isSent = await send(call.env, listener, texts);
  if (texts.length > 0) log("replay.sent_again", { listener, replay: replay.id, count: texts.length, isSent });

  const gone = told.flatMap(({ seq, text }) => (text === null ? [seq] : []));
  const waiting = [...(isSent ? told.filter(({ text }) => text !== null) : []), ...locked];
  const sent = bySendAt(
    waiting.map(({ seq }) => ({ seq, sends: (missing.get(seq) ?? 0) + 1 })),
    windowOf(call.env.AUDIT_WINDOW_SECONDS),
    call.now,
  );
  const over = waits.filter(({ seq }) => !missing.has(seq) || gone.includes(seq));
  if (over.length === 0 && sent.size === 0) return true;
  const dead = waits.filter(({ deadLetterId }) => deadLetterId !== null).length;
  const dropped = waits.filter(({ eventId }) => eventId === null).length;
  const step = { heard: asked.length - missing.size, dead, skipped: gone.length + dropped };
  const next = wentOn(replay, step, waits.length - over.length, call.now);
  return commit(call, {
    save: [
      saveReplay(next),
      dropWaits(
        replay.id,
        over.map(({ seq }) => seq),
      ),
      ...putOff(replay.id, sent),
    ],
    events: [],
    result: next.status === "running",
  });
}

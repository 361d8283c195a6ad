import type { Listener } from "#shared/events/catalogue";
import { commit } from "#shared/worker/commit";
import { keyringOf } from "#shared/worker/keyring";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { replayedText, send } from "../clients/queues.ts";
import { secretsOf } from "../clients/secrets.ts";
import { nextSendAt, windowOf } from "../domain/audit-window.ts";
import { wentOn } from "../domain/replay.ts";
import { keysBeside } from "../store/keys.ts";
import {
  addWaits,
  endOfPiece,
  nextPieceOf,
  PIECE_LIMIT,
  runningReplayOf,
  saveReplay,
  WAITING_LIMIT,
  waitsOf,
} from "../store/replays.ts";

/**
 * Put the next piece of a listener's replay into its queue, while there is room behind what it has not heard yet. What went
 * with its person is skipped; what no secret opens is waited for, as if it had been sent and lost. A queue that refuses leaves everything as it is. Answers whether there is a next piece.
 */
export async function sendReplay(call: Call, listener: Listener): Promise<boolean> {
  const { replay, waits, piece } = await load(call, {
    replay: runningReplayOf(listener),
    waits: waitsOf(listener),
    piece: nextPieceOf(listener),
  });
  const isWaiting = replay?.reached === replay?.ends && waits.length > 0;
  if (!replay || isWaiting || waits.length + PIECE_LIMIT > WAITING_LIMIT) return false;
  const ring = await keyringOf(secretsOf(call.env), keysBeside(piece));
  const { open, locked } = await ring.part(piece);
  const told = await Promise.all(open.map(async (event) => ({ ...event, text: await ring.reveal(event) })));
  const messages = told.flatMap(({ seq, head, text }) =>
    text === null ? [] : [{ seq, text: replayedText(head, text, replay.id) }],
  );
  const isSent = await send(
    call.env,
    listener,
    messages.map(({ text }) => text),
  );
  if (!isSent) return false;
  const seqs = [...messages, ...locked].map(({ seq }) => seq);
  const step = {
    reached: endOfPiece(replay, piece),
    sent: seqs.length,
    skipped: piece.length - seqs.length,
  };
  const next = wentOn(replay, step, waits.length + seqs.length, call.now);
  const dueAt = nextSendAt(0, windowOf(call.env.AUDIT_WINDOW_SECONDS), call.now);
  return commit(call, {
    save: [saveReplay(next), addWaits(replay.id, seqs, dueAt)],
    events: [],
    result: next.reached < next.ends,
  });
}

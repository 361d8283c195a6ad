import { seconds } from "#shared/core/time";
import { LISTENERS, type Listener } from "#shared/events/catalogue";
import type { Chores } from "#shared/worker/app";
import { Stale } from "#shared/worker/commit";
import type { Call, Env } from "./call.ts";
import { auditListener } from "./usecases/audit-listener.ts";
import { confirmReplay } from "./usecases/confirm-replay.ts";
import { dropOldEvents } from "./usecases/drop-old-events.ts";
import { judgeAgain } from "./usecases/judge-again.ts";
import { rewrapKeys } from "./usecases/rewrap-keys.ts";
import { routeEvents } from "./usecases/route-events.ts";
import { sendMissing } from "./usecases/send-missing.ts";
import { sendReplay } from "./usecases/send-replay.ts";
import { tryDeadLetters } from "./usecases/try-dead-letters.ts";

/** The sweep leaves younger events to the routing that is under way. */
const ROUTING_TAKES = seconds(30);
/** How often one tick goes on with a chore that has more to do. */
const ROUNDS = 10;

/** Goes on while there is more to do, within the tick's bounds. */
async function inRounds(once: () => Promise<boolean>): Promise<void> {
  for (let left = ROUNDS; left > 0; left -= 1) if (!(await once())) return;
}

/** The same chore for each listener, on its own: one that is down keeps no other waiting. */
const forEachListener = (name: string, once: (call: Call, listener: Listener) => Promise<boolean>): Chores<Env> =>
  Object.fromEntries(
    LISTENERS.map((listener) => [`${name} ${listener}`, (call: Call) => inRounds(() => once(call, listener))]),
  );

/** What of a replay was heard makes room for more. Whoever is faster does it: a tick that has not ended, or who calls it off. */
async function goOnReplaying(call: Call, listener: Listener): Promise<boolean> {
  try {
    return (await confirmReplay(call, listener)) && (await sendReplay(call, listener));
  } catch (error) {
    if (error instanceof Stale) return false;
    throw error;
  }
}

/** What the log does at each tick. */
export const chores: Chores<Env> = {
  "rewrap keys": (call) => inRounds(() => rewrapKeys(call)),
  "route the rest": (call) => inRounds(() => routeEvents(call, { before: call.now - ROUTING_TAKES })),
  ...forEachListener("audit", auditListener),
  ...forEachListener("send again to", sendMissing),
  ...forEachListener("try dead letters of", tryDeadLetters),
  ...forEachListener("replay to", goOnReplaying),
  "judge again": (call) => inRounds(() => judgeAgain(call)),
  "drop old events": (call) => inRounds(() => dropOldEvents(call)),
};

import { mayEverywhere, personOf } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import { newId } from "#shared/core/ids";
import { replayableTo } from "#shared/events/catalogue";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { type Replay, started, typesOf, type Wish } from "../domain/replay.ts";
import { addReplay, endOfLog } from "../store/replays.ts";

/** Have a listener hear again what the log has now; the clock sends it, piece by piece. */
export async function startReplay(call: Call, wish: Wish): Promise<Replay> {
  if (!mayEverywhere(personOf(call.actor), "replay.manage"))
    throw new AppError("access.denied", { facts: { permission: "replay.manage" } });
  const { oldest, newest = 0 } = await load(call, { oldest: endOfLog("oldest"), newest: endOfLog("newest") });
  const types = typesOf(wish, replayableTo(wish.listener));
  const log = { begins: oldest === undefined ? newest : oldest - 1, ends: newest };
  const replay = started(newId("replay", call.now), wish, types, log, call.now);
  return commit(call, {
    save: [addReplay(replay)],
    events: [],
    audit: { subject: replay.id, building: wish.buildingId },
    refusals: { "UNIQUE constraint failed: replays.listener": "replay.running" },
    result: replay,
  });
}

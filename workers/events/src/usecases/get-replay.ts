import { mayEverywhere, personOf } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import type { Replay } from "../domain/replay.ts";
import { replayById } from "../store/replays.ts";

/** How far a replay is, for whom runs the platform. */
export async function getReplay(call: Call, id: Id<"replay">): Promise<Replay> {
  if (!mayEverywhere(personOf(call.actor), "replay.read"))
    throw new AppError("access.denied", { facts: { permission: "replay.read" } });
  const { replay } = await load(call, { replay: replayById(id) });
  return replay;
}

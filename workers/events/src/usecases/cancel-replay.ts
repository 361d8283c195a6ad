import { mayEverywhere, personOf } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { cancelled, type Replay } from "../domain/replay.ts";
import { dropAllWaits, replayById, saveReplay } from "../store/replays.ts";

/** Send nothing more of a replay; what its listener's queue has already is heard all the same. */
export async function cancelReplay(call: Call, id: Id<"replay">): Promise<Replay> {
  if (!mayEverywhere(personOf(call.actor), "replay.manage"))
    throw new AppError("access.denied", { facts: { permission: "replay.manage" } });
  const { before } = await load(call, { before: replayById(id) });
  demandVersion(call, before.version);
  const replay = cancelled(before, call.now);
  return commit(call, {
    save: [saveReplay(replay), dropAllWaits(id)],
    events: [],
    audit: { subject: id, building: replay.buildingId ?? undefined, fields: ["status"] },
    result: replay,
  });
}

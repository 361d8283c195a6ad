import { mayEverywhere, personOf } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import { load } from "#shared/worker/load";
import { afterOf, type Page, type PageQuery } from "#shared/worker/page";
import type { Call } from "../call.ts";
import type { Replay } from "../domain/replay.ts";
import { listReplaysBy, REPLAY_LIST } from "../store/replays.ts";

/** Every replay there was, the latest first, for whom runs the platform. */
export async function listReplays(call: Call, { limit, cursor }: PageQuery): Promise<Page<Replay>> {
  if (!mayEverywhere(personOf(call.actor), "replay.read"))
    throw new AppError("access.denied", { facts: { permission: "replay.read" } });
  const { replays } = await load(call, { replays: listReplaysBy(afterOf(REPLAY_LIST, cursor), limit) });
  return replays;
}

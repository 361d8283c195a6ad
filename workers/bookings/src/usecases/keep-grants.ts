import type { Instant } from "#shared/core/time";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { endedWith, type Runner } from "../domain/running.ts";
import { dropFeedIfThere, placedFeedsOf } from "../store/feeds.ts";
import { keepRunner, runnerOf } from "../store/runners.ts";

/** Somebody's grants are others now: the feeds of resources that they do not run any more end. */
export async function keepGrants(call: Call, heard: Runner & { readonly saidAt: Instant }): Promise<void> {
  const { userId } = heard;
  const { known, feeds } = await load(call, { known: runnerOf(userId), feeds: placedFeedsOf(userId) });
  const ended = endedWith(feeds, known, heard, call.now);
  const save = [keepRunner(heard), ...ended.map(({ id }) => dropFeedIfThere(id))];
  await commit(call, { save, events: [], result: undefined });
}

import type { Instant } from "#shared/core/time";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { endedWith, type Runner } from "../domain/running.ts";
import { dropFeedIfThere, placedFeedsOf } from "../store/feeds.ts";
import { keepRunner } from "../store/runners.ts";

/** Somebody's grants are others now: the feeds of resources that they do not run any more end. */
export async function keepGrants(call: Call, heard: Runner & { readonly saidAt: Instant }): Promise<void> {
  const { feeds } = await load(call, { feeds: placedFeedsOf(heard.userId) });
  const save = [keepRunner(heard), ...endedWith(feeds, heard).map(({ id }) => dropFeedIfThere(id))];
  await commit(call, { save, events: [], result: undefined });
}

import type { Id } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { demandMayEnd } from "../domain/feed.ts";
import { dropFeed, feedById, placeOfFeed } from "../store/feeds.ts";

/** End a feed: whoever reads it finds nothing from then on. */
export async function endCalendarFeed(call: Call, id: Id<"feed">): Promise<void> {
  const { feed, place } = await load(call, { feed: feedById(id), place: placeOfFeed(id) });
  demandMayEnd(feed, call.actor, place);
  const audit = { subject: id, building: feed.buildingId ?? undefined };
  await commit(call, { save: [dropFeed(feed)], events: [], result: undefined, audit });
}

import { personOf } from "#shared/core/actor";
import { load } from "#shared/worker/load";
import { afterOf, type Page, type PageQuery } from "#shared/worker/page";
import type { Call } from "../call.ts";
import type { Feed } from "../domain/feed.ts";
import { feedList, listFeedsOf } from "../store/feeds.ts";

/** The feeds a person made, the oldest first. */
export async function listMyCalendarFeeds(call: Call, { limit, cursor }: PageQuery): Promise<Page<Feed>> {
  const { id } = personOf(call.actor);
  const { feeds } = await load(call, { feeds: listFeedsOf(id, afterOf(feedList(id), cursor), limit) });
  return feeds;
}

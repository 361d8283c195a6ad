import { demand } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { homesOf, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import { afterOf, type Page, type PageQuery } from "#shared/worker/page";
import type { Call } from "../call.ts";
import type { Feed } from "../domain/feed.ts";
import { feedsOfResource, listFeedsOfResource } from "../store/feeds.ts";
import { placeOfResource, resourceById } from "../store/resources.ts";

/** The feeds of a resource, whoever made them, the oldest first, for those who run it and may end them. */
export async function listResourceCalendarFeeds(
  call: Call,
  resourceId: Id<"resource">,
  { limit, cursor }: PageQuery,
): Promise<Page<Feed>> {
  const { resource, feeds, ...known } = await load(call, {
    resource: resourceById(resourceId),
    feeds: listFeedsOfResource(resourceId, afterOf(feedsOfResource(resourceId), cursor), limit),
    place: placeOfResource(resourceId),
    homes: homesOf(call.actor),
  });
  const { place, homes } = await standingIn(call, resource.buildingId, known);
  demand(call.actor, place, "resource.update", homes.length > 0);
  return feeds;
}
